// The commands for residents: households, rolls and entitled groups, fixed contributions, targets.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_RESIDENTS_H_
#define TONGCHOU_CLI_RESIDENTS_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Add `household …`, `entitled …` and `target …` to `root`, and `fixed` to the group `levy-run`.
// Their status: 0; 1 when somebody could not be levied or rows were refused; 2 when it could not be
// done. `clock` and `access` outlive the parse.
void AddHouseholdCommand(CLI::App& root, int& exit_status, const Clock& clock,
                         const service::StoreAccess& access);
void AddEntitledCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access);
void AddTargetCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access);
void AddFixedCommand(CLI::App& levy_run, int& exit_status, const Clock& clock,
                     const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_RESIDENTS_H_
