#include "app/key_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/crypto.h"

namespace tongchou::app {
namespace {

namespace fs = std::filesystem;

constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kOthers = 077;
constexpr std::size_t kMostBytes = 64 * 1024;
constexpr const char* kHead =
    "# 统筹 Tongchou 的封存密钥。谁有此文件和数据库，谁就能读出证件号码；丢失则无人能读。\n"
    "# 请与数据分开备份，仅属主可读（0600）。docs/operating/keys.md\n"
    "# The keys that Tongchou seals with. Who has this file and the database can read the\n"
    "# certificate numbers; without it nobody can. Back it up apart from the data, mode 0600.\n"
    "tongchou-keys 1\n";

Error Unusable(const std::string& path, const std::string& why_zh, const std::string& why_en) {
  return {ErrorCode::kKeyFileUnreadable,
          {fmt::format("密钥文件 {} 无法使用：{}；请核对 --keys，见 docs/operating/keys.md", path,
                       why_zh),
           fmt::format("the key file {} cannot be used: {}; check --keys, see "
                       "docs/operating/keys.md",
                       path, why_en)},
          path};
}

Error Failed(const std::string& path) {
  const std::string why = std::strerror(errno);
  return Unusable(path, why, why);
}

// Who may read it decides whether it is still a secret.
Status CheckOwner(int handle, const std::string& path) {
  struct stat about {};
  if (fstat(handle, &about) != 0) return Failed(path);
  if (!S_ISREG(about.st_mode)) return Unusable(path, "不是普通文件", "it is not a file");
  if ((about.st_mode & kOthers) != 0) {
    return Unusable(path, fmt::format("他人可读，请执行 chmod 600 {}", path),
                    fmt::format("others may read it; run chmod 600 {}", path));
  }
  if (about.st_uid != geteuid() && geteuid() != 0) {
    return Unusable(path, "属主不是运行本程序的用户", "it belongs to another user");
  }
  return Done{};
}

Result<std::string> ReadAll(int handle, const std::string& path) {
  std::string text(kMostBytes, '\0');
  const ssize_t size = pread(handle, text.data(), text.size(), 0);
  if (size < 0) return Failed(path);
  text.resize(static_cast<std::size_t>(size));
  return text;
}

bool WriteAll(int handle, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(handle, text.data(), text.size());
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Puts `text` at `path`, whole and durable or not at all.
Status WriteWhole(const std::string& path, std::string_view text, bool replace) {
  const std::string draft = path + ".new";
  unlink(draft.c_str());
  const int handle = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kOwnerOnly);
  if (handle < 0) return Failed(path);
  bool written = WriteAll(handle, text) && fsync(handle) == 0;
  close(handle);
  // A link, unlike a rename, refuses to take the place of a file that is there.
  written = written && (replace ? rename(draft.c_str(), path.c_str()) == 0
                                : link(draft.c_str(), path.c_str()) == 0);
  const int failure = errno;
  unlink(draft.c_str());
  errno = failure;
  if (!written) return Failed(path);
  const fs::path parent = fs::path(path).parent_path();
  const int folder =
      open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    fsync(folder);
    close(folder);
  }
  return Done{};
}

}  // namespace

Result<std::shared_ptr<KeyFile>> KeyFile::Open(const std::string& path) {
  const int handle = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (handle < 0) return Failed(path);
  std::shared_ptr<KeyFile> file(new KeyFile(path, handle));
  if (const Status owned = CheckOwner(handle, path); !owned.ok()) return owned.error();
  if (flock(handle, LOCK_SH | LOCK_NB) != 0) return Error{ErrorCode::kKeysInUse, {}, path};
  Result<std::string> text = ReadAll(handle, path);
  if (!text.ok()) return text.error();
  file->text_ = *std::move(text);
  auto keys = store::KeyRing::Parse(file->text_, RandomBytes);
  if (!keys.ok()) {
    const std::string& line = keys.error().where;
    return Unusable(path, fmt::format("内容有误（{}）", line),
                    fmt::format("{} is not a key, or there is none", line));
  }
  file->keys_ = *std::move(keys);
  return file;
}

Result<std::shared_ptr<KeyFile>> KeyFile::Make(const std::string& path, Date today) {
  std::string text = kHead + store::KeyRing::NewLine(today, RandomBytes);
  const Status written = WriteWhole(path, text, /*replace=*/false);
  Wipe(text);
  if (!written.ok()) return written.error();
  return Open(path);
}

KeyFile::~KeyFile() {
  Wipe(text_);
  close(handle_);
}

Status KeyFile::Hold(bool alone) {
  if (flock(handle_, (alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return Done{};
  // A failed change of the lock may have given it up.
  flock(handle_, LOCK_SH | LOCK_NB);
  return Error{ErrorCode::kKeysInUse, {}, path_};
}

Status KeyFile::AddKey(Date today) {
  if (const Status alone = Hold(true); !alone.ok()) return alone;
  if (!text_.ends_with('\n')) text_ += '\n';
  return WriteWhole(path_, text_ + store::KeyRing::NewLine(today, RandomBytes), /*replace=*/true);
}

store::SealOptions KeyFile::SealingWith(const std::shared_ptr<KeyFile>& file) {
  store::SealOptions options;
  options.keys = std::shared_ptr<const store::KeyRing>(file, file->keys_.get());
  options.hold = [file](bool alone) { return file->Hold(alone); };
  return options;
}

std::string UsualKeyPath(const std::string& data) {
  std::string folder = data;
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder + ".keys";
}

}  // namespace tongchou::app
