// The first start where there is no store yet: an empty one with an administrator, or the demo
// region.
//
// The demo is made beside its final place (in a folder, or a schema of its own) and moved there
// when it is complete, so a store is either whole or not there; what a killed start left behind is
// removed by the next one. One process at a time on a folder; on a database others wait.
#ifndef TONGCHOU_APP_FIRST_START_H_
#define TONGCHOU_APP_FIRST_START_H_

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "batch/demo_region.h"
#include "policy/library.h"
#include "service/region.h"
#include "service/store_place.h"

namespace tongchou::app {

// Whether the store of `place` holds the generator's region. Refusals: kStoreUnavailable.
Result<bool> IsDemo(const service::StorePlace& place);

// Makes the demo regions of these packs of `library` where there is no store yet, sealed as `seal`
// says: the first one of the size that `options` names, others smaller, with some people of each
// treated in the others. Prints its progress.
// Refusals: those of MakeDemoRegion and of the store.
Status MakeDemoStore(const service::StorePlace& place,
                     std::shared_ptr<const policy::Library> library,
                     const std::vector<std::string>& packs, const Clock& clock,
                     const batch::DemoOptions& options, const store::SealOptions& seal);

// Adds the first administrator of an empty region; gives the password.
Result<std::string> AddFirstAdministrator(service::Region& region);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_FIRST_START_H_
