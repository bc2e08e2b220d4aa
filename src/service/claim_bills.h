// Posting the bill of a claim: in the dues book of an employer, with lines, journal entry and debt,
// as a bill of the levy is posted; taken back by ReverseBill (levy_run.h).
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_CLAIM_BILLS_H_
#define TONGCHOU_SERVICE_CLAIM_BILLS_H_

#include <string>
#include <vector>

#include "service/claim_terms.h"
#include "service/levy_reads.h"

namespace tongchou::service {

struct ClaimDraft {
  std::string employer;
  std::string book;
  Month month;  // that it is for
  Date due;
  std::string scheme;           // whose funds it is for
  std::string reason;           // the document that it rests on
  std::vector<LevyLine> lines;  // by person
};

// Posts the bill. Refusals: kNobodyToBill (no line, or nothing is claimed), kUnknownEmployer,
// kStaleVersion (somebody else posted to the book meanwhile), store_* codes.
Result<LevyBill> PostClaim(Region& region, const std::string& actor, ClaimDraft draft);

// The standing bills of a dues book for `month`. Refusals: store_* codes.
Result<std::vector<LevyBill>> StandingClaims(Region& region, const std::string& dues, Month month);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CLAIM_BILLS_H_
