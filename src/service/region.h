// Region: one pooling area at work: its policy pack, its store, its clock and its committer. Every
// verb of this folder is a function on a Region.
//
// Thread-safe: any number of threads may call any verb; a write verb blocks until its result is
// durable. The destructor (or Stop) lets what is queued finish, then ends the committer.
#ifndef TONGCHOU_SERVICE_REGION_H_
#define TONGCHOU_SERVICE_REGION_H_

#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "policy/library.h"
#include "store/sealed_store.h"

namespace tongchou::service {

class CommitWatch;
class Committer;
class PolicyShelf;
class ReferenceData;

struct RegionOptions {
  std::string pack;     // the pack that this area lives by; empty: the newest in force (ChoosePack)
  int batch_max = 256;  // the most commands in one transaction
  store::SealOptions seal;                   // without keys: the store must be plain, and stays so
  std::function<void()> while_waiting = {};  // for simulators: see Committer
  CommitWatch* watch = nullptr;              // told of what the committer does; outlives the region
};

class Region {
 public:
  // Refusals: those of ChoosePack and SealStore, store_* codes. `clock` outlives it.
  static Result<std::unique_ptr<Region>> Open(std::shared_ptr<const policy::Library> library,
                                              std::unique_ptr<store::Store> store,
                                              const Clock& clock, RegionOptions options = {});
  ~Region();
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

  // No further writes are taken (they are refused with kStoreUnavailable); what is queued finishes.
  void Stop();

  const std::string& area() const { return pack().area; }  // division code, 6 digits
  const policy::Pack& pack() const;                        // what the area lives by, as known now
  PolicyShelf& policies() const { return *policies_; }
  const Clock& clock() const { return *clock_; }
  Date today() const { return DayOf(clock_->Now()); }
  std::int64_t area_number() const { return area_number_; }  // the area's code as a number

  store::Store& store() const { return *store_; }
  Committer& committer() const { return *committer_; }
  ReferenceData& reference() const { return *reference_; }

 private:
  Region(std::unique_ptr<store::Store> store, const Clock& clock);

  std::unique_ptr<store::Store> store_;
  const Clock* clock_;
  std::unique_ptr<PolicyShelf> policies_;
  std::int64_t area_number_ = 0;
  std::unique_ptr<ReferenceData> reference_;
  std::unique_ptr<Committer> committer_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REGION_H_
