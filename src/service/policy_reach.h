// What cases reach of a policy: for each band, level, category and other class that its values are
// written by, how many of its examples and how many of the area's past cases fall there. A value
// that neither reaches can be wrong without anybody noticing.
//
// Looked at are the rules of the last day on which the policy changes: for a draft that raises a
// share from next July, those of July. Past cases are replayed under them (settle/replay.h), so a
// case counts where the draft would put it, with running totals and ordinals as they would be.
// Thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_REACH_H_
#define TONGCHOU_SERVICE_POLICY_REACH_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "policy/library.h"
#include "service/extract.h"

namespace tongchou::service {

// One class of the values of a benefit, or one band of one of its layers.
struct ReachRow {
  std::vector<Text> place;  // titles: scheme, benefit, and of a band its layer
  std::string axis;         // "level", "category", …; "band"
  Text axis_title;
  std::string member;  // "3", "retired", "0.00 CNY .. 5000.00 CNY"
  Text title;
  std::int64_t examples = 0, past = 0;  // encounters
};

struct PolicyReach {
  Date on;                          // the rules of this day
  DateRange period;                 // of the past cases
  std::int64_t encounters = 0;      // in the period, that the rules can settle
  std::int64_t refused = 0;         // in the period, that they cannot: nothing counts them
  std::vector<ReachRow> rows = {};  // in the order of the rules
};

// Told how far the work is, now and then. False: stop.
using ReachProgress = std::function<bool(std::int64_t done, std::int64_t total)>;

// What the examples of `pack`, and those of `cases` that lie in `period`, reach. `cases` may be
// empty. Refusals: kWorkCancelled, kNoPolicyInForce (the pack has no day).
Result<PolicyReach> ReachOf(const policy::Pack& pack, const settle::PastCases& cases,
                            const DateRange& period, const ReachProgress& progress = {});

// The same with the region's history of the 365 days up to today. Brings the extract up to date in
// `folder`. Refusals: those of ReachOf and UpdateExtract.
Result<PolicyReach> ReachInRegion(Region& region, const std::string& folder,
                                  const policy::Pack& pack, const ReachProgress& progress = {});

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_REACH_H_
