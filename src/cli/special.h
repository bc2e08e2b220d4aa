// The commands for special groups.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_SPECIAL_H_
#define TONGCHOU_CLI_SPECIAL_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `special levy | credit | surplus | soldiers | prefund` to `root`. Their status: 0; 2 when it
// could not be done. `clock` and `access` outlive the parse.
void AddSpecialCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_SPECIAL_H_
