// Contributions: a person's wage and the pack's rules of the month -> what unit and person pay,
// what the account and the pooled fund get; late fees; pre-funding. Definition:
// docs/reference/case-files.md.
//
// Pure functions; thread-safe. Everything is computed exactly; each figure is rounded once, half
// away from zero (to the fen; pre-funding to the yuan).
#ifndef TONGCHOU_LEVY_LEVY_H_
#define TONGCHOU_LEVY_LEVY_H_

#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "policy/levy_rules.h"

namespace tongchou::levy {

// One person's month.
struct LevyFigures {
  Money base;
  Money employer, person;  // what each pays
  Money account, pooled;   // where it goes: employer + person
  Money large_illness_employer, large_illness_person;
  Money civil_servant;         // subsidy, of the actual wage
  Money large_illness_pooled;  // nobody pays it: out of the pooled fund

  bool operator==(const LevyFigures&) const = default;
};

// The group that holds for `category` in a unit of `unit_kind`: the one named for both, else the
// one for every kind. Refusal: kUnknownCategory.
Result<const policy::LevyGroup*> FindGroup(const policy::LevyRules& rules,
                                           std::string_view category, std::string_view unit_kind);

// The month's figures of a person of `group` with last year's monthly `wage` (0 .. kMaxFen; a
// pension for the retired) who is `age` years old on the first of the month.
LevyFigures LevyOf(const policy::LevyRules& rules, const policy::LevyGroup& group, Money wage,
                   int age);

struct LateFee {
  int days = 0;  // after the due date, never negative
  Money fee;

  bool operator==(const LateFee&) const = default;
};

// The fee on `amount` (0 .. kMaxFen), due on `due` and paid on `paid`.
LateFee LateFeeOf(const policy::LevyRules& rules, Date due, Date paid, Money amount);

struct Prefund {
  int months = 0;  // left of the life the rules assume; negative when it is over
  Money amount;    // whole yuan; zero when no months are left

  bool operator==(const Prefund&) const = default;
};

// What a bankrupt firm leaves for a retiree born on `birth`, declared on `declared`, with last
// year's average monthly wage (0 .. kMaxFen) of the area.
Prefund PrefundOf(const policy::PrefundRules& rules, Date birth, Date declared,
                  Money average_monthly_wage);

// The months from the month of `birth` to that of `day`.
int AgeMonths(Date birth, Date day);
// PrefundOf somebody who is `age_months` old when it is declared.
Prefund PrefundAt(const policy::PrefundRules& rules, int age_months, Money average_monthly_wage);

// What is to be left for a retiree under the rule of fixed years; whole fen. No months: the pack
// has no such rule.
Prefund FixedYearsOf(const policy::PrefundRules& rules, Money average_monthly_wage);

// What is to be paid back for somebody (`man`) who retired at `age_months`, before the statutory
// age; whole fen. No or fewer months: there is nothing to pay, or no such rule.
Prefund BackPaymentAt(const policy::PrefundRules& rules, int age_months, bool man,
                      Money average_monthly_wage);

}  // namespace tongchou::levy

#endif  // TONGCHOU_LEVY_LEVY_H_
