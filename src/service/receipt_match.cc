#include "service/receipt_match.h"

#include <algorithm>

#include "service/dues_book.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

bool IsOfNumber(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= 'a' && letter <= 'z') || letter == '-' || letter == '_';
}

// The first bill's number that stands in `note`.
std::optional<NamedBill> BillIn(const std::string& note) {
  for (std::size_t begin = 0; begin < note.size();) {
    std::size_t end = begin;
    while (end < note.size() && IsOfNumber(note[end])) ++end;
    if (end > begin) {
      if (auto named = BillNamed(note.substr(begin, end - begin))) return named;
    }
    begin = end + 1;
  }
  return {};
}

Error Differ() {
  return Error{
      ErrorCode::kUnknownPayer, {"缴费单不是该缴款单位的", "the bill is not the payer's"}, "bill"};
}

}  // namespace

std::optional<NamedBill> BillNamed(const std::string& number) {
  const Result<store::RecordKey> key = KeyOfNumber(number);
  return key.ok() ? BillOfCode(key->code) : std::optional<NamedBill>();
}

PayerIndex::PayerIndex(const ReferenceSnapshot& reference) : reference_(reference) {
  for (const auto& [code, employer] : reference.employers) {
    const bool active = employer.state == store::EmployerState::kActive;
    if (!employer.credit_code.empty() && active) by_credit_code_[employer.credit_code] = code;
    const auto [place, is_new] = by_name_.emplace(employer.name, code);
    if (!is_new) place->second.clear();
  }
}

Result<Payer> PayerIndex::Find(const ReceiptLine& line) const {
  Payer payer;
  std::string named;
  const std::optional<NamedBill> bill =
      line.bill.empty() ? BillIn(line.note) : BillNamed(line.bill);
  if (!line.bill.empty() && !bill) return Refuse(ErrorCode::kUnknownBill, line.bill);
  if (!line.payer.empty()) {
    const auto credit = by_credit_code_.find(line.payer);
    named = credit == by_credit_code_.end() ? line.payer : credit->second;
  } else if (!line.payer_name.empty() && !bill) {
    const auto name = by_name_.find(line.payer_name);
    if (name == by_name_.end()) return Refuse(ErrorCode::kUnknownPayer, line.payer_name);
    if (name->second.empty()) {
      return Error{ErrorCode::kUnknownPayer,
                   {"有几个单位同名，请指明单位", "several employers have this name"},
                   line.payer_name};
    }
    named = name->second;
  }
  if (bill) {
    const bool same = named == bill->employer || named == EmployerOfDues(bill->employer);
    if (!named.empty() && !same) return Differ();
    payer = {bill->employer, bill->bill};
  } else {
    payer.employer = named;
  }
  const store::Employer* employer = reference_.FindEmployer(EmployerOfDues(payer.employer));
  if (employer == nullptr) {
    return Refuse(ErrorCode::kUnknownPayer, payer.employer.empty() ? "payer" : payer.employer);
  }
  if (employer->state == store::EmployerState::kCancelled) {
    return Refuse(ErrorCode::kEmployerCancelled, payer.employer);
  }
  return payer;
}

Result<Match> FindMatch(const policy::LevyRules& rules, const Dues& dues, const Payer& payer,
                        const ReceiptLine& line) {
  if (payer.bill) {
    if (dues.Find(*payer.bill) == nullptr) {
      return Refuse(ErrorCode::kUnknownBill, NumberOf(payer.employer, *payer.bill));
    }
    return Match{MatchRule::kBillNumber, payer.bill};
  }
  const auto exact = std::ranges::find_if(dues.debts, [&](const levy::Debt& debt) {
    const Money open = debt.open_principal() + debt.open_fee();
    const Money with_fee = open + FeeIfPaid(rules, debt, line.day);
    return open > Money{} && (line.amount == open || line.amount == with_fee);
  });
  if (exact != dues.debts.end()) return Match{MatchRule::kExactAmount, exact->bill};
  return Match{MatchRule::kOldestFirst, {}};
}

}  // namespace tongchou::service
