// KeyFile: the file with the keys that a store is sealed with. It lies outside the data folder and
// is read by its owner alone.
//
// Whoever has a store open holds the file with a shared lock; sealing anew needs it alone. The
// lock lasts as long as the object. Thread-safe after it was opened, but for Hold and AddKey.
#ifndef TONGCHOU_APP_KEY_FILE_H_
#define TONGCHOU_APP_KEY_FILE_H_

#include <memory>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "store/seal_key.h"
#include "store/sealed_store.h"

namespace tongchou::app {

class KeyFile {
 public:
  // Reads and holds `path`. Refusals: kKeyFileUnreadable (missing, not ours, readable by others,
  // damaged; the line in `where`), kKeysInUse (somebody is sealing anew).
  static Result<std::shared_ptr<KeyFile>> Open(const std::string& path);

  // Writes a new file with one key, mode 0600, and opens it. Refusals: kKeyFileUnreadable (it
  // exists, or cannot be written).
  static Result<std::shared_ptr<KeyFile>> Make(const std::string& path, Date today);

  ~KeyFile();
  KeyFile(const KeyFile&) = delete;
  KeyFile& operator=(const KeyFile&) = delete;

  const std::string& path() const { return path_; }

  // Holds the file alone, or shares it again. Refusals: kKeysInUse (somebody else has it).
  Status Hold(bool alone);

  // Adds a key, which is the current one from then on. The object keeps the keys that it read:
  // open the file again. Refusals: kKeysInUse, kKeyFileUnreadable.
  Status AddKey(Date today);

  // How to open a store with the keys of `file`, holding the file as long as the store is open.
  static store::SealOptions SealingWith(const std::shared_ptr<KeyFile>& file);

 private:
  KeyFile(std::string path, int handle) : path_(std::move(path)), handle_(handle) {}

  std::string path_;
  int handle_;
  std::string text_;
  std::shared_ptr<const store::KeyRing> keys_;
};

// Where the keys of the store in `data` lie unless told: beside the folder, "<data>.keys".
std::string UsualKeyPath(const std::string& data);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_KEY_FILE_H_
