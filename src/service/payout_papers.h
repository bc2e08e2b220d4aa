// Payouts as they are kept, and what they book. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PAYOUT_PAPERS_H_
#define TONGCHOU_SERVICE_PAYOUT_PAPERS_H_

#include <span>

#include "ledger/journal.h"
#include "policy/library.h"
#include "service/payouts.h"

namespace tongchou::service {

store::RecordKey PayoutKey(const std::string& id);
store::RecordRow RecordOf(const Payout& payout);
// Refusals: kStoreCorrupt.
Result<Payout> PayoutOf(const store::RecordRow& row);

// What the account has earned in the benefit year of `today` until the day of leaving; nothing when
// that day lies in an earlier year, whose interest the yearly run credits, or nobody leaves.
// `movements` as of InterestOf. Refusals: kNoPolicyInForce.
Result<Money> ClosingInterest(const policy::Pack& pack, const PayoutForm& form, Date today,
                              std::span<const store::MovementRow> movements);

// The entries of a posted payout and of its reversal (reversed_at is set), not numbered.
ledger::Entry EntryOf(const Payout& payout);
ledger::Entry ReversalEntryOf(const Payout& payout);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PAYOUT_PAPERS_H_
