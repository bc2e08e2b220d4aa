// All rows of one commit, written over one connection inside its transaction.
//
// Not thread-safe: as the connection.
#ifndef TONGCHOU_STORE_SQLITE_WRITE_H_
#define TONGCHOU_STORE_SQLITE_WRITE_H_

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace tongchou::store::sqlite {

// Refusals: kStaleVersion (a row is not of the version that was loaded, or a new key is taken),
// store_* codes. After a refusal the transaction must be rolled back.
Status Write(Connection& connection, const Changes& changes);

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_WRITE_H_
