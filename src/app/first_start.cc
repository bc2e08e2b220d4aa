#include "app/first_start.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

#include "app/progress_line.h"
#include "service/sign_in.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kStoreFile = "tongchou.db";
constexpr const char* kDemoMark = "demo.txt";
constexpr const char* kBuilding = "demo-building";

Error FolderError(const std::string& folder, const std::string& why) {
  return {ErrorCode::kStoreUnavailable,
          {fmt::format("数据目录 {} 不可写（{}）；请换一个 --data，或更改其权限", folder, why),
           fmt::format("the data folder {} cannot be written ({}): choose another --data or change "
                       "its permissions",
                       folder, why)},
          folder};
}

// `error` of the adapter for somebody who knows the folder, not the file.
Error StoreError(const std::string& folder, Error error) {
  struct Row {
    ErrorCode code;
    const char* zh;
    const char* en;
  };
  static constexpr Row kRows[] = {
      {ErrorCode::kStoreCorrupt, "数据目录 {} 中的数据库已损坏，或不是本系统的数据库；请从备份恢复",
       "the store in the folder {} is damaged, or not one of ours: restore it from a backup"},
      {ErrorCode::kStoreFull, "数据目录 {} 所在的磁盘已满；请腾出空间",
       "the disk of the data folder {} is full: make room"},
      {ErrorCode::kStoreUnavailable,
       "数据目录 {} 中的数据库打不开（只读、无权限或被占用）；请检查权限和占用它的程序",
       "the store in the folder {} cannot be opened (read-only, no permission, or in use): check "
       "its permissions and what else uses it"},
  };
  const auto* row = std::ranges::find(kRows, error.code, &Row::code);
  if (row != std::end(kRows)) {
    error.say = {fmt::format(fmt::runtime(row->zh), folder),
                 fmt::format(fmt::runtime(row->en), folder)};
  }
  return error;
}

// The store's file in a data folder.
std::string StorePath(const std::string& folder) { return fs::path(folder) / kStoreFile; }

// Makes what was renamed in `folder` survive a power cut.
bool SyncFolder(const std::string& folder) {
  const int handle = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool synced = fsync(handle) == 0;
  close(handle);
  return synced;
}

// Fills a new store in `building`, and closes it.
Status FillStore(const fs::path& building, std::shared_ptr<const policy::Library> library,
                 const std::string& pack_id, const Clock& clock,
                 const batch::DemoOptions& options) {
  const policy::Pack* pack = library->Find(pack_id);
  if (pack == nullptr) return ErrorCode::kUnknownPolicy;
  const Result<DateRange> days = batch::DemoDays(DayOf(clock.Now()), pack->in_force);
  if (!days.ok()) return days.error();
  batch::StepClock step_clock(MomentOf(days->from));
  auto store = OpenStore(building, /*create=*/true);
  if (!store.ok()) return store.error();
  service::RegionOptions region_options;
  region_options.pack = pack_id;
  const auto region = service::Region::Open(std::move(library), *std::move(store), step_clock,
                                            std::move(region_options));
  if (!region.ok()) return region.error();
  ProgressLine line;
  const Status made = batch::MakeDemoRegion(
      **region, step_clock, *days, options, [&line](const batch::DemoProgress& progress) {
        line.Show(progress.doing, progress.done, progress.total);
      });
  line.Finish();
  (*region)->Stop();
  return made;
}

}  // namespace

Result<std::unique_ptr<store::Store>> OpenStore(const std::string& folder, bool create) {
  store::SqliteOptions options;
  options.path = StorePath(folder);
  options.create = create;
  if (!create && !HasStore(folder)) {
    return Error{ErrorCode::kStoreUnavailable,
                 {fmt::format("数据目录 {} 中没有数据库；请检查 --data", folder),
                  fmt::format("there is no store in the folder {}: check --data", folder)},
                 "--data"};
  }
  auto store = store::OpenSqlite(options);
  if (!store.ok()) return StoreError(folder, store.error());
  return store;
}

StoreSize SizeOfStore(const std::string& folder) {
  const auto size_of = [](const std::string& file) -> std::int64_t {
    std::error_code failure;
    const std::uintmax_t bytes = fs::file_size(file, failure);
    return failure ? 0 : static_cast<std::int64_t>(bytes);
  };
  return {size_of(StorePath(folder)), size_of(StorePath(folder) + "-wal")};
}

bool HasStore(const std::string& folder) {
  std::error_code ignored;
  return fs::exists(StorePath(folder), ignored);
}

bool IsDemo(const std::string& folder) {
  std::error_code ignored;
  return HasStore(folder) && fs::exists(fs::path(folder) / kDemoMark, ignored);
}

Status PrepareFolder(const std::string& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (failure) return FolderError(folder, failure.message());
  if (access(folder.c_str(), R_OK | W_OK | X_OK) != 0) {
    return FolderError(folder, std::strerror(errno));
  }
  return Done{};
}

Status MakeDemoStore(const std::string& folder, std::shared_ptr<const policy::Library> library,
                     const std::string& pack, const Clock& clock,
                     const batch::DemoOptions& options) {
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
  Status filled = FillStore(building, std::move(library), pack, clock, options);
  if (!filled.ok()) {
    fs::remove_all(building, failure);
    return filled;
  }
  std::ofstream mark(fs::path(folder) / kDemoMark);
  mark << fmt::format("演示统筹区 · demo region of {}: {} persons, seed {}\n", pack,
                      options.persons, options.seed);
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

Result<std::string> AddFirstAdministrator(service::Region& region) {
  constexpr std::size_t kPasswordDigits = 16;
  const std::string password = service::RandomToken().substr(0, kPasswordDigits);
  const Status added = AddUser(region, "first start", {"admin", "管理员", {"admin"}}, password);
  if (!added.ok()) return added.error();
  return password;
}

}  // namespace tongchou::app
