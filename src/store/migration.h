// Migration: one numbered step of a database's schema, as the folders of migrations/ give it.
//
// A plain value.
#ifndef TONGCHOU_STORE_MIGRATION_H_
#define TONGCHOU_STORE_MIGRATION_H_

#include <string>

namespace tongchou::store {

struct Migration {
  std::string name;  // "0001-start"
  std::string sql;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_MIGRATION_H_
