// What waits for somebody: counts of what a desk has still to do, each over a list that is there
// already.
//
// Every count is bounded: papers about persons (payouts, cards, requests) are looked at from the
// newest back, at most kMostPapers of them and kMonthsBack months, found by day (kDeskList); the
// others are read whole, and their number goes with the employers and the files, not with the
// persons. Thread-safe.
#ifndef TONGCHOU_SERVICE_TASKS_H_
#define TONGCHOU_SERVICE_TASKS_H_

#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "service/review.h"

namespace tongchou::service {

class Region;

inline constexpr int kMostPapers = 2000;
inline constexpr int kMonthsBack = 12;

struct TaskCount {
  std::int64_t count = 0;
  bool more = false;  // there may be older ones that were not looked at
};

// One kind of work that waits.
struct TaskKind {
  std::string_view id;  // "payouts_to_decide"
  Text title;
  // What of it waits for `desk`: of the own office and below, and not what the user asked for,
  // where another person must decide. Refusals: store_* codes.
  Result<TaskCount> (*count)(Region& region, const Desk& desk);
};
const std::vector<TaskKind>& AllTaskKinds();

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_TASKS_H_
