#include "console/console.h"

#include "service/sign_in.h"

namespace tongchou::console {

Console::Console(service::Region& region, const service::Regions& areas,
                 const ConsoleOptions& options, SignIns& sign_ins)
    : region_(region),
      areas_(areas),
      options_(options),
      sessions_(region.clock(), service::RandomToken),
      throttle_(region.clock()),
      jobs_(region.clock()),
      sign_ins_(sign_ins) {}

}  // namespace tongchou::console
