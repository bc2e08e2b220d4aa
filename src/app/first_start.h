// The first start on a data folder: an empty store with an administrator, or the demo region.
//
// The demo is made in a folder beside its final place and moved there when it is complete, so a
// store is either whole or not there; what a killed start left behind is removed by the next one.
// One process at a time on a folder.
#ifndef TONGCHOU_APP_FIRST_START_H_
#define TONGCHOU_APP_FIRST_START_H_

#include <memory>
#include <string>

#include "app/metrics_page.h"
#include "base/clock.h"
#include "base/result.h"
#include "batch/demo_region.h"
#include "policy/library.h"
#include "service/region.h"

namespace tongchou::app {

// The data folder, made when it is missing. Refusals: kStoreUnavailable when it cannot be made or
// written.
Status PrepareFolder(const std::string& folder);

// The store of a data folder; see service::StoreOpener. Refusals: store_* codes.
Result<std::unique_ptr<store::Store>> OpenStore(const std::string& folder, bool create);

// The sizes of that store's files.
StoreSize SizeOfStore(const std::string& folder);

bool HasStore(const std::string& folder);

// Whether the store of `folder` holds the generator's region.
bool IsDemo(const std::string& folder);

// Makes the demo region of `library`'s pack in `folder`. Prints its progress. Refusals: those of
// MakeDemoRegion and of the store.
Status MakeDemoStore(const std::string& folder, std::shared_ptr<const policy::Library> library,
                     const std::string& pack, const Clock& clock,
                     const batch::DemoOptions& options);

// Adds the first administrator of an empty region; gives the password.
Result<std::string> AddFirstAdministrator(service::Region& region);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_FIRST_START_H_
