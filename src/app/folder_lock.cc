#include "app/folder_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "app/stores.h"

namespace tongchou::app {

namespace {

constexpr const char* kLockFile = "server.lock";

}  // namespace

FolderLock::~FolderLock() {
  if (file_ >= 0) close(file_);
}

Status FolderLock::Take(const std::string& folder) {
  TC_CHECK(file_ < 0);
  const std::string path = std::filesystem::path(folder) / kLockFile;
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) return FolderError(folder, std::strerror(errno));
  if (flock(file_, LOCK_EX | LOCK_NB) == 0) return Done{};
  return Error{ErrorCode::kStoreUnavailable,
               {fmt::format("另一服务正在使用数据目录 {}；嵌入式库只供一个服务使用，多个服务请用 "
                            "--database 连接 PostgreSQL",
                            folder),
                fmt::format("another server runs on the data folder {}: the embedded store serves "
                            "one; for several use --database with PostgreSQL",
                            folder)},
               folder};
}

}  // namespace tongchou::app
