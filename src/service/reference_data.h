// ReferenceData: providers, employers and the catalogue, held in memory; what every settlement asks
// for and what hardly ever changes.
//
// Thread-safe: readers get an immutable snapshot. The committer adds to it after a commit; what
// another process added to the same store is noticed by the version of the registers that every
// load brings along (AreaState::registers), and read again. Snapshots share what did not change.
#ifndef TONGCHOU_SERVICE_REFERENCE_DATA_H_
#define TONGCHOU_SERVICE_REFERENCE_DATA_H_

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/shared_map.h"
#include "service/arrears.h"
#include "store/store.h"

namespace tongchou::service {

struct ReferenceSnapshot {
  std::int64_t registers = 0;  // the version of the registers up to which this is complete
  SharedMap<store::Provider> providers;
  SharedMap<store::Employer> employers;
  SharedMap<std::vector<store::CatalogueItem>> items;  // by code; by `from`
  ArrearsBook arrears;

  const store::Provider* FindProvider(const std::string& code) const;
  const store::Employer* FindEmployer(const std::string& code) const;
  // The version of the item that holds on `day`, or nullptr.
  const store::CatalogueItem* FindItem(const std::string& code, Date day) const;
};

class ReferenceData {
 public:
  // `store` outlives it. Refusals: store_* codes.
  static Result<std::unique_ptr<ReferenceData>> Load(store::Store& store, std::int64_t area);

  std::shared_ptr<const ReferenceSnapshot> Get() const;

  // A snapshot that is complete up to version `registers`, read again when the present one is not.
  // Refusals: store_* codes.
  Result<std::shared_ptr<const ReferenceSnapshot>> UpTo(std::int64_t registers);

  // A snapshot of what is durable now; the present one when the store cannot be asked.
  std::shared_ptr<const ReferenceSnapshot> Newest();

  // Adds rows that were just made durable.
  void Add(const std::vector<store::Provider>& providers,
           const std::vector<store::Employer>& employers,
           const std::vector<store::CatalogueItem>& items);

  // Takes in the frozen days of these employers, which were just made durable.
  void SetArrears(const ArrearsBook& changed);

 private:
  ReferenceData(store::Store& store, std::int64_t area) : store_(store), area_(area) {}

  Status ReadAgain();

  store::Store& store_;
  const std::int64_t area_;
  mutable std::mutex mutex_;
  std::shared_ptr<const ReferenceSnapshot> snapshot_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REFERENCE_DATA_H_
