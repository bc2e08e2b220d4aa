// What the commands on a store share: its flags, opening it, saying why it cannot be opened.
//
// Used once, from a command; not thread-safe.
#ifndef TONGCHOU_CLI_OPEN_REGION_H_
#define TONGCHOU_CLI_OPEN_REGION_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "service/open_regions.h"
#include "service/region.h"
#include "service/store_place.h"

namespace tongchou::cli {

inline constexpr int kUnreadable = 2;  // exit status: the store or the packs cannot be used

struct RegionFlags {
  service::StorePlace store;
  std::string packs = "policies";
  std::string pack;  // empty: the one that the data names
};

// Declares --data and --database on `command`; `place` outlives the parse.
void AddStoreFlags(CLI::App& command, service::StorePlace& place);

// Declares --keys on `command`; `place` outlives the parse.
void AddKeyFlag(CLI::App& command, service::StorePlace& place);

// Declares those, --packs and --pack on `command`; `flags` outlives the parse.
void AddRegionFlags(CLI::App& command, RegionFlags& flags);

// Opens the region of an existing store. `clock` outlives it. Refusals: those of the store, of
// loading the packs and of ChoosePackFor.
Result<std::unique_ptr<service::Region>> OpenRegion(const RegionFlags& flags, const Clock& clock,
                                                    const service::StoreAccess& access);

// Opens the regions of all areas of an existing store, by area; with --pack that one alone.
// Refusals: as OpenRegion.
Result<service::Regions> OpenRegions(const RegionFlags& flags, const Clock& clock,
                                     const service::StoreAccess& access);

// Says `error` on standard error, in both languages; returns kUnreadable.
int Fail(const Error& error);

// Commands that work on one region: each opens it, does its work and leaves its exit status.
// `Flags` has a member `region` (RegionFlags); all commands of one RegionCommands share the same
// flags.
template <typename Flags>
class RegionCommands {
 public:
  using Action = std::function<int(service::Region&, const Flags&)>;

  // What is passed outlives the parse.
  RegionCommands(int& exit_status, const Clock& clock, const service::StoreAccess& access)
      : exit_status_(exit_status), clock_(clock), access_(access) {}

  const std::shared_ptr<Flags>& flags() const { return flags_; }

  // For work that says itself what it did: what it refuses is told here.
  using Step = std::function<Status(service::Region&, const Flags&)>;
  CLI::App* AddStep(CLI::App& group, const char* name, const char* about, const Step& step) const {
    return Add(group, name, about, [step](service::Region& region, const Flags& flags) {
      const Status done = step(region, flags);
      return done.ok() ? 0 : Fail(done.error());
    });
  }

  CLI::App* Add(CLI::App& group, const char* name, const char* about, const Action& action) const {
    CLI::App* command = group.add_subcommand(name, about);
    AddRegionFlags(*command, flags_->region);
    command->callback(
        [flags = flags_, &exit_status = exit_status_, &clock = clock_, &access = access_, action] {
          const auto region = OpenRegion(flags->region, clock, access);
          exit_status = region.ok() ? action(**region, *flags) : Fail(region.error());
        });
    return command;
  }

 private:
  int& exit_status_;
  const Clock& clock_;
  const service::StoreAccess& access_;
  const std::shared_ptr<Flags> flags_ = std::make_shared<Flags>();
};

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_OPEN_REGION_H_
