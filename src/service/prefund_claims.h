// Pre-funding as a bill of an employer: what a bankrupt or foreign-funded firm leaves for its
// retirees, or pays back for those who retired early, drawn up from its members and the pack.
//
// Nobody stands on two bills of pre-funding of an employer that were not reversed. Thread-safe. A
// user sees the employers of the own office and below.
#ifndef TONGCHOU_SERVICE_PREFUND_CLAIMS_H_
#define TONGCHOU_SERVICE_PREFUND_CLAIMS_H_

#include <string>
#include <vector>

#include "service/claim_bills.h"
#include "service/review.h"

namespace tongchou::service {

// By which rule of the pack; of the back payment the sex decides the age.
enum class PrefundKind : std::uint8_t { kLife, kYears, kBack };

struct PrefundOrder {
  std::string employer;
  PrefundKind kind = PrefundKind::kLife;
  Date declared;                     // of the bankruptcy, or of the request
  std::string category = "retired";  // of the members that it is for, in the scheme of the levy
  std::vector<std::string> persons;  // their numbers; empty: all of them
  Money average_monthly_wage;        // of last year in the area; zero: the pack's average / 12
  std::string documents;             // that it rests on
};

struct PrefundLine {
  std::string psn_no, name;
  Date birth;
  int months = 0;  // that are to be paid for; zero or less: nothing
  LevyLine line;
};

struct PrefundTable {
  PrefundOrder order;  // with the wage that was taken
  std::string employer_name;
  std::vector<PrefundLine> lines;  // by person; with those for whom nothing is to be paid
  Money total;
  std::vector<std::string> standing;  // of these persons, those on a bill that stands already
};

// What PostPrefund would bill. Refusals: kUnknownEmployer (also outside the scope), kMissingField
// (declared), kTimeInFuture, kBadAmount, kUnknownPerson (somebody named is not such a member),
// kNoPolicyInForce (the pack has no such rule), store_* codes.
Result<PrefundTable> DrawUpPrefund(Region& region, const Desk& desk, PrefundOrder order);

// Posts the bill; due on the due day of the month after the declaration, or after today when that
// is over. Refusals: those of DrawUpPrefund, kMissingField (documents), kClaimStands, those of
// PostClaim.
Result<LevyBill> PostPrefund(Region& region, const Desk& desk, PrefundOrder order);

// The table of a posted bill. Refusals: kUnknownBill (also of another kind, or outside the scope).
Result<PrefundTable> PrefundOf(Region& region, const Scope& scope, const std::string& number);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PREFUND_CLAIMS_H_
