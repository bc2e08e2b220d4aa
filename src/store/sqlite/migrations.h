// The schema of the embedded store, as the numbered folders of migrations/ give it.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_STORE_SQLITE_MIGRATIONS_H_
#define TONGCHOU_STORE_SQLITE_MIGRATIONS_H_

#include <string>
#include <vector>

namespace tongchou::store::sqlite {

struct Migration {
  std::string name;  // "0001-start"
  std::string sql;
};

// All of them, in order. Made by migrations/embed.cmake.
std::vector<Migration> EmbeddedMigrations();

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_MIGRATIONS_H_
