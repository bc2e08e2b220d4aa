// ReaderPool: connections for readers, kept open for the next one, and never more than the server
// is meant to bear.
//
// Thread-safe. Outlives its readers.
#ifndef TONGCHOU_STORE_POSTGRES_READER_POOL_H_
#define TONGCHOU_STORE_POSTGRES_READER_POOL_H_

#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "store/postgres/connection.h"
#include "store/store.h"

namespace tongchou::store::postgres {

class ReaderPool {
 public:
  explicit ReaderPool(ConnectOptions options);

  // See Store::Areas.
  Result<std::vector<AreaPack>> Areas();

  // A view of now. Waits for a connection while too many are out. Refusals: kStoreUnavailable (also
  // when none came back in time), store_* codes.
  Result<std::unique_ptr<Reader>> Read(std::int64_t area);

 private:
  // A connection that was used before, or a new one.
  Result<std::unique_ptr<Connection>> Take();
  // nullptr when it was lost.
  void GiveBack(std::unique_ptr<Connection> connection);
  // Those that wait are as old as the one that was just found to be lost.
  void ForgetIdle();
  Result<std::unique_ptr<Connection>> Open();

  ConnectOptions options_;
  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Connection>> idle_;
  int out_ = 0;
};

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_READER_POOL_H_
