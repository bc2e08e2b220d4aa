// The commands that work on the books of a store.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_LEDGER_H_
#define TONGCHOU_CLI_LEDGER_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `ledger verify` and `ledger balances` to `root`. The status of verify: 0 clean, 1 something
// differs, 2 it could not be read. `clock` and `access`
// outlive the parse.
void AddLedgerCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_LEDGER_H_
