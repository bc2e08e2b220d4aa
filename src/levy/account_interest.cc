#include "levy/account_interest.h"

#include <algorithm>
#include <array>

namespace tongchou::levy {
namespace {

using policy::AccountRules;
using policy::UsesFirst;

// Exact interest is counted in fen over this: it is a multiple of both bank and calendar years.
constexpr std::int64_t kYears = 26'280;
constexpr Int128 kUnit = Int128{kYears} * Ratio::kOne;

enum Part : std::size_t { kCarriedPart = 0, kCurrentPart = 1 };
constexpr Part Other(Part part) { return part == kCarriedPart ? kCurrentPart : kCarriedPart; }

class Accrual {
 public:
  Accrual(std::span<const AccountRules> rules, InterestSpan span, Money opening, bool explain)
      : rules_(rules), at_(span.from), explain_(explain) {
    balance_[kCarriedPart] = opening;
  }

  Status RunTo(Date day) {
    while (at_ < day) {
      const AccountRules* held = RulesOn(at_);
      if (held == nullptr) {
        if (balance_[kCarriedPart] + balance_[kCurrentPart] == Money{}) break;
        return Error{ErrorCode::kNoPolicyInForce, {}, ToString(at_)};
      }
      const Date until = held->in_force.through < day ? held->in_force.through.PlusDays(1) : day;
      Earn(kCarriedPart, held->interest->carried_over, held->interest->days_a_year, until);
      Earn(kCurrentPart, held->interest->current_year, held->interest->days_a_year, until);
      at_ = until;
    }
    at_ = std::max(at_, day);
    return Done{};
  }

  void Apply(const AccountEvent& event) {
    switch (event.move) {
      case AccountMove::kCredit:
        balance_[kCurrentPart] += event.amount;
        break;
      case AccountMove::kCarried:
        balance_[kCarriedPart] += event.amount;
        break;
      case AccountMove::kCreditBack:
        Take(event.amount, kCurrentPart, false);
        break;
      case AccountMove::kCarriedBack:
        Take(event.amount, kCarriedPart, false);
        break;
      case AccountMove::kUse:
        Take(event.amount, FirstUsed(event.day), true);
        break;
      case AccountMove::kReturn:
        Return(event.amount, Other(FirstUsed(event.day)));
        break;
      case AccountMove::kClosing:
        balance_[kCurrentPart] += event.amount;
        closed_ = earned_;
        earned_ = {};
        break;
      case AccountMove::kClosingBack:
        Take(event.amount, kCurrentPart, false);
        for (const Part part : {kCarriedPart, kCurrentPart}) earned_[part] += closed_[part];
        closed_ = {};
        break;
    }
  }

  AccountInterest Take() {
    return {.carried = Rounded(kCarriedPart),
            .current = Rounded(kCurrentPart),
            .closing_carried = balance_[kCarriedPart],
            .closing_current = balance_[kCurrentPart],
            .stretches = std::move(stretches_)};
  }

 private:
  const AccountRules* RulesOn(Date day) const {
    const auto found = std::ranges::find_if(rules_, [&](const AccountRules& rules) {
      return rules.interest && rules.in_force.Contains(day);
    });
    return found == rules_.end() ? nullptr : &*found;
  }

  Part FirstUsed(Date day) const {
    const AccountRules* held = RulesOn(day);
    const bool carried = held == nullptr || held->interest->uses_first == UsesFirst::kCarriedOver;
    return carried ? kCarriedPart : kCurrentPart;
  }

  void Earn(Part part, Ratio rate, int days_a_year, Date until) {
    const Money balance = balance_[part];
    if (balance == Money{} || rate == Ratio{}) return;
    const int days = until.days() - at_.days();
    earned_[part] += Int128{balance.fen} * days * rate.millionths * (kYears / days_a_year);
    if (!explain_) return;
    stretches_.push_back({part == kCarriedPart, at_, until, balance, rate, days_a_year});
  }

  // From `first`, then from the other; never below zero.
  void Take(Money amount, Part first, bool used) {
    for (const Part part : {first, Other(first)}) {
      const Money taken = std::min(amount, balance_[part]);
      balance_[part] -= taken;
      amount -= taken;
      if (used) used_[part] += taken;
    }
  }

  // To the part that was drawn last, as far as it was drawn from; then to the other; what nobody
  // used in this year is carried over.
  void Return(Money amount, Part last) {
    for (const Part part : {last, Other(last)}) {
      const Money returned = std::min(amount, used_[part]);
      used_[part] -= returned;
      balance_[part] += returned;
      amount -= returned;
    }
    balance_[kCarriedPart] += amount;
  }

  Money Rounded(Part part) const { return {DivideRoundHalfAway(earned_[part], kUnit)}; }

  std::span<const AccountRules> rules_;
  Date at_;
  const bool explain_;
  std::array<Money, 2> balance_{}, used_{};
  std::array<Int128, 2> earned_{}, closed_{};
  std::vector<InterestStretch> stretches_;
};

}  // namespace

Result<AccountInterest> InterestOf(std::span<const policy::AccountRules> rules, InterestSpan span,
                                   Money opening, std::span<const AccountEvent> events,
                                   bool with_stretches) {
  Accrual accrual(rules, span, opening, with_stretches);
  for (const AccountEvent& event : events) {
    const Status run = accrual.RunTo(event.day);
    if (!run.ok()) return run.error();
    accrual.Apply(event);
  }
  const Status run = accrual.RunTo(span.until);
  if (!run.ok()) return run.error();
  return accrual.Take();
}

}  // namespace tongchou::levy
