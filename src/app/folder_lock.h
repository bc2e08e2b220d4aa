// FolderLock: one server at a time on a data folder. The embedded store has one writer; a second
// server on the same file would hold caches and sessions of its own and is refused. Commands such
// as `user add` and `ledger verify` may run beside the server.
//
// Held as long as the object lives; a process that dies lets go.
#ifndef TONGCHOU_APP_FOLDER_LOCK_H_
#define TONGCHOU_APP_FOLDER_LOCK_H_

#include <string>

#include "base/result.h"

namespace tongchou::app {

class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  // Refusals: kStoreUnavailable, naming the folder, when another server has it or it is not ours to
  // write.
  Status Take(const std::string& folder);

 private:
  int file_ = -1;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_FOLDER_LOCK_H_
