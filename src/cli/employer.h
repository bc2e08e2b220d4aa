// The commands for employers, imports of members and the monthly levy.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_EMPLOYER_H_
#define TONGCHOU_CLI_EMPLOYER_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Add `employer add | list`, `import persons | template` and `levy-run preview | post | reverse` to
// `root`. Their status: 0; 1 when rows were refused or somebody could not be levied; 2 when it
// could not be done. `clock` and `access` outlive the parse.
void AddEmployerCommand(CLI::App& root, int& exit_status, const Clock& clock,
                        const service::StoreAccess& access);
void AddImportCommand(CLI::App& root, int& exit_status, const Clock& clock,
                      const service::StoreAccess& access);
void AddLevyRunCommand(CLI::App& root, int& exit_status, const Clock& clock,
                       const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_EMPLOYER_H_
