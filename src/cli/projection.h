// The command about the months to come.
//
// Called once, from Run.
#ifndef TONGCHOU_CLI_PROJECTION_H_
#define TONGCHOU_CLI_PROJECTION_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `policy project` to `root`, which has `policy`; what is passed outlives the parse.
void AddProjectionCommand(CLI::App& root, int& exit_status, const Clock& clock,
                          const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_PROJECTION_H_
