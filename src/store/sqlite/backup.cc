#include "store/sqlite/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <system_error>

#include "store/sqlite/connection.h"

namespace tongchou::store {
namespace {

namespace fs = std::filesystem;
using sqlite::Connection;

Error CannotWrite(const std::string& file, const std::string& why) {
  return {ErrorCode::kStoreUnavailable,
          {"无法写备份文件 " + file + "（" + why + "）；请换一处，或更改权限",
           "the backup file " + file + " cannot be written (" + why +
               "): choose another place or change its permissions"},
          file};
}

// Copies, then takes the copy out of WAL mode, so that it is whole without a second file, and reads
// every page of it.
Status CopyAndCheck(const std::string& from, const std::string& part) {
  auto source = Connection::Open(from, {});
  if (!source.ok()) return source.error();
  auto copy = Connection::Open(part, {.create = true, .read_only = false, .vfs = {}});
  if (!copy.ok()) return CannotWrite(part, copy.error().where);
  Status status = (*source)->CopyInto(**copy);
  if (status.ok()) status = (*copy)->Execute("PRAGMA journal_mode = DELETE");
  if (!status.ok()) return status;
  return (*copy)->CheckIntegrity();
}

bool Synced(const fs::path& path) {
  const int handle = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return false;
  const bool synced = fsync(handle) == 0;
  close(handle);
  return synced;
}

}  // namespace

Status BackUpSqlite(const std::string& from, const std::string& to) {
  std::error_code failure;
  if (fs::exists(to, failure)) {
    return Error{ErrorCode::kDuplicateId,
                 {"已有文件 " + to + "，未作更改；请换一个文件名",
                  "there is a file " + to + " already, nothing was changed: choose another name"},
                 to};
  }
  const std::string part = to + ".part";
  fs::remove(part, failure);
  Status status = CopyAndCheck(from, part);
  if (status.ok() && !Synced(part)) status = CannotWrite(part, "fsync");
  if (status.ok()) {
    fs::rename(part, to, failure);
    if (failure) status = CannotWrite(to, failure.message());
  }
  if (!status.ok()) {
    fs::remove(part, failure);
    return status;
  }
  const fs::path folder = fs::absolute(to, failure).parent_path();
  return Synced(folder) ? status : Status(CannotWrite(folder, "fsync"));
}

}  // namespace tongchou::store
