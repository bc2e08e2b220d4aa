// What the server's error states mean to us: the one table from SQLSTATE to a code.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_STORE_POSTGRES_FAILURE_H_
#define TONGCHOU_STORE_POSTGRES_FAILURE_H_

#include <string_view>

#include "base/error_code.h"

namespace tongchou::store::postgres {

// The code of a five-letter SQLSTATE: that of its whole state, else that of its class (the first
// two letters). An unknown state is kStoreUnavailable: nothing was committed, and the caller may
// try again; so is the empty one, of a connection that was lost.
ErrorCode CodeOfState(std::string_view state);

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_FAILURE_H_
