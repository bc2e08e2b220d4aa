// Looking at the store of a database without changing it.
//
// Thread-safe: each call has a connection of its own.
#ifndef TONGCHOU_STORE_POSTGRES_REPORT_H_
#define TONGCHOU_STORE_POSTGRES_REPORT_H_

#include "base/result.h"
#include "store/postgres/postgres_store.h"
#include "store/report.h"

namespace tongchou::store {

// What is there; a database without our schema is reported as such. Refusals: kStoreUnavailable
// when it cannot be reached.
Result<StoreReport> DescribePostgres(const PostgresOptions& options);

// How many bytes its tables take, indexes included. Refusals: kStoreUnavailable.
Result<std::int64_t> SizeOfPostgres(const PostgresOptions& options);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_POSTGRES_REPORT_H_
