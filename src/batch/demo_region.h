// MakeDemoRegion: fills an empty region with the demo: registers, a population, the funds' income
// and a month of encounters, all through the verbs that live requests use.
//
// The same options and day give the same data, on every machine. Not thread-safe on one region.
#ifndef TONGCHOU_BATCH_DEMO_REGION_H_
#define TONGCHOU_BATCH_DEMO_REGION_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "base/text.h"
#include "batch/step_clock.h"
#include "service/region.h"

namespace tongchou::batch {

struct DemoOptions {
  std::uint64_t seed = 20260101;
  int persons = 20'000;
  int callers = 48;  // how many wait for the committer at once
};

struct DemoProgress {
  Text doing;
  std::int64_t done = 0, total = 0;  // of the whole work
};

// The days of the encounters: the month that ends the day before `today`, as far as `in_force`
// reaches back. Refusals: kDemoNotPossible when that leaves less than a week.
Result<DateRange> DemoDays(Date today, const DateRange& in_force);

// Fills `region`, which lives by `clock`; leaves the clock at the end of the last of `days`.
// `progress` may be empty. Refusals: kDemoNotPossible (the pack lacks a scheme, category or benefit
// that the demo uses; or the region is not empty) and those of the verbs.
Status MakeDemoRegion(service::Region& region, StepClock& clock, const DateRange& days,
                      const DemoOptions& options,
                      const std::function<void(const DemoProgress&)>& progress);

// A user of the demo region. The passwords are no secret. Without an office of its level in the
// pack there is no such user.
struct DemoUser {
  std::string_view login, name, role, password;
  std::string_view sees_zh, sees_en;  // the pages that the role opens
  int office_level = 0;               // works in the first office of that level; 0: the area
};
std::span<const DemoUser> DemoUsers();

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_REGION_H_
