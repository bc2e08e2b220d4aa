// ReferenceData: providers, employers and the catalogue, held in memory; what every settlement asks
// for and what hardly ever changes.
//
// Thread-safe: readers get an immutable snapshot. Changed by the committer only, after a commit.
#ifndef TONGCHOU_SERVICE_REFERENCE_DATA_H_
#define TONGCHOU_SERVICE_REFERENCE_DATA_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/store.h"

namespace tongchou::service {

struct ReferenceSnapshot {
  std::map<std::string, store::Provider> providers;
  std::map<std::string, store::Employer> employers;
  std::unordered_map<std::string, std::vector<store::CatalogueItem>> items;  // by code; by `from`

  const store::Provider* FindProvider(const std::string& code) const;
  const store::Employer* FindEmployer(const std::string& code) const;
  // The version of the item that holds on `day`, or nullptr.
  const store::CatalogueItem* FindItem(const std::string& code, Date day) const;
};

class ReferenceData {
 public:
  // Refusals: store_* codes.
  static Result<std::unique_ptr<ReferenceData>> Load(store::Store& store, std::int64_t area);

  std::shared_ptr<const ReferenceSnapshot> Get() const;

  // Adds rows that were just made durable.
  void Add(const std::vector<store::Provider>& providers,
           const std::vector<store::Employer>& employers,
           const std::vector<store::CatalogueItem>& items);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const ReferenceSnapshot> snapshot_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REFERENCE_DATA_H_
