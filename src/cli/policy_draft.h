// The commands for versions of a policy: `policy draft …`, `policy approve | publish | versions |
// export | import`.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_POLICY_DRAFT_H_
#define TONGCHOU_CLI_POLICY_DRAFT_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds them to the group `policy`. Their status: 0; 1 when a draft that was checked does not pass;
// 2 when it could not be done. `clock` and `access` outlive the parse.
void AddPolicyDraftCommands(CLI::App& policy, int& exit_status, const Clock& clock,
                            const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_POLICY_DRAFT_H_
