// The schema of the embedded store, as the numbered folders of migrations/ give it.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_STORE_SQLITE_MIGRATIONS_H_
#define TONGCHOU_STORE_SQLITE_MIGRATIONS_H_

#include <vector>

#include "store/migration.h"

namespace tongchou::store::sqlite {

// All of them, in order. Made by migrations/embed.cmake.
std::vector<Migration> EmbeddedMigrations();

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_MIGRATIONS_H_
