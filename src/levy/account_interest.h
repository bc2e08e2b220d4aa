// Interest of a personal account over a benefit year: dated movements and the pack's rates -> what
// the money credited in the year has earned, and what was carried over into it.
//
// Two parts of one balance: money of the year, and what was carried over. Money earns from the day
// on which it is in the account until the day on which it leaves (that day is not counted). The
// rules say which part is used first. What was used and comes back goes to the part that was drawn
// last, as far as this year's uses have drawn from it; beyond that it is carried-over money. Each
// of the two figures is worked out exactly and rounded once, half away from zero, to the fen.
//
// Pure; thread-safe.
#ifndef TONGCHOU_LEVY_ACCOUNT_INTEREST_H_
#define TONGCHOU_LEVY_ACCOUNT_INTEREST_H_

#include <cstdint>
#include <span>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "policy/account_rules.h"

namespace tongchou::levy {

enum class AccountMove : std::uint8_t {
  kCredit,       // money of the year
  kCreditBack,   // a credit taken back: from the money of the year first
  kCarried,      // carried-over money: brought forward, interest of earlier years
  kCarriedBack,  // such money taken back: from the carried-over part first
  kUse,          // spent or paid out
  kReturn,       // what was used comes back
  kClosing,      // the year's interest until here is credited, before all is paid out
  kClosingBack,  // that interest taken back: it is owed again
};

struct AccountEvent {
  Date day;
  AccountMove move = AccountMove::kCredit;
  Money amount;  // never negative
};

// One part of the balance over days in which neither it nor its rate changed.
struct InterestStretch {
  bool carried = false;
  Date from, until;  // `until` is not counted
  Money balance;
  Ratio rate;
  int days_a_year = 0;

  int days() const { return until.days() - from.days(); }
};

struct AccountInterest {
  Money carried, current;                       // earned and not credited yet
  Money closing_carried, closing_current;       // the two parts at the end
  std::vector<InterestStretch> stretches = {};  // when asked for, by time; those that earn nothing
                                                // are left out

  Money total() const { return carried + current; }
};

// The first `from` and the day after the last: [from, until).
struct InterestSpan {
  Date from, until;
};

// What `opening` (carried over) and `events` (by day, all within the span) earn over the span.
// `rules` are by time. Refusals: kNoPolicyInForce (a day of the span on which money would earn has
// no rule for interest).
Result<AccountInterest> InterestOf(std::span<const policy::AccountRules> rules, InterestSpan span,
                                   Money opening, std::span<const AccountEvent> events,
                                   bool with_stretches);

}  // namespace tongchou::levy

#endif  // TONGCHOU_LEVY_ACCOUNT_INTEREST_H_
