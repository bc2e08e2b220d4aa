#include "app/first_start.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "app/progress_line.h"
#include "app/stores.h"
#include "batch/demo_crossings.h"
#include "gateway/gateway.h"
#include "service/neighbourhood.h"
#include "service/open_regions.h"
#include "service/sign_in.h"
#include "store/postgres/draft.h"
#include "store/postgres/postgres_store.h"
#include "store/shared_store.h"

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
  std::vector<std::string> packs;
  const Clock& clock;
  const batch::DemoOptions& options;
  const store::SealOptions& seal;

  // How it was made, for whoever finds it.
  std::string Note() const {
    return fmt::format("演示统筹区 · demo region of {}: {} persons, seed {}\n",
                       fmt::join(packs, ", "), options.persons, options.seed);
  }
};

constexpr int kPersonsOfOthers = 400;  // in each area but the first
constexpr int kCrossings = 24;         // from each area to each other

// Fills the area of `region`, which is empty and lives by `step_clock`.
Status FillArea(service::Region& region, batch::StepClock& step_clock, const DateRange& days,
                const batch::DemoOptions& options) {
  ProgressLine line;
  const Status made = batch::MakeDemoRegion(
      region, step_clock, days, options, [&line](const batch::DemoProgress& progress) {
        line.Show(progress.doing, progress.done, progress.total);
      });
  line.Finish();
  return made;
}

// The days on which all areas' packs are in force.
Result<DateRange> DaysOf(const Recipe& recipe) {
  DateRange in_force{Date::FromDays(0), kForever};
  for (const std::string& name : recipe.packs) {
    const policy::Pack* pack = recipe.library->Find(name);
    if (pack == nullptr) return ErrorCode::kUnknownPolicy;
    in_force.from = std::max(in_force.from, pack->in_force.from);
    in_force.through = std::min(in_force.through, pack->in_force.through);
  }
  return batch::DemoDays(DayOf(recipe.clock.Now()), in_force);
}

// Fills a new store, opened once for each area, and closes it.
Status FillStore(std::vector<std::unique_ptr<store::Store>> stores, const Recipe& recipe) {
  const Result<DateRange> days = DaysOf(recipe);
  if (!days.ok()) return days.error();
  batch::StepClock step_clock(MomentOf(days->from));
  service::RegionOptions region_options;
  region_options.seal = recipe.seal;
  const auto regions = service::OpenRegions(recipe.library, std::move(stores), step_clock,
                                            recipe.packs, region_options);
  if (!regions.ok()) return regions.error();
  Status made = Done{};
  for (std::size_t i = 0; i < regions->size() && made.ok(); ++i) {
    batch::DemoOptions options = recipe.options;
    if (i > 0) options.persons = std::min(options.persons, kPersonsOfOthers);
    made = FillArea(*(*regions)[i], step_clock, *days, options);
  }
  if (made.ok()) {
    service::Neighbourhood areas(*regions, gateway::CrossingText);
    made = batch::MakeDemoCrossings(*regions, areas, step_clock, kCrossings);
  }
  for (const auto& region : *regions) region->Stop();
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
  Status filled = store.ok()
                      ? FillStore(store::ShareStore(*std::move(store), recipe.packs.size()), recipe)
                      : store.error();
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
  std::vector<std::unique_ptr<store::Store>> stores;
  for (std::size_t i = 0; i < recipe.packs.size(); ++i) {
    auto store = store::OpenPostgres((*draft)->place());
    if (!store.ok()) return store.error();
    stores.push_back(*std::move(store));
  }
  const Status filled = FillStore(std::move(stores), recipe);
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
                     std::shared_ptr<const policy::Library> library,
                     const std::vector<std::string>& packs, const Clock& clock,
                     const batch::DemoOptions& options, const store::SealOptions& seal) {
  const Recipe recipe{std::move(library), packs, clock, options, seal};
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
