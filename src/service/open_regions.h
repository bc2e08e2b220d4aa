// Opening several areas of one store.
//
// Used once at a start; not thread-safe.
#ifndef TONGCHOU_SERVICE_OPEN_REGIONS_H_
#define TONGCHOU_SERVICE_OPEN_REGIONS_H_

#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "service/region.h"
#include "service/store_place.h"

namespace tongchou::service {

using Regions = std::vector<std::unique_ptr<Region>>;

// `store` of `place` as a store for each of `count` areas: the embedded one is shared, a database
// is opened again for each. Refusals: store_* codes.
Result<std::vector<std::unique_ptr<store::Store>>> StoresFor(const StoreAccess& access,
                                                             const StorePlace& place,
                                                             std::unique_ptr<store::Store> store,
                                                             std::size_t count);

// A region for each of `packs`, in their order, with what `options` says besides the pack.
// Refusals: kDuplicateId (two packs of one area), those of Region::Open, store_* codes. `clock`
// outlives them.
Result<Regions> OpenRegions(std::shared_ptr<const policy::Library> library,
                            std::vector<std::unique_ptr<store::Store>> stores, const Clock& clock,
                            const std::vector<std::string>& packs, const RegionOptions& options);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_OPEN_REGIONS_H_
