// The commands for the agency's offices.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_ORGANISATION_H_
#define TONGCHOU_CLI_ORGANISATION_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `organisation add | list | assign` to `root`. Their status: 0, or 2 when it could not be
// done. `clock` and `access` outlive the parse.
void AddOrganisationCommand(CLI::App& root, int& exit_status, const Clock& clock,
                            const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_ORGANISATION_H_
