// The commands for the keys that providers sign with, and for what the gateway asks of them.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_PROVIDER_KEY_H_
#define TONGCHOU_CLI_PROVIDER_KEY_H_

#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds `provider-key add | list | retire | rule` to `root`. Their status: 0, or 2 when it could not
// be done. `clock` and `access` outlive the parse.
void AddProviderKeyCommand(CLI::App& root, int& exit_status, const Clock& clock,
                           const service::StoreAccess& access);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_PROVIDER_KEY_H_
