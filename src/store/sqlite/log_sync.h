// LogSync: which commits of the writer are durable. Whoever needs durability waits for the one sync
// that is under way and then, if that began too early, runs the next one for all that wait.
//
// After a sync that failed nobody can know what the disk holds: everything is refused from then on,
// until the store is opened again and reads what is there.
// Thread-safe.
#ifndef TONGCHOU_STORE_SQLITE_LOG_SYNC_H_
#define TONGCHOU_STORE_SQLITE_LOG_SYNC_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "store/sqlite/connection.h"

namespace tongchou::store::sqlite {

class LogSync {
 public:
  // `writer` outlives it.
  explicit LogSync(Connection& writer) : writer_(writer) {}

  // One more commit stands in the log.
  void Appended();

  // Returns when all that was appended before the call is durable. Refusals: store_* codes.
  Status Sync();

  bool IsBroken();

 private:
  Connection& writer_;
  std::mutex mutex_;
  std::condition_variable done_;
  std::uint64_t appended_ = 0;
  std::uint64_t durable_ = 0;  // how many of those
  bool syncing_ = false;
  bool broken_ = false;
};

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_LOG_SYNC_H_
