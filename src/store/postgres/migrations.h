// The schema on PostgreSQL, as the numbered folders of migrations/ give it.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_STORE_POSTGRES_MIGRATIONS_H_
#define TONGCHOU_STORE_POSTGRES_MIGRATIONS_H_

#include <vector>

#include "store/migration.h"

namespace tongchou::store::postgres {

// All of them, in order. Made by migrations/embed.cmake.
std::vector<Migration> EmbeddedMigrations();
// What spreads the tables of the migration of the same name over the nodes of Citus.
std::vector<Migration> EmbeddedCitusMigrations();

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_MIGRATIONS_H_
