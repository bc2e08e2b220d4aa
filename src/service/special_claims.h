// What is reimbursed to retired cadres and to those settled elsewhere, and the surplus of managed
// accounts: asked for by one person, approved by another, which pays; taken back by a second entry.
//
// A cadre's costs are paid by the managed account first, then by the fund of cadres. Those settled
// elsewhere are paid up to the quota of the year. Of a managed account's surplus of a year the
// pack's share is paid out once. Thread-safe. A user sees persons of the own office and below.
#ifndef TONGCHOU_SERVICE_SPECIAL_CLAIMS_H_
#define TONGCHOU_SERVICE_SPECIAL_CLAIMS_H_

#include <string>
#include <vector>

#include "service/cadre_levy.h"

namespace tongchou::service {

struct SpecialClaimForm {
  std::string psn_no;
  SpecialClaimKind kind = SpecialClaimKind::kCadreCost;
  std::int32_t year = 0;
  Money bills, eligible;
  std::string documents, reason, receiver_account;
};

// Asks for a reimbursement, or for the surplus of a year that is over (`eligible` zero: all that is
// due). Refusals: kMissingField (documents), kFieldTooLong, kBadAmount (nothing, or more eligible
// than handed in), kUnknownPerson, kNotOfGroup (no cadre in that year; not registered as settled
// elsewhere), kNoStandard (no quota of the year), kYearNotOver, kNothingLeft, kRequestWaiting,
// kNoSpecialRules, store_* codes.
Result<SpecialClaim> RequestSpecialClaim(Region& region, const Desk& desk,
                                         const SpecialClaimForm& form);

// Approves (and pays) or refuses. Refusals: kUnknownSpecialPaper, kRequestDecided, kOwnRequest,
// kNothingLeft, store_* codes.
Result<SpecialClaim> DecideSpecialClaim(Region& region, const Desk& desk, const std::string& id,
                                        bool approve, const std::string& note);

// Refusals: kUnknownSpecialPaper, kSpecialNotPosted, kMissingField (reason), store_* codes.
Result<SpecialClaim> ReverseSpecialClaim(Region& region, const Desk& desk, const std::string& id,
                                         const std::string& reason);

struct SurplusRun {
  std::int64_t made = 0;    // claims that now wait
  std::int64_t before = 0;  // cadres with a claim for the year that waits or stands
  std::int64_t empty = 0;   // cadres with no surplus
};
// Asks for the surplus of every cadre. Refusals: kYearNotOver, kNoSpecialRules, store_* codes.
Result<SurplusRun> PrepareSurplus(Region& region, const Desk& desk, std::int32_t year);

struct SpecialClaimView {
  SpecialClaim claim;
  std::string name;
};
struct SpecialClaimPage {
  std::vector<SpecialClaimView> claims;
  std::string next;  // pass as `after`; empty: this was the last page
};
// Those asked for in `month`, by day. May be shorter than `limit` while there is more.
Result<SpecialClaimPage> FindSpecialClaims(Region& region, const Scope& scope,
                                           const std::string& month, const std::string& after,
                                           int limit);
// Of one person, the oldest first. Refusals: kUnknownPerson.
Result<std::vector<SpecialClaim>> SpecialClaimsOf(Region& region, const Scope& scope,
                                                  const std::string& psn_no);

// What is left of the quota of `year` for a person with these claims.
Money QuotaLeft(const YearStandard& quota, const std::vector<SpecialClaim>& claims);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SPECIAL_CLAIMS_H_
