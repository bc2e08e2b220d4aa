// `ledger balances`: what each fund has at the end of a day, and its accounts.
//
// Used once, from AddLedgerCommand; not thread-safe.
#ifndef TONGCHOU_CLI_LEDGER_BALANCES_H_
#define TONGCHOU_CLI_LEDGER_BALANCES_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds the command to `ledger`. Its status: 0, or 2 when the data cannot be read or the day is
// none. `clock` and `access` outlive the parse.
void AddLedgerBalances(CLI::App& ledger, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_LEDGER_BALANCES_H_
