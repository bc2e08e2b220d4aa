#include "store/postgres/failure.h"

namespace tongchou::store::postgres {
namespace {

struct StateRow {
  std::string_view prefix;  // a whole state or its class
  ErrorCode code;
};

// Longer prefixes first, so that a state wins over its class.
constexpr StateRow kStates[] = {
    // Division by zero: the check of the versions at the end of an update (sql.h).
    {"22012", ErrorCode::kStaleVersion},
    // Somebody else wrote the same key meanwhile; what was loaded is stale.
    {"23505", ErrorCode::kStaleVersion},
    {"40001", ErrorCode::kStaleVersion},   // serialisation failure
    {"40P01", ErrorCode::kStaleVersion},   // deadlock
    {"53100", ErrorCode::kStoreFull},      // disk full
    {"08", ErrorCode::kStoreUnavailable},  // connection
    {"22", ErrorCode::kStoreCorrupt},      // data that a column cannot hold
    {"23", ErrorCode::kStoreCorrupt},      // any other constraint
    {"25", ErrorCode::kStoreUnavailable},  // read-only (a standby), idle for too long
    {"28", ErrorCode::kStoreUnavailable},  // not allowed to sign in
    {"42", ErrorCode::kStoreCorrupt},      // a table or column is missing: not our schema
    {"53", ErrorCode::kStoreUnavailable},  // out of memory or connections
    {"55", ErrorCode::kStoreUnavailable},  // lock not available
    {"57", ErrorCode::kStoreUnavailable},  // time is up, shut down, starting
    {"58", ErrorCode::kStoreUnavailable},  // the server's disk or files
    {"XX", ErrorCode::kStoreCorrupt},      // data or index corrupted
};

}  // namespace

ErrorCode CodeOfState(std::string_view state) {
  for (const StateRow& row : kStates) {
    if (state.starts_with(row.prefix)) return row.code;
  }
  return ErrorCode::kStoreUnavailable;
}

}  // namespace tongchou::store::postgres
