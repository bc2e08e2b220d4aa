// The journal: entries whose debits equal their credits, each chained to the one before it by SM3.
//
// Invariants: entries are numbered 1, 2, 3, …; an entry is never changed; the digest of an entry
// covers its predecessor's digest and every byte of its canonical form (docs/internals/data.md),
// and through `content` the record that it books. Pure; values; thread-safe as any value is.
#ifndef TONGCHOU_LEDGER_JOURNAL_H_
#define TONGCHOU_LEDGER_JOURNAL_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "base/sm3.h"
#include "ledger/chart.h"

namespace tongchou::ledger {

// Numbers are stored: never used again for something else.
enum class EntryKind : std::uint8_t {
  kOpening = 1,         // money brought forward
  kContribution = 2,    // money that came in
  kSettlement = 3,      // owed to a provider for an insured person
  kReversal = 4,        // a settlement taken back
  kCrossing = 5,        // owed to a provider here, and by another area, for somebody insured there
  kClearing = 6,        // paid to or by another area for a month
  kLevy = 7,            // claimed from an employer, or a claim taken back
  kInterest = 8,        // credited to accounts as interest, or taken back
  kPayout = 9,          // paid out of an account, or taken back
  kReceipt = 11,        // came in from an employer, or was given back or taken back
  kAccountCredit = 12,  // credited to personal accounts out of what came in, or taken back
  kSpecialClaim = 15,   // reimbursed or paid to somebody of a special group, or taken back
  kManagedCredit = 16,  // given to managed accounts out of a paid bill, or taken back
  kRecompute = 17,  // a difference paid to, or recovered from, somebody whose care was recomputed
};

const Text& KindTitle(EntryKind kind);
std::string_view KindCode(EntryKind kind);

// One side of an entry: exactly one of the two amounts is above zero.
struct Posting {
  Account account;
  Money debit, credit;

  bool operator==(const Posting&) const = default;
};

struct Entry {
  std::int64_t area = 0;
  std::int64_t number = 0;
  Moment at;  // when it was booked
  Date day;   // the day it is booked on
  EntryKind kind = EntryKind::kContribution;
  std::string source;   // id of what it books: a settlement's id, a contribution's reference
  Sm3Digest content{};  // of the stored record that it books; zeros when there is none
  std::vector<Posting> postings;  // none: what is booked moved no fund's money
  Sm3Digest previous{};           // of entry number-1; zeros before the first
  Sm3Digest digest{};
};

// Debits equal credits, every posting has exactly one positive side, no account stands twice on the
// same side. Refusals: kUnbalancedEntry, kAmountOverflow.
Status CheckPostings(std::span<const Posting> postings);

// Numbers, checks and chains `draft` behind the entry whose digest is `previous`.
Result<Entry> MakeEntry(Entry draft, std::int64_t number, const Sm3Digest& previous);

// The canonical bytes that the digest is taken of, and the digest.
std::string CanonicalBytes(const Entry& entry);
Sm3Digest DigestOf(const Entry& entry);

// What takes `postings` back: the same accounts with their sides changed.
std::vector<Posting> ReversalOf(std::span<const Posting> postings);

// The sum of the debit side.
Money AmountOf(const Entry& entry);

// What a settlement books: each fund owes the provider what it pays, and so do the personal
// accounts. Somebody treated in another area: they owe it to that area (`neighbour`; 0: here).
// Amounts of zero are left out; negative ones are a defect.
struct FundPayment {
  std::string fund;
  Money amount;
};
std::vector<Posting> SettlementPostings(const std::string& scheme,
                                        std::span<const FundPayment> payments, Money account,
                                        std::int64_t neighbour);

// What the area of treatment books for somebody insured in the area with the code `insured`: that
// area owes `amount`, and it is owed to the provider. A negative amount takes it back; of zero
// nothing is booked.
std::vector<Posting> CrossingPostings(const std::string& insured, Money amount);

// What one month's clearing books in the area that pays (`payments` of `scheme`; negative ones come
// back) and in the one that is paid for those insured in `insured`.
std::vector<Posting> ClearingPaid(const std::string& scheme, std::span<const FundPayment> payments,
                                  std::int64_t neighbour);
std::vector<Posting> ClearingReceived(const std::string& insured, Money amount);

// What interest of the accounts of `scheme` books: their interest against what is owed to the
// holders; a negative amount takes it back; of zero nothing is booked.
std::vector<Posting> InterestPostings(const std::string& scheme, Money amount);

// What paying `interest` and then `amount` (both 0 or more) out of the accounts of `scheme` books:
// the interest as above, then what is owed to the holders against the bank.
std::vector<Posting> PayoutPostings(const std::string& scheme, Money interest, Money amount);

// What an income of a fund books: the bank against income (or opening); of the fund "account": the
// bank against what is owed to the holders.
void AppendIncome(const std::string& scheme, const std::string& fund, Money amount, bool opening,
                  std::vector<Posting>& postings);

}  // namespace tongchou::ledger

#endif  // TONGCHOU_LEDGER_JOURNAL_H_
