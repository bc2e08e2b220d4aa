#include "app/first_start.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "app/progress_line.h"
#include "app/stores.h"
#include "service/sign_in.h"
#include "store/postgres/draft.h"
#include "store/postgres/postgres_store.h"

namespace tongchou::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kDemoMark = "demo.txt";
constexpr const char* kBuilding = "demo-building";

// Makes what was renamed in `folder` survive a power cut.
bool SyncFolder(const std::string& folder) {
  const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool synced = fsync(handle) == 0;
  close(handle);
  return synced;
}

// What a demo is made of.
struct Recipe {
  std::shared_ptr<const policy::Library> library;
  std::string pack;
  const Clock& clock;
  const batch::DemoOptions& options;
  const store::SealOptions& seal;

  // How it was made, for whoever finds it.
  std::string Note() const {
    return fmt::format("演示统筹区 · demo region of {}: {} persons, seed {}\n", pack,
                       options.persons, options.seed);
  }
};

// Fills a new store, and closes it.
Status FillStore(std::unique_ptr<store::Store> store, const Recipe& recipe) {
  const policy::Pack* pack = recipe.library->Find(recipe.pack);
  if (pack == nullptr) return ErrorCode::kUnknownPolicy;
  const Result<DateRange> days = batch::DemoDays(DayOf(recipe.clock.Now()), pack->in_force);
  if (!days.ok()) return days.error();
  batch::StepClock step_clock(MomentOf(days->from));
  service::RegionOptions region_options;
  region_options.pack = recipe.pack;
  region_options.seal = recipe.seal;
  const auto region = service::Region::Open(recipe.library, std::move(store), step_clock,
                                            std::move(region_options));
  if (!region.ok()) return region.error();
  ProgressLine line;
  const Status made = batch::MakeDemoRegion(
      **region, step_clock, *days, recipe.options, [&line](const batch::DemoProgress& progress) {
        line.Show(progress.doing, progress.done, progress.total);
      });
  line.Finish();
  (*region)->Stop();
  return made;
}

Status MakeInFolder(const std::string& folder, const Recipe& recipe) {
  const fs::path building = fs::path(folder) / kBuilding;
  std::error_code failure;
  if (fs::exists(building, failure)) {
    fmt::print(
        "      上次未建完的演示数据已清除，重新开始 · removed what an interrupted start left, "
        "beginning again\n");
    fs::remove_all(building, failure);
  }
  fs::create_directories(building, failure);
  if (failure) return FolderError(folder, failure.message());
  auto store = OpenStore({building, {}}, /*create=*/true);
  Status filled = store.ok() ? FillStore(*std::move(store), recipe) : store.error();
  if (!filled.ok()) {
    fs::remove_all(building, failure);
    return filled;
  }
  std::ofstream mark(fs::path(folder) / kDemoMark);
  mark << recipe.Note();
  mark.close();
  const std::string log = StorePath(building) + "-wal";
  const bool closed = !fs::exists(log, failure) || fs::file_size(log, failure) == 0;
  if (closed) fs::rename(StorePath(building), StorePath(folder), failure);
  if (!closed || failure || !SyncFolder(folder)) {
    return FolderError(folder, closed ? failure.message() : "the store did not close");
  }
  fs::remove_all(building, failure);
  return Done{};
}

Status MakeInDatabase(const service::StorePlace& place, const Recipe& recipe) {
  auto draft = store::PostgresDraft::Begin(PostgresOf(place));
  if (!draft.ok()) return draft.error();
  if (*draft == nullptr) {
    fmt::print("      另一服务已建好 · another server has made it meanwhile\n");
    return Done{};
  }
  auto store = store::OpenPostgres((*draft)->place());
  if (!store.ok()) return store.error();
  const Status filled = FillStore(*std::move(store), recipe);
  return filled.ok() ? (*draft)->Publish(recipe.Note()) : filled;
}

}  // namespace

Result<bool> IsDemo(const service::StorePlace& place) {
  if (!place.database.empty()) {
    const Result<std::string> note = store::PostgresNote(PostgresOf(place));
    if (!note.ok()) return note.error();
    return !note->empty();
  }
  const Result<bool> present = HasStore(place);
  std::error_code ignored;
  return present.ok() && *present && fs::exists(fs::path(place.data) / kDemoMark, ignored);
}

Status MakeDemoStore(const service::StorePlace& place,
                     std::shared_ptr<const policy::Library> library, const std::string& pack,
                     const Clock& clock, const batch::DemoOptions& options,
                     const store::SealOptions& seal) {
  const Recipe recipe{std::move(library), pack, clock, options, seal};
  return place.database.empty() ? MakeInFolder(place.data, recipe) : MakeInDatabase(place, recipe);
}

Result<std::string> AddFirstAdministrator(service::Region& region) {
  constexpr std::size_t kPasswordDigits = 16;
  const std::string password = service::RandomToken().substr(0, kPasswordDigits);
  const Status added = AddUser(region, "first start", {"admin", "管理员", {"admin"}}, password);
  if (!added.ok()) return added.error();
  return password;
}

}  // namespace tongchou::app
