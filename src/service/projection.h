// Projection: levy and spending of the sixty months to come under some rules: the last year's cases
// moved ahead at growing prices and settled again, the members a year older each year, the income
// of the last year growing with wages, and what is left in each fund, with a band.
//
// Thread-safe; of one area, one run at a time (as what_if.h: both write the extract).
#ifndef TONGCHOU_SERVICE_PROJECTION_H_
#define TONGCHOU_SERVICE_PROJECTION_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/projection_papers.h"
#include "service/region.h"

namespace tongchou::service {

inline constexpr std::size_t kMostProjected = 4;  // sets of rules in one run
inline constexpr std::int64_t kMostPaths = 1000;

struct ProjectionOrder {
  std::vector<std::string> variants = {""};  // names for FindVariantAsOf; 1..kMostProjected
  std::int64_t seed = 1;
  std::int64_t paths = 200;  // 10..kMostPaths
  Assumptions assumptions = UsualAssumptions();
  // Told now and then how far the work is. False: stop.
  std::function<bool(std::int64_t done, std::int64_t total)> progress = {};
};

// Whether the order can be computed at all. Refusals: kBadParameter (variants, paths),
// kBadAssumption, those of FindVariantAsOf, kNoPolicyInForce (rules that end before the sixty
// months do).
Status CheckProjection(Region& region, const ProjectionOrder& order);

// Brings the extract in `folder` up to date and computes; nothing is kept. Refusals: those of
// CheckProjection, UpdateExtract and Replay, kAmountOverflow.
Result<Projection> ComputeProjection(Region& region, const std::string& folder,
                                     const ProjectionOrder& order);

// Keeps what was computed under a number of its own. Refusals: store_* codes.
Result<Projection> KeepProjection(Region& region, const std::string& actor, Projection result);

// What was kept, the newest first. Refusals: store_* codes.
Result<std::vector<Projection>> FindProjections(Region& region);

// Refusals: kUnknownResult.
Result<Projection> GetProjection(Region& region, std::int64_t number);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_H_
