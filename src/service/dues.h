// Dues and payments of an employer as they are kept, what they are called and what they book.
//
// The dues are the running state: what is owed for each standing bill, what came in for it, what is
// left over as the employer's credit. Every change of it by money is a payment: numbered within the
// employer, never changed, taken back by another one. The dues of kHeldFor are those of nobody: the
// receipts whose payer is not known.
//
// Invariants: the dues are the standing bills and the sum of the payments; the amounts of the
// payments are what came in. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_DUES_H_
#define TONGCHOU_SERVICE_DUES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "levy/debts.h"
#include "service/levy_papers.h"

namespace tongchou::service {

inline constexpr char kHeldFor[] = "-";  // no employer may have this code

// How far the ladder of notices has gone for the oldest open bill.
struct Ladder {
  levy::BillRef bill;
  std::int32_t step = 0;  // 0: nothing was sent yet
  Date day;               // of the step

  bool operator==(const Ladder&) const = default;
};

struct Dues {
  std::string employer;
  Money credit;  // came in and is not laid on a bill
  std::int64_t payments = 0, dunnings = 0;
  std::vector<levy::Debt> debts;         // by bill
  std::vector<levy::BillRef> crediting;  // whose members' accounts are still to be credited
  Ladder ladder;
  std::int64_t version = 0;

  levy::Debt* Find(const levy::BillRef& bill);
  const levy::Debt* Find(const levy::BillRef& bill) const;
};

// Numbers are stored: never used again for something else.
enum class PaymentKind : std::uint8_t {
  kReceipt = 0,    // came in from the employer
  kCreditUse = 1,  // credit and what is to be given back, laid on new bills
  kReversal = 2,
  kHeld = 3,      // of kHeldFor: came in from somebody unknown
  kAssigned = 4,  // of kHeldFor: to the employer whose receipt it is
  kReturned = 5,  // of kHeldFor: given back to who sent it
  kRefunded = 6,  // credit paid back to the employer
};
// By which rule the payer and the bill of a receipt were found.
enum class MatchRule : std::uint8_t {
  kNone = 0,
  kBillNumber = 1,
  kExactAmount = 2,
  kOldestFirst = 3,
  kByHand = 4,
};

struct Payment {
  std::string employer;
  std::int64_t number = 0;  // within the employer
  PaymentKind kind = PaymentKind::kReceipt;
  std::int64_t reverses = 0;  // of a reversal: the number of what it takes back
  std::string reference;      // the bank's, of the receipt; empty: there is none
  MatchRule rule = MatchRule::kNone;
  std::optional<levy::BillRef> first;  // the bill that was paid before others
  Money amount;                        // that came in; below zero: went out, or is taken back
  Date day;                            // of the receipt
  Moment at;
  std::string by, reason;
  std::string scheme;  // of the levy
  std::string pack;
  Sm3Digest pack_digest{};  // of the rules
  std::vector<levy::Laid> lines;
  Money credit_before, credit_after;
  std::int64_t entry = 0;  // of the journal
};

// "202603-E00001-1"; and the reference of a number, when it is of this employer.
std::string NumberOf(const std::string& employer, const levy::BillRef& bill);
levy::BillRef RefOf(const LevyBill& bill);

// Which bill of whom.
struct NamedBill {
  std::string employer;
  levy::BillRef bill;
};
// What the code of a bill or of one of its sheets names: "<month>/<employer>/<number>", and what
// follows. Nothing for another text.
std::optional<NamedBill> BillOfCode(const std::string& code);

store::RecordKey DuesKey(const std::string& employer);
store::RecordRow RecordOf(const Dues& dues);
// Refusals: kStoreCorrupt.
Result<Dues> DuesOf(const store::RecordRow& row);

store::RecordKey PaymentKey(const std::string& employer, std::int64_t number);
store::RecordRow RecordOf(const Payment& payment);
// Refusals: kStoreCorrupt.
Result<Payment> PaymentOf(const store::RecordRow& row);

// What the journal's entry vouches for: the payment without the entry's number.
Sm3Digest ContentOf(const Payment& payment);

// The entry of a payment, not numbered. Each fund's bank against its claim, and what was levied
// becomes its income; the account part waits as levied until the accounts are credited. What is
// laid on no bill is held at the bank of the collection.
ledger::Entry EntryOf(const Payment& payment);

// Changes the dues by the payment. Bills that the account part of is complete, or not any more,
// are put among those to be credited.
void Apply(const Payment& payment, Dues& dues);

// A standing bill begins to be owed, or ends to be (its debt must be untouched).
void AddDebt(const LevyBill& bill, Dues& dues);
bool RemoveDebt(const levy::BillRef& bill, Dues& dues);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_DUES_H_
