// The store on PostgreSQL 15 or later: one connection writes, readers have connections of their
// own.
//
// Any number of processes may have the same database open (writer.h says how they meet). Nothing
// but the tables of one schema belongs to us. Thread-safety as store.h says.
#ifndef TONGCHOU_STORE_POSTGRES_POSTGRES_STORE_H_
#define TONGCHOU_STORE_POSTGRES_POSTGRES_STORE_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace tongchou::store {

struct PostgresOptions {
  std::string database;             // postgresql://… or what else libpq takes
  std::string schema = "tongchou";  // letters, digits, underscores
  bool create = false;              // make the schema when it is missing
};

// Connects and brings the schema up to date. Refusals: kStoreUnavailable (cannot connect, nothing
// of ours there), kStoreCorrupt (tables that are not ours), kStoreTooNew, kStoreFull.
Result<std::unique_ptr<Store>> OpenPostgres(const PostgresOptions& options);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_POSTGRES_POSTGRES_STORE_H_
