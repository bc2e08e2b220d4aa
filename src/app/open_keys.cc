#include "app/open_keys.h"

#include <filesystem>
#include <utility>

namespace tongchou::app {

namespace {

namespace fs = std::filesystem;

std::string KeyPath(const service::StorePlace& place) {
  return place.keys.empty() ? UsualKeyPath(place.data) : place.keys;
}

bool IsThere(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

}  // namespace

Result<store::SealOptions> ExistingKeys(const service::StorePlace& place) {
  const std::string path = KeyPath(place);
  if (place.keys.empty() && !IsThere(path)) return store::SealOptions();
  const auto file = KeyFile::Open(path);
  if (!file.ok()) return file.error();
  return KeyFile::SealingWith(*file);
}

Result<Keys> KeysFor(const service::StorePlace& place, Date today) {
  Keys keys;
  keys.path = KeyPath(place);
  keys.made = !IsThere(keys.path);
  const auto file = keys.made ? KeyFile::Make(keys.path, today) : KeyFile::Open(keys.path);
  if (!file.ok()) return file.error();
  keys.seal = KeyFile::SealingWith(*file);
  return keys;
}

void RemoveFile(const std::string& path) {
  std::error_code ignored;
  fs::remove(path, ignored);
}

Status AddKey(const service::StorePlace& place, Date today) {
  const auto file = KeyFile::Open(KeyPath(place));
  if (!file.ok()) return file.error();
  return (*file)->AddKey(today);
}

}  // namespace tongchou::app
