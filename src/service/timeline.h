// What became of a person over time: coverage with its categories, employers and frozen days,
// wages, cards, payouts, changes of who the person is. The newest first.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_TIMELINE_H_
#define TONGCHOU_SERVICE_TIMELINE_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/text.h"
#include "service/organisations.h"

namespace tongchou::service {

struct TimelineItem {
  Date day;
  std::string_view kind;  // "coverage", "frozen", "wage", "card", "payout", "identity"
  Text text;
};

// Refusals: kUnknownPerson (also outside the scope), store_* codes.
Result<std::vector<TimelineItem>> TimelineOf(Region& region, const Scope& scope,
                                             const std::string& psn_no);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_TIMELINE_H_
