#include "service/region.h"

#include <utility>

#include "service/choose_pack.h"
#include "service/committer.h"
#include "service/ids.h"
#include "service/policy_shelf.h"
#include "service/policy_versions.h"
#include "service/reference_data.h"
#include "store/carry_over.h"

namespace tongchou::service {

Region::Region(std::unique_ptr<store::Store> store, const Clock& clock)
    : store_(std::move(store)), clock_(&clock) {}

Region::~Region() { Stop(); }

const policy::Pack& Region::pack() const { return policies_->current(); }

void Region::Stop() {
  if (committer_ != nullptr) committer_->Stop();
}

Result<std::unique_ptr<Region>> Region::Open(std::shared_ptr<const policy::Library> library,
                                             std::unique_ptr<store::Store> store,
                                             const Clock& clock, RegionOptions options) {
  std::unique_ptr<Region> region(new Region(std::move(store), clock));
  const Result<std::string> chosen = ChoosePack(*library, options.pack, DayOf(clock.Now()));
  if (!chosen.ok()) return chosen.error();
  const policy::Pack* pack = library->Find(*chosen);
  TC_CHECK(pack != nullptr);
  region->policies_ = std::make_unique<PolicyShelf>(std::move(library), *pack);
  region->area_number_ = AreaNumber(region->area());
  if (region->area_number_ == 0) return Error{ErrorCode::kPolicyInvalid, {}, "area.yaml: area"};
  Result<std::unique_ptr<store::Store>> sealed =
      store::SealStore(std::move(region->store_), region->area_number_, options.seal);
  if (!sealed.ok()) return sealed.error();
  region->store_ = *std::move(sealed);
  const Status published = region->policies_->Connect(PublishedVersions(*region));
  if (!published.ok()) return published.error();
  const Status carried = store::CarryOver(*region->store_, region->area_number_);
  if (!carried.ok()) return carried.error();
  Result<std::unique_ptr<ReferenceData>> reference =
      ReferenceData::Load(*region->store_, region->area_number_);
  if (!reference.ok()) return reference.error();
  region->reference_ = *std::move(reference);
  region->committer_ = std::make_unique<Committer>(*region, options.batch_max, options.watch,
                                                   std::move(options.while_waiting));
  return region;
}

}  // namespace tongchou::service
