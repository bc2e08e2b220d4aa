// A copy of an embedded store, made while a server writes to it.
//
// Thread-safe: it works on connections of its own.
#ifndef TONGCHOU_STORE_SQLITE_BACKUP_H_
#define TONGCHOU_STORE_SQLITE_BACKUP_H_

#include <string>

#include "base/result.h"

namespace tongchou::store {

// Copies the store in the file `from`, as it is durable at one moment, into the new file `to`. The
// copy has one file, is checked page by page, and takes its name only when it is complete and on
// the disk: a file called `to` is a good copy. Whoever writes meanwhile is not held up; the
// write-ahead log grows until the copy is made. Refusals: kDuplicateId (`to` exists),
// kStoreUnavailable (`from` missing, `to` cannot be written), kStoreCorrupt (the check failed; the
// copy is removed), kStoreFull.
Status BackUpSqlite(const std::string& from, const std::string& to);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SQLITE_BACKUP_H_
