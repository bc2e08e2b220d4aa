// The embedded store: one SQLite file in WAL mode with synchronous=FULL.
//
// Thread-safety as store.h says; readers have connections of their own, kept for the next one.
#ifndef TONGCHOU_STORE_SQLITE_SQLITE_STORE_H_
#define TONGCHOU_STORE_SQLITE_SQLITE_STORE_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "store/store.h"

namespace tongchou::store {

struct SqliteOptions {
  std::string path;        // of the database file: <data folder>/tongchou.db
  bool create = false;     // make the file when it is missing
  bool read_only = false;  // for looking while a server runs; Commit refuses
  std::string vfs;         // of the library; empty: its default. For tests of broken disks.
};

// Opens the file and brings its schema up to date. Refusals: kStoreUnavailable (missing, locked,
// not readable), kStoreCorrupt (no database of ours), kStoreTooNew, kStoreFull.
Result<std::unique_ptr<Store>> OpenSqlite(const SqliteOptions& options);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SQLITE_SQLITE_STORE_H_
