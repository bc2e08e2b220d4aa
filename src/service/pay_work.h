// Booking what comes in, inside of a transaction: dues, payments, entries, frozen days.
//
// Needs first say what of an employer is to be loaded. Whatever refuses has changed nothing.
// Not thread-safe: belongs to one command on the committer's thread.
#ifndef TONGCHOU_SERVICE_PAY_WORK_H_
#define TONGCHOU_SERVICE_PAY_WORK_H_

#include <optional>
#include <string>

#include "service/command.h"
#include "service/dues.h"
#include "service/levy_terms.h"

namespace tongchou::service {

// The dues and the arrears of `employer`.
void NeedDues(const std::string& employer, store::Needs& needs);
// Also its payment `number`.
void NeedPayment(const std::string& employer, std::int64_t number, store::Needs& needs);

// The dues as the batch sees them; empty ones of somebody who never owed. Refusals: kStoreCorrupt.
Result<Dues> FindDues(const Work& work, const std::string& employer);

// The rules of receipts on `day` for the payers of `scheme`. Refusals: kNoPolicyInForce,
// kNoFixedRules, kNoReceiptRules.
Result<MonthRules> ReceiptRulesOn(const policy::Pack& pack, Date day, const std::string& scheme);
// The same for `payer`; nullptr: an employer of the monthly levy.
Result<MonthRules> ReceiptRulesFor(const policy::Pack& pack, Date day,
                                   const store::Employer* payer);
// Some rules of receipts, whose-ever they are: refuses when there are none.
Result<MonthRules> AnyReceiptRulesOn(const policy::Pack& pack, Date day);

// What a receipt says of itself.
struct Incoming {
  std::string reference;  // the bank's
  Date day;
  Money amount;
  std::string reason;  // of a clerk who decided; may be empty
};

// Something of the bill is still to be paid.
bool IsOpen(const levy::Debt& debt);

// The dues with what is to be given back set off against what is open, as the next payment would.
Dues Netted(const policy::LevyRules& rules, Dues dues, Date day);

// Notes the frozen days of the bills of `dues` that are open on their due day or behind it. True
// when there was something to note. The bills of a dues book outside of the levy freeze nobody.
bool NoteOverdue(const policy::LevyRules& rules, const Dues& dues, Date today,
                 std::vector<FrozenDays>& days);

// The booking of one command.
class PayWork {
 public:
  explicit PayWork(Work& work) : work_(work) {}

  // Lays a receipt on the debts of `employer`, the bill `first` before the others. Refusals: those
  // of FindDues, ReceiptRulesFor and SchemeOfDues.
  Result<Payment> Receive(const std::string& employer, const Incoming& incoming, MatchRule rule,
                          std::optional<levy::BillRef> first);
  // Uses the employer's credit, and what of new bills is to be given back; nothing to use books
  // nothing.
  Status UseCredit(const std::string& employer);
  // Sets a receipt aside whose payer is not known, and lets it go again (kAssigned, kReturned).
  Result<Payment> Hold(const Incoming& incoming, PaymentKind kind);
  // Pays `amount` of the employer's credit back to it; what is to be given back of its bills
  // becomes credit first. Refusals, before anything is changed: kDebtsOpen (naming the bills),
  // kCreditTooLow, kNoReceiptRules, kStoreCorrupt.
  Result<Payment> Refund(const std::string& employer, Money amount, const std::string& reason);
  // Takes a payment of an employer back. Refusals: kLaterPayment, kReceiptDecided (it is taken back
  // already, or takes one back), kStoreCorrupt.
  Result<Payment> Reverse(const std::string& employer, std::int64_t number,
                          const std::string& reason);

  // NoteOverdue for an employer whose dues are loaded. Without rules for receipts nobody is frozen.
  Status NoteOverdueOf(const std::string& employer);

  // Makes `bill` one that nothing is paid of, so that it can be reversed: when the last payment
  // laid credit on it, that is taken back. Refusals, before anything is changed: kBillPaid (there
  // is money on it), kStoreCorrupt.
  Status FreeOfCredit(const std::string& employer, const levy::BillRef& bill,
                      const std::string& reason);
  // Whether everything that a booking for the employer reads can be read: a command that books for
  // several asks this first, as it may not refuse in the middle. Refusals: kStoreCorrupt.
  Status CheckReadable(const std::string& employer) const;
  // A bill that is taken back freezes nobody, and never did.
  Status Forget(const std::string& employer, const levy::BillRef& bill);

  // Has the frozen days that were changed told to the registers when `command`, which is being
  // executed, is durable.
  void TellWhenDurable(Command& command) const;

  // What Refund would refuse; nothing is changed.
  Status CheckRefund(const std::string& employer, Money amount) const;

 private:
  Result<MonthRules> RulesFor(const std::string& employer, Date day) const;
  Result<Payment> Book(Dues dues, Payment payment);
  void PutArrears(const std::string& employer, const std::vector<FrozenDays>& days,
                  std::int64_t version);
  Status NoteArrears(const Payment& payment, const Dues& before, const Dues& dues);

  Work& work_;
  ArrearsBook changed_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PAY_WORK_H_
