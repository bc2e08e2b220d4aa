#include "service/open_regions.h"

#include <algorithm>
#include <utility>

#include "store/shared_store.h"

namespace tongchou::service {

Result<std::vector<std::unique_ptr<store::Store>>> StoresFor(const StoreAccess& access,
                                                             const StorePlace& place,
                                                             std::unique_ptr<store::Store> store,
                                                             std::size_t count) {
  if (place.database.empty()) return store::ShareStore(std::move(store), count);
  std::vector<std::unique_ptr<store::Store>> stores;
  stores.push_back(std::move(store));
  while (stores.size() < count) {
    Result<std::unique_ptr<store::Store>> another = access.open(place, /*create=*/false);
    if (!another.ok()) return another.error();
    stores.push_back(*std::move(another));
  }
  return stores;
}

Result<Regions> OpenRegions(std::shared_ptr<const policy::Library> library,
                            std::vector<std::unique_ptr<store::Store>> stores, const Clock& clock,
                            const std::vector<std::string>& packs, const RegionOptions& options) {
  TC_CHECK(stores.size() == packs.size());
  Regions regions;
  for (std::size_t i = 0; i < packs.size(); ++i) {
    RegionOptions own = options;
    own.pack = packs[i];
    Result<std::unique_ptr<Region>> region =
        Region::Open(library, std::move(stores[i]), clock, std::move(own));
    if (!region.ok()) return region.error();
    const bool twice = std::ranges::any_of(regions, [&](const auto& other) {
      return other->area_number() == (*region)->area_number();
    });
    if (twice) return Error{ErrorCode::kDuplicateId, {}, packs[i]};
    regions.push_back(*std::move(region));
  }
  return regions;
}

}  // namespace tongchou::service
