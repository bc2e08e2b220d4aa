// Bringing the schema up to date: forward only, each migration in one transaction, one process at a
// time.
//
// Not thread-safe: as the connection.
#ifndef TONGCHOU_STORE_POSTGRES_MIGRATE_H_
#define TONGCHOU_STORE_POSTGRES_MIGRATE_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "store/postgres/connection.h"

namespace tongchou::store::postgres {

// Whether the schema of our tables is there.
Result<bool> HasSchema(Connection& connection, const std::string& schema);

// The names of the migrations that were applied, in order.
Result<std::vector<std::string>> AppliedMigrations(Connection& connection);

// Makes the schema when it is missing and `create`, then applies what is missing. Where the
// extension citus is installed, its scripts are applied too. Refusals: kStoreUnavailable (no schema
// and not `create`), kStoreTooNew (made by a later program), store_* codes.
Status Migrate(Connection& connection, const std::string& schema, bool create);

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_MIGRATE_H_
