// Looking at the store of a database without changing it.
//
// Thread-safe: DescribePostgres has a connection of its own for each call, a PostgresSizer one that
// it keeps.
#ifndef TONGCHOU_STORE_POSTGRES_REPORT_H_
#define TONGCHOU_STORE_POSTGRES_REPORT_H_

#include <cstdint>
#include <memory>
#include <mutex>

#include "base/result.h"
#include "store/postgres/postgres_store.h"
#include "store/report.h"

namespace tongchou::store {

// What is there; a database without our schema is reported as such. Refusals: kStoreUnavailable
// when it cannot be reached.
Result<StoreReport> DescribePostgres(const PostgresOptions& options);

namespace postgres {
class Connection;
}

// Says again and again how large a store is, over one connection: made when it is first asked, and
// anew when it was lost.
class PostgresSizer {
 public:
  explicit PostgresSizer(PostgresOptions options);
  ~PostgresSizer();

  // How many bytes its tables take, indexes included. Refusals: kStoreUnavailable.
  Result<std::int64_t> Bytes();

 private:
  const PostgresOptions options_;
  std::mutex mutex_;
  std::unique_ptr<postgres::Connection> connection_;  // under mutex_; nullptr: not made yet or lost
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_POSTGRES_REPORT_H_
