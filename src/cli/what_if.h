// The commands about what a change of policy would have cost.
//
// Called once, from Run.
#ifndef TONGCHOU_CLI_WHAT_IF_H_
#define TONGCHOU_CLI_WHAT_IF_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `policy extract` and `policy whatif` to `root`, which has `policy`; what is passed outlives
// the parse.
void AddWhatIfCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_WHAT_IF_H_
