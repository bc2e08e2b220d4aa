// The yearly standards (so much a head for retired cadres; the quota of those settled elsewhere),
// computed from what was spent, and the units that are exempt. Both are asked for by one person and
// approved by another.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_SPECIAL_YEAR_H_
#define TONGCHOU_SERVICE_SPECIAL_YEAR_H_

#include <optional>
#include <string>
#include <vector>

#include "service/claim_terms.h"
#include "service/special_papers.h"

namespace tongchou::service {

// What is stored of the costs that the standard of `year` rests on: cost, heads, seen and share as
// of now, not asked for. Of the cadres: what was reimbursed of that year's costs, by those who were
// on the list in it. Of the quota: the cost of the stays that were settled in it for persons of
// the category, by those covered on its last day. Refusals: kNoSpecialRules, store_* codes.
Result<YearStandard> ComputeStandard(Region& region, StandardKind kind, std::int32_t year);

struct StandardForm {
  StandardKind kind = StandardKind::kCadre;
  std::int32_t year = 0;
  bool stored = true;
  Money cost;              // when it is not stored
  std::int64_t heads = 0;  // likewise
  Money adjustment;
  std::string documents, reason;
};
// Why a standard is what it is: the costs, the heads, the clauses of the pack of `pack`.
std::vector<ClaimStep> ExplainStandard(const policy::Pack& pack, const YearStandard& standard);

// Asks for a standard. Refusals: kStandardSet, kNoCost (nothing is stored, or nothing entered),
// kMissingField (documents), those of ComputeStandard.
Result<YearStandard> RequestStandard(Region& region, const Desk& desk, const StandardForm& form);
// Refusals: kNoStandard, kRequestDecided, kOwnRequest, store_* codes.
Result<YearStandard> DecideStandard(Region& region, const Desk& desk, StandardKind kind,
                                    std::int32_t year, bool approve, const std::string& note);
// As it is kept; nothing when nobody asked for it yet.
Result<std::optional<YearStandard>> FindStandard(Region& region, StandardKind kind,
                                                 std::int32_t year);
// The approved one. Refusals: kNoStandard, store_* codes.
Result<YearStandard> ApprovedStandard(Region& region, StandardKind kind, std::int32_t year);

// Asks for a unit to be exempt in `year`; `payer` (unit kind "finance") pays. Refusals:
// kMissingField, kUnknownEmployer, kBadParameter (the payer is no finance), kRequestWaiting,
// kRequestDecided (it is exempt already), store_* codes.
Result<Hardship> RequestHardship(Region& region, const Desk& desk, const Hardship& form);
Result<Hardship> DecideHardship(Region& region, const Desk& desk, std::int32_t year,
                                const std::string& employer, bool approve, const std::string& note);
Result<std::vector<Hardship>> FindHardships(Region& region, const Scope& scope, std::int32_t year);

inline constexpr std::string_view kFinanceKind = "finance";

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SPECIAL_YEAR_H_
