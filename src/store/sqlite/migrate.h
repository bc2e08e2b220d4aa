// Bringing the schema of a file up to date: forward only, each migration in one transaction.
//
// Not thread-safe: as the connection.
#ifndef TONGCHOU_STORE_SQLITE_MIGRATE_H_
#define TONGCHOU_STORE_SQLITE_MIGRATE_H_

#include "base/result.h"
#include "store/sqlite/connection.h"

namespace tongchou::store::sqlite {

// How many migrations the file has seen. Refusals: store_* codes.
Result<std::size_t> SchemaNumber(Connection& connection);

// Applies what is missing when `allowed`. Refusals: kStoreTooNew (made by a later program),
// kStoreCorrupt (not a database of ours, or one that needs migrating when that is not allowed),
// store_* codes.
Status Migrate(Connection& connection, bool allowed);

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_MIGRATE_H_
