// The command for retroactive changes of the policy.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_RECOMPUTE_H_
#define TONGCHOU_CLI_RECOMPUTE_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `recompute draw | list | show | approve | refuse | post | pay` to the command `policy` of
// `root`, which must have it. Their status: 0; 1 when posting skipped somebody; 2 when it could not
// be done. `clock` and `access` outlive the parse.
void AddRecomputeCommand(CLI::App& root, int& exit_status, const Clock& clock,
                         const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_RECOMPUTE_H_
