// The command that adds users of the console.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_USER_H_
#define TONGCHOU_CLI_USER_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `user add` to `root`: a user with roles and a password that is made up and printed once. Its
// status: 0, or 2 when it could not be done. `clock` and `access` outlive the parse.
void AddUserCommand(CLI::App& root, int& exit_status, const Clock& clock,
                    const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_USER_H_
