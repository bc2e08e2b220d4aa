// The command that clears a month between areas.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_CLEARING_H_
#define TONGCHOU_CLI_CLEARING_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `clearing` to `root`: the statement of a month for every pair of areas, as tables or JSON,
// and with --post its payment. Its status: 0 the two sides agree, 1 they do not, 2 refused. `clock`
// and `access` outlive the parse.
void AddClearingCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_CLEARING_H_
