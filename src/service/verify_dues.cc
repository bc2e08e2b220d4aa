#include "service/verify_dues.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "service/dues_book.h"
#include "service/pay_work.h"

namespace tongchou::service {

OwedBill OwedBill::Of(const LevyBill& bill) {
  return {RefOf(bill), bill.reverses, bill.due, bill.sums, bill.entry, bill.at};
}

DuesReplay::DuesReplay(std::string employer, std::vector<OwedBill> bills, NoticeReplay* notices)
    : employer_(std::move(employer)), notices_(notices), bills_(std::move(bills)) {
  std::ranges::sort(bills_, {}, &OwedBill::entry);
  dues_.employer = employer_;
}

void DuesReplay::Tell(Moment at) const {
  if (notices_ != nullptr) notices_->Before(at, dues_);
}

void DuesReplay::TakeBillsBefore(std::int64_t entry) {
  for (; taken_ < bills_.size() && bills_[taken_].entry < entry; ++taken_) {
    const OwedBill& owed = bills_[taken_];
    Tell(owed.at);
    if (owed.reverses != 0) {
      RemoveDebt({owed.bill.month, owed.reverses}, dues_);
      continue;
    }
    LevyBill bill;
    bill.month = {owed.bill.month};
    bill.number = owed.bill.number;
    bill.due = owed.due;
    bill.sums = owed.sums;
    AddDebt(bill, dues_);
  }
}

const char* DuesReplay::Take(const Payment& payment, const policy::Pack* pack) {
  TakeBillsBefore(payment.entry);
  if (payment.number != dues_.payments + 1) return "its number does not follow";
  const char* wrong = Check(payment, pack);
  for (const levy::Laid& laid : payment.lines) {
    if (dues_.Find(laid.bill) == nullptr) return "it pays a bill that is not owed";
  }
  Tell(payment.at);
  Apply(payment, dues_);
  if (payment.lines.empty() && payment.employer == kHeldFor) return wrong;
  made_[payment.number] = payment;
  return wrong;
}

const char* DuesReplay::Check(const Payment& payment, const policy::Pack* pack) const {
  if (payment.credit_before != dues_.credit) return "the credit before it is another";
  Money laid_sum;
  for (const levy::Laid& laid : payment.lines) laid_sum += levy::SumOf(laid.paid) + laid.fee_paid;
  if (laid_sum + payment.credit_after - payment.credit_before != payment.amount) {
    return "its parts do not add up to it";
  }
  if (payment.employer == kHeldFor) return nullptr;
  if (payment.kind == PaymentKind::kReversal) {
    const auto wrong = made_.find(payment.reverses);
    if (wrong == made_.end()) return "it takes back no payment";
    std::vector<levy::Laid> negated = wrong->second.lines;
    for (levy::Laid& laid : negated) laid = levy::Negated(laid);
    const bool same = negated == payment.lines && payment.amount == -wrong->second.amount;
    return same ? nullptr : "it takes back something else";
  }
  if (pack == nullptr) return "its version of the policy pack is not loaded";
  if (payment.kind == PaymentKind::kRefunded) {
    const bool possible = payment.amount < Money{} && payment.credit_after >= Money{} &&
                          payment.lines.empty() && std::ranges::none_of(dues_.debts, IsOpen);
    return possible ? nullptr : "more than the credit was paid back, or bills were open";
  }
  const Result<MonthRules> rules = ReceiptRulesOn(*pack, payment.day, payment.scheme);
  if (!rules.ok()) return "its pack has no rules for the day";
  const Result<std::string> scheme = SchemeOfDues(*rules, payment.employer);
  if (!scheme.ok() || *scheme != payment.scheme) return "its scheme is another";
  const levy::Laying again =
      Lay(*rules->rules, dues_.debts, dues_.credit + payment.amount, payment.day, payment.first);
  const bool same = again.lines == payment.lines && again.left == payment.credit_after;
  return same ? nullptr : "the rules lay it otherwise";
}

Dues DuesReplay::Finish() {
  TakeBillsBefore(std::numeric_limits<std::int64_t>::max());
  return dues_;
}

}  // namespace tongchou::service
