// Money paid out of a personal account: taken along to another region, left to heirs, refunded to
// somebody who leaves, paid to those who are settled elsewhere. A clerk asks, another person
// approves, and that books it.
//
// Whoever leaves is paid everything, with the interest of the year until the day of leaving, and
// the coverage ends on that day. Those settled elsewhere are paid what the account holds and stay
// insured. An account never goes below zero. What was paid is taken back by a second movement and
// entry; coverage that has ended stays ended until it is registered anew.
//
// Thread-safe. A user sees the payouts of persons of the own office and below.
#ifndef TONGCHOU_SERVICE_PAYOUTS_H_
#define TONGCHOU_SERVICE_PAYOUTS_H_

#include <optional>
#include <string>
#include <vector>

#include "service/desk_work.h"
#include "service/persons.h"
#include "service/review.h"

namespace tongchou::service {

// Numbers are stored: never used again for something else.
enum class PayoutKind : std::uint8_t {
  kTransferOut = 0,  // to the agency of another region
  kInheritance = 1,
  kRefund = 2,   // left the scheme: emigrated, no longer employed
  kOffsite = 3,  // settled elsewhere: cash, several times a year
};
struct PayoutKindRow {
  PayoutKind kind;
  std::string_view code;
  Text title;
  bool leaves = true;  // everything is paid and the coverage ends
};
const std::vector<PayoutKindRow>& AllPayoutKinds();
const PayoutKindRow& RowOf(PayoutKind kind);

struct PayoutForm {
  std::string psn_no;
  PayoutKind kind = PayoutKind::kTransferOut;
  Date day;                      // of leaving or death; of the end of the period of kOffsite
  std::string receiver;          // heir, agency of the other region, or the person
  std::string receiver_account;  // at which bank, which account
  std::string place;             // the other region, or where the person lives
  std::string documents;         // that were shown and checked
  std::string period;            // of kOffsite: "2026-1"; else empty
  std::string reason;
};

struct Payout : Review {
  std::string id;  // "990100100000000042/001"
  PayoutForm form;
  // When it was approved: what was credited and paid.
  Money interest, amount;
  std::string scheme, pack;
  Sm3Digest pack_digest{};
  Moment posted_at;
  std::int64_t entry = 0;  // of the journal; 0: not posted
  // When it was taken back.
  std::int64_t reversal_entry = 0;
  std::string reversed_by, reversal_reason;
  std::optional<Moment> reversed_at;
  std::int64_t version = 0;

  bool standing() const { return entry != 0 && reversal_entry == 0; }
};

// Asks for a payout. Refusals: kMissingField (day, receiver, documents, reason), kFieldTooLong,
// kTimeInFuture (day), kUnknownPerson (also outside the scope), kRequestWaiting (another payout of
// the person waits), kBadCoverage (an interval of coverage begins after the day), store_* codes.
Result<Payout> RequestPayout(Region& region, const Desk& desk, PayoutForm form);

// Approves (and posts) or refuses. Refusals: kUnknownPayout, kRequestDecided, kOwnRequest,
// kBadCoverage, kNothingToPay (kOffsite of an empty account), kNoPolicyInForce, store_* codes.
Result<Payout> DecidePayout(Region& region, const Desk& desk, const std::string& id, bool approve,
                            const std::string& note);

// Takes a posted payout back. Refusals: kUnknownPayout, kPayoutNotPosted, kMissingField (reason).
Result<Payout> ReversePayout(Region& region, const Desk& desk, const std::string& id,
                             const std::string& reason);

struct PayoutRow {
  Payout payout;
  std::string name;  // of the person
};
struct PayoutPage {
  std::vector<PayoutRow> payouts;
  std::string next;  // pass as `after`; empty: this was the last page
};
// Those asked for in `month` ("2026-11"), by day. May be shorter than `limit` while there is more.
Result<PayoutPage> FindPayouts(Region& region, const Scope& scope, const std::string& month,
                               const std::string& after, int limit);

// Of one person, the oldest first. Refusals: kUnknownPerson (also outside the scope).
Result<std::vector<Payout>> PayoutsOf(Region& region, const Scope& scope,
                                      const std::string& psn_no);

// Refusals: kUnknownPayout (also outside the scope).
Result<PayoutRow> GetPayout(Region& region, const Scope& scope, const std::string& id);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PAYOUTS_H_
