// Plays the month of encounters: each event of a DemoMonth becomes the call that a hospital or a
// pharmacy would make, at its time.
//
// One thread uses it; the calls themselves are made by a pool (ordered_calls.h).
#ifndef TONGCHOU_BATCH_DEMO_ENCOUNTERS_H_
#define TONGCHOU_BATCH_DEMO_ENCOUNTERS_H_

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "batch/demo_lines.h"
#include "batch/demo_visits.h"
#include "batch/ordered_calls.h"
#include "batch/step_clock.h"
#include "service/region.h"

namespace tongchou::batch {

// What is played, and with whom. All outlive the player.
struct Cast {
  std::uint64_t seed;
  Date first;  // the first day
  const std::vector<DemoPerson>& people;
  std::span<const std::string> numbers;  // psn_no, of each of `people`
  const std::vector<service::Provider>& providers;
  const LineMaker& lines;
  const DemoMonth& month;
};

class EncounterPlayer {
 public:
  EncounterPlayer(service::Region& region, StepClock& clock, const Cast& cast, int callers);

  // Plays the events that were not played yet and whose step is below `step`. `played` is told how
  // many each step had. Refusals: those of the verbs, with the message in `where`.
  Status PlayUntil(std::int32_t step, const std::function<void(std::size_t)>& played);

 private:
  Status PlayStep(std::size_t begin, std::size_t end);
  Result<std::string> Play(const DemoEvent& event, const service::RequestKey& key);
  Result<std::string> Register(const DemoEvent& event, const service::RequestKey& key);
  Result<std::string> Upload(const DemoEvent& event, const service::RequestKey& key);
  Result<std::string> Discharge(const DemoEvent& event, const service::RequestKey& key);
  Result<std::string> Settle(const DemoEvent& event, const service::RequestKey& key);
  Result<std::string> Purchase(const DemoEvent& event, const service::RequestKey& key);
  Result<std::string> TakeBack(const DemoEvent& event, const service::RequestKey& key);
  service::RequestKey KeyOf(const DemoEvent& event, std::size_t index) const;
  std::string MedType(std::string_view benefit) const;

  service::Region& region_;
  StepClock& clock_;
  const Cast cast_;
  OrderedCalls calls_;
  std::size_t next_ = 0;                // the first event that was not played
  std::vector<std::string> visit_ids_;  // mdtrt_id of each visit, once registered
  std::vector<std::string> settled_;    // setl_id of each visit, once settled
};

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_ENCOUNTERS_H_
