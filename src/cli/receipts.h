// The commands for receipts, dues and notices.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_RECEIPTS_H_
#define TONGCHOU_CLI_RECEIPTS_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Add `receipts template | import | preview | post | held | assign | return | reverse | credit` and
// `dunning list | run` to `root`. Their status: 0; 1 when lines were held or refused; 2 when it
// could not be done. `clock` and `access` outlive the parse.
void AddReceiptsCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access);
void AddDunningCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_RECEIPTS_H_
