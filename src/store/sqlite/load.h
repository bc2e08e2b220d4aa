// What a batch wants to know, read over one connection.
//
// Not thread-safe: as the connection.
#ifndef TONGCHOU_STORE_SQLITE_LOAD_H_
#define TONGCHOU_STORE_SQLITE_LOAD_H_

#include "store/sqlite/connection.h"
#include "store/store.h"

namespace tongchou::store::sqlite {

// Every area of the store.
Result<std::vector<AreaPack>> LoadAreas(Connection& connection);

Result<AreaState> LoadArea(Connection& connection, std::int64_t area);
Result<Loaded> Load(Connection& connection, std::int64_t area, const Needs& needs);

// The reversal of `settlement`, or 0.
Result<std::int64_t> ReversalOf(Connection& connection, std::int64_t area, std::int64_t settlement);

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_LOAD_H_
