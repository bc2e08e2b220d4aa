// What-if: what a period would have cost under other rules: all variants computed in one pass over
// the area's history (extract.h), the result kept when that is wanted.
//
// Thread-safe; of one area, one run at a time (two would write the same extract).
#ifndef TONGCHOU_SERVICE_WHAT_IF_H_
#define TONGCHOU_SERVICE_WHAT_IF_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/extract.h"
#include "service/policy_variant.h"
#include "service/what_if_papers.h"
#include "settle/explain.h"

namespace tongchou::service {

inline constexpr std::size_t kMostVariants = 10;  // beside the base

struct WhatIfOrder {
  std::vector<std::string> variants;  // names for FindVariant, or kAsPaid; 1..kMostVariants
  std::string base;                   // the same; empty: what the area lives by
  Date from, through;                 // of the settlements; at most ten years
  WhatIfSource source = WhatIfSource::kHistory;
  std::int64_t sample_persons = 10'000;  // kSample; the cases are made for the base's rules
  std::int64_t seed = 1;                 // kSample
  // Told now and then how far the work is. False: stop.
  std::function<bool(std::int64_t done, std::int64_t total)> progress = {};
};

// Where the extract of the region is: a file in the work folder, beside the store (--data).
std::string ExtractPath(const Region& region, const std::string& folder);

// Whether the order can be computed at all: its period, its variants. Refusals: kBadParameter
// (from, through, variants, sample_persons), those of FindVariant.
Status CheckWhatIf(Region& region, const WhatIfOrder& order);

// Brings the extract up to date and computes; nothing is kept. Refusals: those of
// CheckWhatIf, UpdateExtract and Replay, kNoPolicyInForce (made cases for a base that has no rules
// on the first day), kAmountOverflow.
Result<WhatIf> ComputeWhatIf(Region& region, const std::string& folder, const WhatIfOrder& order);

// Keeps what was computed under a number of its own. Refusals: store_* codes.
Result<WhatIf> KeepWhatIf(Region& region, const std::string& actor, WhatIf result);

// What was kept, the newest first. Refusals: store_* codes.
Result<std::vector<WhatIf>> FindWhatIfs(Region& region);

// Refusals: kUnknownResult.
Result<WhatIf> GetWhatIf(Region& region, std::int64_t number);

// One side of a case that is explained twice.
struct CaseSide {
  PolicyVariant variant;  // holds the pack that the pointers below are into; none: as it was paid
  std::optional<ErrorCode> refused = {};
  const policy::Epoch* epoch = nullptr;
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
  settle::Explanation explanation = {};
};

// The lines of the same step on both sides, in the order of the steps; -1: that side has no such.
struct LinePair {
  int before = -1, after = -1;
  bool differs = false;
};

struct ExplainedChange {
  std::int64_t settlement = 0;
  Date begin, end;
  std::string provider;
  std::int32_t level = 1;
  CaseSide before, after;
  std::vector<LinePair> lines;
};

// One case of a result under its first variant and under `variant` (1..), each with the running
// totals that the person's year would have come to under it. `settlement` as in WhatIfCase.
// Refusals: kBadParameter (variant), kUnknownSettlement (not in the period, or taken back since),
// kUnknownVersion (a draft that was changed since), kNoHistory.
Result<ExplainedChange> ExplainChange(Region& region, const std::string& folder,
                                      const WhatIf& result, std::size_t variant,
                                      std::int64_t settlement);

// The lines of two explanations, step beside step.
std::vector<LinePair> PairLines(const settle::Explanation& before,
                                const settle::Explanation& after);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_WHAT_IF_H_
