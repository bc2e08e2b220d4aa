// What a batch wants to know, as calls of one round trip and as rows again.
//
// Not thread-safe: as the connection.
#ifndef TONGCHOU_STORE_POSTGRES_LOAD_H_
#define TONGCHOU_STORE_POSTGRES_LOAD_H_

#include <vector>

#include "store/postgres/connection.h"
#include "store/store.h"

namespace tongchou::store::postgres {

// The state of an area as kLoadArea and kHoldArea give it; version 0 when there is none yet.
AreaState AreaStateOf(const Rows& rows);

// Every area of which something was committed, by number. Refusals: store_* codes.
Result<std::vector<AreaPack>> LoadAreas(Connection& connection);

// Runs `before`, then reads what is needed, then runs `after`, in one round trip. The area's state
// comes first, so that whatever changes later is noticed by the commit. Refusals: store_* codes.
Result<Loaded> Load(Connection& connection, std::int64_t area, const Needs& needs,
                    std::vector<Call> before, std::vector<Call> after);

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_LOAD_H_
