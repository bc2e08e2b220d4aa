// What a projection starts from: which days of history, the members by age, and what came in and is
// left in each fund.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_BASE_H_
#define TONGCHOU_SERVICE_PROJECTION_BASE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "service/projection_papers.h"
#include "settle/replay_history.h"

namespace tongchou::service {

class Region;

// The history that stands for a year, and the first month ahead.
struct ProjectionSpan {
  ProjectionBase base = ProjectionBase::kMonths;
  Date from, through;
  Date start;
};

// The twelve full months before `today` when the history of `cases` reaches back to the first of
// them; else what there is through yesterday. Refusals: kNoHistory.
Result<ProjectionSpan> SpanOf(const settle::PastCases& cases, Date today);

// The first day of the month `months` after (before, when negative) that of `day`.
Date MonthStart(Date day, int months);

// The members of a scheme on one day, and those who joined in the year before it, in millionths.
struct SchemeMembers {
  AgeCounts now{}, joining{};
};

// By scheme. `progress`: told now and then; false: stop. Refusals: kWorkCancelled, store_* codes.
Result<std::map<std::string, SchemeMembers>> CountMembers(Region& region, Date day,
                                                          const std::function<bool()>& progress);

// A fund of the ledger: its balance before the first month, and what came in by month of the year.
struct BaseFund {
  std::string scheme, fund;
  std::int64_t opening = 0;
  std::array<std::int64_t, kMonthsOfYear> income{};
};
struct BaseFunds {
  std::vector<BaseFund> funds;  // without personal accounts
  std::int64_t income_months = 0;
};
// With full months each month has its own income; with a rate each has the mean of those months of
// the last twelve in which anything came in. Refusals: store_* codes.
Result<BaseFunds> GatherFunds(Region& region, const ProjectionSpan& span);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_BASE_H_
