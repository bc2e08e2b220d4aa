// The command that renews the keys a store is sealed with.
//
// Used once, from Run; not thread-safe.
#ifndef TONGCHOU_CLI_KEYS_H_
#define TONGCHOU_CLI_KEYS_H_

#include <CLI/CLI.hpp>
#include <functional>

#include "base/clock.h"
#include "service/store_place.h"

namespace tongchou::cli {

// Adds a new key to the key file of a store.
using AddKey = std::function<Status(const service::StorePlace& place)>;

// Adds `keys rotate` to `root`: a new key, and the whole store sealed anew with it. Its status: 0,
// or 2 when it could not be done. `clock` and `access` outlive the parse.
void AddKeysCommand(CLI::App& root, int& exit_status, const Clock& clock,
                    const service::StoreAccess& access, const AddKey& add_key);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_KEYS_H_
