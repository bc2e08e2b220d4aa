#include "service/pay_work.h"

#include <algorithm>
#include <utility>

#include "service/dues_book.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

bool IsPaid(const levy::Debt& debt) { return debt.paid == debt.owed; }

levy::Parts OpenOf(const Dues& dues) {
  levy::Parts open{};
  for (const levy::Debt& debt : dues.debts) {
    for (std::size_t i = 0; i < levy::kParts; ++i) open[i] += debt.open()[i];
  }
  return open;
}

// More was paid to a fund than is owed to it now. What is given back of an open bill is merely set
// off when money comes.
bool GivesBack(const Dues& dues) {
  const levy::Parts open = OpenOf(dues);
  return std::ranges::any_of(open, [](Money part) { return part < Money{}; });
}

Result<std::vector<FrozenDays>> FindArrears(const Work& work, const std::string& employer,
                                            std::int64_t& version) {
  const store::RecordRow* row = work.set.FindRecord(ArrearsKey(employer));
  version = row == nullptr ? 0 : row->version;
  if (row == nullptr) return std::vector<FrozenDays>();
  return ArrearsOf(*row);
}

// Nothing is owed any more, but a bill that was set off still freezes somebody: no money will come
// for it.
bool FreezesForNothing(const Work& work, const Dues& dues) {
  if (std::ranges::any_of(OpenOf(dues), [](Money part) { return part != Money{}; })) return false;
  std::int64_t version = 0;
  const auto arrears = FindArrears(work, dues.employer, version);
  return arrears.ok() && std::ranges::any_of(*arrears, [](const FrozenDays& days) {
           return !days.paid && days.range.through == kForever;
         });
}

}  // namespace

void NeedDues(const std::string& employer, store::Needs& needs) {
  needs.records.push_back(DuesKey(employer));
  needs.records.push_back(ArrearsKey(employer));
}

void NeedPayment(const std::string& employer, std::int64_t number, store::Needs& needs) {
  NeedDues(employer, needs);
  needs.records.push_back(PaymentKey(employer, number));
}

Result<Dues> FindDues(const Work& work, const std::string& employer) {
  const store::RecordRow* row = work.set.FindRecord(DuesKey(employer));
  if (row != nullptr) return DuesOf(*row);
  Dues dues;
  dues.employer = employer;
  return dues;
}

Result<MonthRules> ReceiptRulesOn(const policy::Pack& pack, Date day, const std::string& scheme) {
  const Month month{Date(day.year(), day.month(), 1)};
  const Result<MonthRules> rules = RulesOfScheme(pack, month, scheme);
  if (!rules.ok()) return rules.error();
  if (!rules->rules->receipts) return Refuse(ErrorCode::kNoReceiptRules, pack.id);
  return rules;
}

Result<MonthRules> ReceiptRulesFor(const policy::Pack& pack, Date day,
                                   const store::Employer* payer) {
  return ReceiptRulesOn(pack, day, SchemeOfPayer(pack, payer ? payer->unit_kind : std::string()));
}

Result<MonthRules> AnyReceiptRulesOn(const policy::Pack& pack, Date day) {
  const Result<MonthRules> rules = ReceiptRulesFor(pack, day, nullptr);
  return rules.ok() || pack.fixed.empty() ? rules : ReceiptRulesOn(pack, day, FixedScheme(pack));
}

bool IsOpen(const levy::Debt& debt) {
  return debt.open_principal() > Money{} || debt.open_fee() > Money{};
}

Dues Netted(const policy::LevyRules& rules, Dues dues, Date day) {
  for (const levy::Laid& laid : Lay(rules, dues.debts, Money{}, day, {}).lines) {
    levy::Apply(laid, *dues.Find(laid.bill));
  }
  return dues;
}

bool NoteOverdue(const policy::LevyRules& rules, const Dues& dues, Date today,
                 std::vector<FrozenDays>& days) {
  if (!BookOfDues(dues.employer).empty()) return false;
  const std::size_t before = days.size();
  for (const levy::Debt& debt : Netted(rules, dues, today).debts) {
    const std::optional<Date> from = FreezesFrom(*rules.receipts, debt.due);
    if (!from || debt.due > today || debt.open_principal() <= Money{}) continue;
    NoteOpen(NumberOf(dues.employer, debt.bill), *from, days);
  }
  return days.size() != before;
}

Result<MonthRules> PayWork::RulesFor(const std::string& employer, Date day) const {
  return ReceiptRulesFor(work_.region.pack(), day,
                         work_.reference.FindEmployer(EmployerOfDues(employer)));
}

Result<Payment> PayWork::Receive(const std::string& employer, const Incoming& incoming,
                                 MatchRule rule, std::optional<levy::BillRef> first) {
  const Result<MonthRules> rules = RulesFor(employer, incoming.day);
  if (!rules.ok()) return rules.error();
  Result<std::string> scheme = SchemeOfDues(*rules, employer);
  if (!scheme.ok()) return scheme.error();
  Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  Payment payment;
  payment.kind = PaymentKind::kReceipt;
  payment.reference = incoming.reference;
  payment.rule = rule;
  payment.first = first;
  payment.amount = incoming.amount;
  payment.day = incoming.day;
  payment.reason = incoming.reason;
  payment.scheme = *std::move(scheme);
  payment.pack = rules->pack->id;
  payment.pack_digest = DigestFromHex(rules->pack->digest);
  levy::Laying laying =
      Lay(*rules->rules, dues->debts, dues->credit + incoming.amount, incoming.day, first);
  payment.lines = std::move(laying.lines);
  payment.credit_after = laying.left;
  return Book(*std::move(dues), std::move(payment));
}

Status PayWork::UseCredit(const std::string& employer) {
  Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  const bool idle = dues->credit == Money{} && !GivesBack(*dues);
  if (idle && !FreezesForNothing(work_, *dues)) return Done{};
  const Date today = DayOf(work_.at);
  const Result<MonthRules> rules = RulesFor(employer, today);
  if (!rules.ok()) return Done{};  // without rules for receipts there is no credit to use
  levy::Laying laying = Lay(*rules->rules, dues->debts, dues->credit, today, {});
  if (laying.lines.empty()) return Done{};
  Result<std::string> scheme = SchemeOfDues(*rules, employer);
  if (!scheme.ok()) return scheme.error();
  Payment payment;
  payment.kind = PaymentKind::kCreditUse;
  payment.day = today;
  payment.scheme = *std::move(scheme);
  payment.pack = rules->pack->id;
  payment.pack_digest = DigestFromHex(rules->pack->digest);
  payment.lines = std::move(laying.lines);
  payment.credit_after = laying.left;
  const Result<Payment> booked = Book(*std::move(dues), std::move(payment));
  if (!booked.ok()) return booked.error();
  return Done{};
}

Result<Payment> PayWork::Hold(const Incoming& incoming, PaymentKind kind) {
  Result<Dues> dues = FindDues(work_, kHeldFor);
  if (!dues.ok()) return dues.error();
  Payment payment;
  payment.kind = kind;
  payment.reference = incoming.reference;
  payment.amount = kind == PaymentKind::kHeld ? incoming.amount : -incoming.amount;
  payment.day = incoming.day;
  payment.reason = incoming.reason;
  payment.credit_after = dues->credit + payment.amount;
  return Book(*std::move(dues), std::move(payment));
}

Status PayWork::CheckRefund(const std::string& employer, Money amount) const {
  const Result<MonthRules> rules = RulesFor(employer, DayOf(work_.at));
  if (!rules.ok()) return rules.error();
  const Status readable = CheckReadable(employer);
  if (!readable.ok()) return readable;
  const Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  std::string open;
  for (const levy::Debt& debt : Netted(*rules->rules, *dues, DayOf(work_.at)).debts) {
    if (IsOpen(debt)) open += (open.empty() ? "" : "、") + NumberOf(employer, debt.bill);
  }
  if (!open.empty()) {
    return Error{ErrorCode::kDebtsOpen,
                 {"单位仍有欠费，不能退款，须先缴清：" + open,
                  "bills are open and must be paid before anything is paid back: " + open},
                 employer};
  }
  const Money left = Lay(*rules->rules, dues->debts, dues->credit, DayOf(work_.at), {}).left;
  if (amount <= left) return Done{};
  return Error{ErrorCode::kCreditTooLow,
               {"单位结余为 " + ToYuan(left) + " 元，退款不能超过它",
                "the employer's credit is " + ToYuan(left) + ": no more can be paid back"},
               "amount"};
}

Result<Payment> PayWork::Refund(const std::string& employer, Money amount,
                                const std::string& reason) {
  const Status possible = CheckRefund(employer, amount);
  if (!possible.ok()) return possible.error();
  const Status used = UseCredit(employer);
  if (!used.ok()) return used.error();
  Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  const Date today = DayOf(work_.at);
  const Result<MonthRules> rules = RulesFor(employer, today);
  if (!rules.ok()) return rules.error();
  Payment payment;
  payment.kind = PaymentKind::kRefunded;
  payment.amount = -amount;
  payment.day = today;
  payment.reason = reason;
  payment.scheme = rules->rules->scheme;
  payment.pack = rules->pack->id;
  payment.pack_digest = DigestFromHex(rules->pack->digest);
  payment.credit_after = dues->credit - amount;
  return Book(*std::move(dues), std::move(payment));
}

Result<Payment> PayWork::Reverse(const std::string& employer, std::int64_t number,
                                 const std::string& reason) {
  Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  const store::RecordRow* row = work_.set.FindRecord(PaymentKey(employer, number));
  if (row == nullptr) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  const Result<Payment> wrong = PaymentOf(*row);
  if (!wrong.ok()) return wrong.error();
  Payment payment = *wrong;
  payment.kind = PaymentKind::kReversal;
  payment.reverses = number;
  payment.amount = -wrong->amount;
  payment.reason = reason;
  for (levy::Laid& laid : payment.lines) laid = levy::Negated(laid);
  payment.credit_after = dues->credit - (wrong->credit_after - wrong->credit_before);
  Dues after = *dues;
  bool sound = payment.credit_after >= Money{};
  for (const levy::Laid& laid : payment.lines) {
    levy::Debt* debt = after.Find(laid.bill);
    if (debt != nullptr) levy::Apply(laid, *debt);
    sound = sound && debt != nullptr && levy::IsSound(*debt);
  }
  if (!sound) return Refuse(ErrorCode::kLaterPayment, employer);
  return Book(*std::move(dues), std::move(payment));
}

void PayWork::TellWhenDurable(Command& command) const {
  command.after_commit = {};
  if (changed_.empty()) return;
  command.after_commit = [region = &work_.region, changed = changed_] {
    region->reference().SetArrears(changed);
  };
}

Result<Payment> PayWork::Book(Dues dues, Payment payment) {
  payment.employer = dues.employer;
  payment.number = dues.payments + 1;
  payment.at = work_.at;
  payment.by = work_.actor;
  payment.credit_before = dues.credit;
  payment.entry = work_.set.NextEntry();
  const Dues before = dues;
  Apply(payment, dues);
  const Status noted = NoteArrears(payment, before, dues);
  if (!noted.ok()) return noted.error();
  work_.set.AddEntry(EntryOf(payment));
  work_.set.Put(RecordOf(payment));
  work_.set.Put(RecordOf(dues));
  return payment;
}

// Frozen days end with the principal: a late fee that is open freezes nobody.
Status PayWork::NoteArrears(const Payment& payment, const Dues& before, const Dues& dues) {
  if (!BookOfDues(dues.employer).empty()) return Done{};
  std::int64_t version = 0;
  Result<std::vector<FrozenDays>> days = FindArrears(work_, dues.employer, version);
  if (!days.ok()) return days.error();
  const std::vector<FrozenDays> were = *days;
  for (const levy::Laid& laid : payment.lines) {
    const levy::Debt& debt = *dues.Find(laid.bill);
    const bool was_paid = IsPaid(*before.Find(laid.bill));
    if (IsPaid(debt) == was_paid) continue;
    const Result<MonthRules> rules = RulesFor(dues.employer, payment.day);
    if (!rules.ok()) return rules.error();
    const std::string bill = NumberOf(dues.employer, laid.bill);
    if (!was_paid) {
      NotePaid(*rules->rules->receipts, bill, payment.day, *days);
      continue;
    }
    NoteOpenAgain(bill, *days);
    const auto from = FreezesFrom(*rules->rules->receipts, debt.due);
    if (from && debt.due <= DayOf(work_.at)) NoteOpen(bill, *from, *days);
  }
  if (*days != were) PutArrears(dues.employer, *days, version);
  return Done{};
}

Status PayWork::NoteOverdueOf(const std::string& employer) {
  const Date today = DayOf(work_.at);
  const Result<MonthRules> rules = RulesFor(employer, today);
  if (!rules.ok()) return Done{};
  const Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  std::int64_t version = 0;
  Result<std::vector<FrozenDays>> days = FindArrears(work_, employer, version);
  if (!days.ok()) return days.error();
  if (NoteOverdue(*rules->rules, *dues, today, *days)) {
    PutArrears(employer, *days, version);
  }
  return Done{};
}

Status PayWork::FreeOfCredit(const std::string& employer, const levy::BillRef& bill,
                             const std::string& reason) {
  const Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  const Error paid = Refuse(ErrorCode::kBillPaid, NumberOf(employer, bill));
  Dues after = *dues;
  if (RemoveDebt(bill, after)) return Done{};
  const store::RecordRow* row = work_.set.FindRecord(PaymentKey(employer, dues->payments));
  if (row == nullptr) return paid;
  const Result<Payment> last = PaymentOf(*row);
  if (!last.ok()) return last.error();
  if (last->kind != PaymentKind::kCreditUse) return paid;
  for (const levy::Laid& laid : last->lines)
    levy::Apply(levy::Negated(laid), *after.Find(laid.bill));
  if (!RemoveDebt(bill, after)) return paid;
  const Result<Payment> reversed = Reverse(employer, last->number, reason);
  if (!reversed.ok()) return reversed.error();
  return Done{};
}

Status PayWork::CheckReadable(const std::string& employer) const {
  const Result<Dues> dues = FindDues(work_, employer);
  if (!dues.ok()) return dues.error();
  std::int64_t version = 0;
  const Result<std::vector<FrozenDays>> days = FindArrears(work_, employer, version);
  if (!days.ok()) return days.error();
  return Done{};
}

Status PayWork::Forget(const std::string& employer, const levy::BillRef& bill) {
  std::int64_t version = 0;
  Result<std::vector<FrozenDays>> days = FindArrears(work_, employer, version);
  if (!days.ok()) return days.error();
  const auto erased = std::erase_if(
      *days, [&](const FrozenDays& one) { return one.bill == NumberOf(employer, bill); });
  if (erased > 0) PutArrears(employer, *days, version);
  return Done{};
}

void PayWork::PutArrears(const std::string& employer, const std::vector<FrozenDays>& days,
                         std::int64_t version) {
  work_.set.Put(ArrearsRecord(employer, days, version));
  changed_.At(employer) = days;
}

}  // namespace tongchou::service
