// The commands that make a store, bring its schema up to date and look at it.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_DB_H_
#define TONGCHOU_CLI_DB_H_

#include <CLI/CLI.hpp>

#include "service/store_place.h"

namespace tongchou::cli {

// Adds `db init`, `db migrate`, `db status` and `db backup` to `root`. Their status: 0; 1 when
// there is no store or migrations are pending (of `db status`), or a store is there already (of
// `db init`); 2 when it cannot be reached, or the copy cannot be made. `access` outlives the parse.
void AddDbCommand(CLI::App& root, int& exit_status, const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_DB_H_
