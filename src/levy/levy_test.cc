#include "levy/levy.h"

#include <gtest/gtest.h>

namespace tongchou::levy {
namespace {

using policy::LevyBase;
using policy::LevyGroup;
using policy::LevyRules;

constexpr Ratio Percent(std::int64_t percent) { return Ratio{percent * 10'000}; }

// Average wage 8000 a year; 6 + 2; floor 60 %, ceiling 300 %; shares by age as a prefecture has
// them.
LevyRules Rules() {
  LevyRules rules;
  rules.average_yearly_wage = Money{800'000};
  rules.late_fee_per_day = Ratio{2'000};
  LevyGroup active;
  active.category = "active";
  active.floor_share = Percent(60);
  active.ceiling_share = Percent(300);
  active.employer_rate = active.employer_part_rate = Percent(6);
  active.person_rate = active.own_rate = Percent(2);
  active.employer_part_shares = {{0, Percent(20)}, {36, Percent(30)}, {46, Percent(35)}};
  LevyGroup hardship = active;
  hardship.unit_kind = "hardship";
  hardship.base = LevyBase::kShareOfAverage;
  hardship.base_share = Percent(60);
  hardship.person_rate = hardship.own_rate = {};
  rules.groups = {active, hardship};
  return rules;
}

TEST(FindGroup, PrefersTheGroupOfTheUnitKind) {
  const LevyRules rules = Rules();
  EXPECT_EQ(*FindGroup(rules, "active", "hardship"), &rules.groups[1]);
  EXPECT_EQ(*FindGroup(rules, "active", "enterprise"), &rules.groups[0]);
  EXPECT_EQ(*FindGroup(rules, "active", ""), &rules.groups[0]);
  EXPECT_EQ(FindGroup(rules, "owner", "").error().code, ErrorCode::kUnknownCategory);
}

TEST(LevyOf, RoundsEachFigureOnceFromTheExactBase) {
  const LevyRules rules = Rules();
  const LevyFigures figures = LevyOf(rules, rules.groups[0], Money{349'974}, 53);
  EXPECT_EQ(figures.base, Money{200'000});  // the ceiling: 3 × 666.67 exactly
  EXPECT_EQ(figures.employer, Money{12'000});
  EXPECT_EQ(figures.person, Money{4'000});
  EXPECT_EQ(figures.account, Money{8'200});
  EXPECT_EQ(figures.pooled, Money{7'800});
  const LevyFigures floor = LevyOf(rules, rules.groups[0], Money{0}, 20);
  EXPECT_EQ(floor.base, Money{40'000});
}

TEST(LevyOf, TheAccountsPartsAreRoundedEachBeforeTheyAreAdded) {
  const LevyRules rules = Rules();
  LevyGroup group = rules.groups[0];
  group.ceiling_share = {};
  // 69.9948 -> 69.99 own; 35 % of 209.98 = 73.493 -> 73.49. Added up exactly it would be 143.49.
  EXPECT_EQ(LevyOf(rules, group, Money{349'974}, 53).account, Money{14'348});
}

TEST(LevyOf, TheShareStepsOnTheBirthday) {
  const LevyRules rules = Rules();
  const auto account = [&](int age) {
    return LevyOf(rules, rules.groups[0], Money{100'000}, age).account.fen;
  };
  EXPECT_EQ(account(35), 2'000 + 1'200);
  EXPECT_EQ(account(36), 2'000 + 1'800);
  EXPECT_EQ(account(45), 2'000 + 1'800);
  EXPECT_EQ(account(46), 2'000 + 2'100);
}

TEST(LevyOf, NoBaseMeansNothingButFixedAmounts) {
  const LevyRules rules = Rules();
  LevyGroup retired;
  retired.base = LevyBase::kNone;
  retired.employer_rate = Percent(6);
  retired.large_illness_person = Money{300};
  const LevyFigures figures = LevyOf(rules, retired, Money{45'408}, 70);
  EXPECT_EQ(figures, (LevyFigures{.base = {},
                                  .employer = {},
                                  .person = {},
                                  .account = {},
                                  .pooled = {},
                                  .large_illness_employer = {},
                                  .large_illness_person = Money{300},
                                  .civil_servant = {},
                                  .large_illness_pooled = {}}));
}

TEST(LevyOf, ThePooledFundsPartIsPaidByNobody) {
  const LevyRules rules = Rules();
  LevyGroup group = rules.groups[0];
  const LevyFigures before = LevyOf(rules, group, Money{300'000}, 40);
  group.large_illness_pooled = Money{400};
  LevyFigures after = LevyOf(rules, group, Money{300'000}, 40);
  EXPECT_EQ(after.large_illness_pooled, Money{400});
  after.large_illness_pooled = {};
  EXPECT_EQ(after, before);
}

TEST(LateFeeOf, CountsDaysAfterTheDueDate) {
  const LevyRules rules = Rules();
  EXPECT_EQ(LateFeeOf(rules, Date(2001, 9, 10), Date(2001, 10, 2), Money{5'032'682}),
            (LateFee{22, Money{221'438}}));
  EXPECT_EQ(LateFeeOf(rules, Date(2001, 2, 10), Date(2001, 2, 5), Money{1}),
            (LateFee{0, Money{0}}));
}

TEST(PrefundOf, RoundsToTheYuanAndNeverGoesBelowZero) {
  const policy::PrefundRules rules{.in_force = {}, .life_years = 76, .rate = Percent(6)};
  EXPECT_EQ(PrefundOf(rules, Date(1940, 7, 2), Date(2002, 4, 15), Money{96'105}),
            (Prefund{171, Money{986'000}}));
  EXPECT_EQ(PrefundOf(rules, Date(1924, 7, 14), Date(2002, 2, 15), Money{121'544}),
            (Prefund{-19, Money{0}}));
}

TEST(FixedYearsOf, IsSoManyMonthsOfTheRateWhateverTheAge) {
  const policy::PrefundRules rules{.in_force = {}, .fixed_years = 10, .fixed_rate = Percent(6)};
  EXPECT_EQ(FixedYearsOf(rules, Money{80'001}), (Prefund{120, Money{576'007}}));
  EXPECT_EQ(FixedYearsOf({}, Money{80'000}), (Prefund{0, Money{0}}));
}

TEST(BackPaymentAt, RunsFromTheRetirementToTheStatutoryAgeOfTheSex) {
  const policy::PrefundRules rules{
      .in_force = {}, .men_age = 60, .women_age = 55, .back_rate = Percent(8)};
  EXPECT_EQ(BackPaymentAt(rules, 55 * 12, true, Money{100'000}), (Prefund{60, Money{480'000}}));
  EXPECT_EQ(BackPaymentAt(rules, 55 * 12 - 1, false, Money{100'000}), (Prefund{1, Money{8'000}}));
  EXPECT_EQ(BackPaymentAt(rules, 55 * 12, false, Money{100'000}), (Prefund{0, Money{0}}));
  EXPECT_EQ(BackPaymentAt({}, 40 * 12, true, Money{100'000}), (Prefund{0, Money{0}}));
}

TEST(PrefundAt, NeverGrowsWithTheAge) {
  const policy::PrefundRules rules{.in_force = {}, .life_years = 78, .rate = Percent(6)};
  for (int age = 0; age < 80 * 12; ++age) {
    EXPECT_GE(PrefundAt(rules, age, Money{812'345}).amount,
              PrefundAt(rules, age + 1, Money{812'345}).amount);
  }
}

}  // namespace
}  // namespace tongchou::levy
