// The commands for personal accounts and cards.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_ACCOUNT_H_
#define TONGCHOU_CLI_ACCOUNT_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Add `account interest preview | post | reverse`, `account statement`, `account payout list |
// approve | refuse | reverse` and `card list | apply | step` to `root`. Their status: 0; 1 when
// interest of somebody could not be taken back; 2 when it could not be done. `clock` and `access`
// outlive the parse.
void AddAccountCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access);
void AddCardCommand(CLI::App& root, int& exit_status, const Clock& clock,
                    const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_ACCOUNT_H_
