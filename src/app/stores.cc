#include "app/stores.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "app/open_keys.h"
#include "store/postgres/draft.h"
#include "store/postgres/report.h"
#include "store/sqlite/backup.h"
#include "store/sqlite/report.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {

namespace {

namespace fs = std::filesystem;

constexpr const char* kStoreFile = "tongchou.db";

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

// Refuses when there is no store in `folder`.
Status CheckPresent(const std::string& folder) {
  std::error_code ignored;
  if (fs::exists(StorePath(folder), ignored)) return Done{};
  return Error{ErrorCode::kStoreUnavailable,
               {fmt::format("数据目录 {} 中没有数据库；请检查 --data", folder),
                fmt::format("there is no store in the folder {}: check --data", folder)},
               "--data"};
}

Result<std::unique_ptr<store::Store>> OpenFolder(const std::string& folder, bool create) {
  store::SqliteOptions options;
  options.path = StorePath(folder);
  options.create = create;
  const Status ready = create ? PrepareFolder(folder) : CheckPresent(folder);
  if (!ready.ok()) return ready.error();
  auto store = store::OpenSqlite(options);
  if (!store.ok()) return StoreError(folder, store.error());
  return store;
}

Result<store::StoreReport> DescribeStore(const service::StorePlace& place) {
  if (place.database.empty()) return store::DescribeSqlite(StorePath(place.data));
  return store::DescribePostgres(PostgresOf(place));
}

Status BackUpStore(const service::StorePlace& place, const std::string& to) {
  if (!place.database.empty()) {
    return Error{ErrorCode::kNotSupported,
                 {"PostgreSQL 用 pg_basebackup 备份，见 docs/operating/backup-and-verify.md",
                  "PostgreSQL is backed up with pg_basebackup: see "
                  "docs/operating/backup-and-verify.md"},
                 "--database"};
  }
  if (const Status missing = CheckPresent(place.data); !missing.ok()) return missing;
  return store::BackUpSqlite(StorePath(place.data), to);
}

}  // namespace

service::StoreAccess Stores() { return {OpenStore, ExistingKeys, DescribeStore, BackUpStore}; }

Error FolderError(const std::string& folder, const std::string& why) {
  return {ErrorCode::kStoreUnavailable,
          {fmt::format("数据目录 {} 不可写（{}）；请换一个 --data，或更改其权限", folder, why),
           fmt::format("the data folder {} cannot be written ({}): choose another --data or change "
                       "its permissions",
                       folder, why)},
          folder};
}

std::string StorePath(const std::string& folder) { return fs::path(folder) / kStoreFile; }

store::PostgresOptions PostgresOf(const service::StorePlace& place) {
  store::PostgresOptions options;
  options.database = place.database;
  return options;
}

Result<std::unique_ptr<store::Store>> OpenStore(const service::StorePlace& place, bool create) {
  if (place.database.empty()) return OpenFolder(place.data, create);
  store::PostgresOptions options = PostgresOf(place);
  options.create = create;
  return store::OpenPostgres(options);
}

std::function<StoreSize()> StoreSizer(const service::StorePlace& place) {
  if (!place.database.empty()) {
    auto sizer = std::make_shared<store::PostgresSizer>(PostgresOf(place));
    return [sizer] {
      const Result<std::int64_t> bytes = sizer->Bytes();
      return StoreSize{bytes.ok() ? *bytes : 0, 0};
    };
  }
  const auto size_of = [](const std::string& file) -> std::int64_t {
    std::error_code failure;
    const std::uintmax_t bytes = fs::file_size(file, failure);
    return failure ? 0 : static_cast<std::int64_t>(bytes);
  };
  return [size_of, path = StorePath(place.data)] {
    return StoreSize{size_of(path), size_of(path + "-wal")};
  };
}

Result<bool> HasStore(const service::StorePlace& place) {
  if (!place.database.empty()) return store::HasPostgresStore(PostgresOf(place));
  std::error_code ignored;
  return fs::exists(StorePath(place.data), ignored);
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

}  // namespace tongchou::app
