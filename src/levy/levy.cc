#include "levy/levy.h"

#include <algorithm>

namespace tongchou::levy {

namespace {

using policy::LevyGroup;
using policy::LevyRules;

// Bases are exact fractions of a fen over this: the average is a year's / 12, limits are ratios.
constexpr std::int64_t kMonths = 12;
constexpr Int128 kBaseUnit = Int128{kMonths} * Ratio::kOne;

// `share` of the monthly average wage, over kBaseUnit.
Int128 ShareOfAverage(const LevyRules& rules, Ratio share) {
  return Int128{rules.average_yearly_wage.fen} * share.millionths;
}

// The base, over kBaseUnit.
Int128 BaseOf(const LevyRules& rules, const LevyGroup& group, Money wage) {
  switch (group.base) {
    case policy::LevyBase::kNone:
      return 0;
    case policy::LevyBase::kShareOfAverage:
      return ShareOfAverage(rules, group.base_share);
    case policy::LevyBase::kWage:
      break;
  }
  Int128 base = wage.fen * kBaseUnit;
  if (group.ceiling_share > Ratio{}) {
    base = std::min(base, ShareOfAverage(rules, group.ceiling_share));
  }
  return std::max(base, ShareOfAverage(rules, group.floor_share));
}

Money RateOf(Int128 base, Ratio rate) {
  return Money{DivideRoundHalfAway(base * rate.millionths, kBaseUnit * Ratio::kOne)};
}

Ratio ShareAtAge(const LevyGroup& group, int age) {
  Ratio share;
  for (const policy::AgeShare& step : group.employer_part_shares) {
    if (age >= step.from_age) share = step.share;
  }
  return share;
}

// Parts are money that was paid, so each is rounded before a share of it is taken.
Money AccountOf(const LevyGroup& group, Int128 base, int age) {
  const Money employer_part = RateOf(base, group.employer_part_rate);
  return RateOf(base, group.own_rate) +
         MultiplyRoundHalfAway(employer_part, ShareAtAge(group, age));
}

// `rate` of the wage for so many months, to the fen; nothing for none.
Prefund MonthsOf(int months, Ratio rate, Money average_monthly_wage) {
  if (months <= 0) return {.months = months, .amount = {}};
  const Int128 exact = Int128{average_monthly_wage.fen} * rate.millionths * months;
  return {.months = months, .amount = Money{DivideRoundHalfAway(exact, Ratio::kOne)}};
}

}  // namespace

Result<const LevyGroup*> FindGroup(const LevyRules& rules, std::string_view category,
                                   std::string_view unit_kind) {
  const LevyGroup* any_kind = nullptr;
  for (const LevyGroup& group : rules.groups) {
    if (group.category != category) continue;
    if (!group.unit_kind.empty() && group.unit_kind == unit_kind) return &group;
    if (group.unit_kind.empty()) any_kind = &group;
  }
  if (any_kind == nullptr) return ErrorCode::kUnknownCategory;
  return any_kind;
}

LevyFigures LevyOf(const LevyRules& rules, const LevyGroup& group, Money wage, int age) {
  const Int128 base = BaseOf(rules, group, wage);
  LevyFigures figures;
  figures.base = Money{DivideRoundHalfAway(base, kBaseUnit)};
  figures.employer = RateOf(base, group.employer_rate);
  figures.person = RateOf(base, group.person_rate);
  figures.account = AccountOf(group, base, age);
  figures.pooled = figures.employer + figures.person - figures.account;
  figures.large_illness_employer = group.large_illness_employer;
  figures.large_illness_person = group.large_illness_person;
  figures.large_illness_pooled = group.large_illness_pooled;
  figures.civil_servant = MultiplyRoundHalfAway(wage, group.civil_servant_rate);
  return figures;
}

LateFee LateFeeOf(const LevyRules& rules, Date due, Date paid, Money amount) {
  const int days = std::max(0, paid.days() - due.days());
  const Int128 exact = Int128{amount.fen} * rules.late_fee_per_day.millionths * days;
  return {.days = days, .fee = Money{DivideRoundHalfAway(exact, Ratio::kOne)}};
}

int AgeMonths(Date birth, Date day) {
  const auto number = [](Date date) {
    return date.year() * static_cast<int>(kMonths) + static_cast<int>(date.month());
  };
  return number(day) - number(birth);
}

Prefund PrefundOf(const policy::PrefundRules& rules, Date birth, Date declared,
                  Money average_monthly_wage) {
  return PrefundAt(rules, AgeMonths(birth, declared), average_monthly_wage);
}

Prefund PrefundAt(const policy::PrefundRules& rules, int age_months, Money average_monthly_wage) {
  const int months = rules.life_years * static_cast<int>(kMonths) - age_months;
  if (months <= 0) return {.months = months, .amount = {}};
  constexpr std::int64_t kFenPerYuan = 100;
  const Int128 exact = Int128{average_monthly_wage.fen} * rules.rate.millionths * months;
  const std::int64_t yuan = DivideRoundHalfAway(exact, Int128{Ratio::kOne} * kFenPerYuan);
  return {.months = months, .amount = Money{yuan * kFenPerYuan}};
}

Prefund FixedYearsOf(const policy::PrefundRules& rules, Money average_monthly_wage) {
  const int months = rules.fixed_years * static_cast<int>(kMonths);
  return MonthsOf(months, rules.fixed_rate, average_monthly_wage);
}

Prefund BackPaymentAt(const policy::PrefundRules& rules, int age_months, bool man,
                      Money average_monthly_wage) {
  const int age = man ? rules.men_age : rules.women_age;
  const int months = age == 0 ? 0 : age * static_cast<int>(kMonths) - age_months;
  return MonthsOf(months, rules.back_rate, average_monthly_wage);
}

}  // namespace tongchou::levy
