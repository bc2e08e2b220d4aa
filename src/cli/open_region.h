// What the commands on a data folder share: its flags, opening it, saying why it cannot be opened.
//
// Used once, from a command; not thread-safe.
#ifndef TONGCHOU_CLI_OPEN_REGION_H_
#define TONGCHOU_CLI_OPEN_REGION_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "service/region.h"

namespace tongchou::cli {

inline constexpr int kUnreadable = 2;  // exit status: the folder or the packs cannot be used

struct RegionFlags {
  std::string data = "data";
  std::string packs = "policies";
  std::string pack;  // empty: the one that the data names
};

// Declares --data, --packs and --pack on `command`; `flags` outlives the parse.
void AddRegionFlags(CLI::App& command, RegionFlags& flags);

// Opens the region of an existing data folder. `clock` outlives it. Refusals: those of the store,
// of loading the packs and of ChoosePackFor.
Result<std::unique_ptr<service::Region>> OpenRegion(const RegionFlags& flags, const Clock& clock,
                                                    const service::StoreOpener& open_store);

// Says `error` on standard error, in both languages; returns kUnreadable.
int Fail(const Error& error);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_OPEN_REGION_H_
