// All rows of one commit as calls of one round trip.
//
// Pure; thread-safe.
#ifndef TONGCHOU_STORE_POSTGRES_WRITE_H_
#define TONGCHOU_STORE_POSTGRES_WRITE_H_

#include <vector>

#include "store/postgres/connection.h"
#include "store/store.h"

namespace tongchou::store::postgres {

// The calls that write `changes`, the area's row first: whoever writes an area waits there for
// whoever writes it already. They fail with kStaleVersion when a row is not of the version that was
// loaded or a new key is taken.
std::vector<Call> WriteCalls(const Changes& changes);

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_WRITE_H_
