#include "levy/account_interest.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tongchou::levy {
namespace {

using policy::AccountRules;
using policy::InterestRules;
using policy::UsesFirst;

constexpr InterestSpan kYear{Date(2026, 1, 1), Date(2027, 1, 1)};
constexpr Ratio kDemand{3'500};        // 0.35 %
constexpr Ratio kThreeMonths{11'000};  // 1.1 %

AccountRules Rules(DateRange in_force, Ratio current, Ratio carried,
                   UsesFirst uses_first = UsesFirst::kCarriedOver, int days = 360) {
  AccountRules rules;
  rules.in_force = in_force;
  rules.interest = InterestRules{current, carried, days, uses_first};
  return rules;
}

std::vector<AccountRules> OneRule(UsesFirst uses_first = UsesFirst::kCarriedOver) {
  return {Rules({Date(2020, 1, 1), kForever}, kDemand, kThreeMonths, uses_first)};
}

AccountInterest Earned(const std::vector<AccountRules>& rules, Money opening,
                       const std::vector<AccountEvent>& events) {
  const auto earned = InterestOf(rules, kYear, opening, events, true);
  EXPECT_TRUE(earned.ok());
  return earned.ok() ? *earned : AccountInterest{};
}

TEST(AccountInterest, CarriedOverMoneyEarnsTheOneRateAndTheYearsMoneyTheOther) {
  const auto earned =
      Earned(OneRule(), Money{100'000}, {{Date(2026, 7, 1), AccountMove::kCredit, Money{60'000}}});
  EXPECT_EQ(earned.carried, Money{1'115});  // 1000.00 × 1.1 % × 365/360 = 11.1527…
  EXPECT_EQ(earned.current, Money{107});    // 600.00 × 0.35 % × 184/360 = 1.0733…
  EXPECT_EQ(earned.closing_carried, Money{100'000});
  EXPECT_EQ(earned.closing_current, Money{60'000});
  ASSERT_EQ(earned.stretches.size(), 3U);
  EXPECT_EQ(earned.stretches[0].days(), 181);
}

TEST(AccountInterest, UsesDrawOnTheCarriedOverPartFirstWhenTheRulesSaySo) {
  const std::vector<AccountEvent> events = {{Date(2026, 1, 1), AccountMove::kCredit, Money{50'000}},
                                            {Date(2026, 1, 1), AccountMove::kUse, Money{70'000}}};
  const auto carried_first = Earned(OneRule(), Money{60'000}, events);
  EXPECT_EQ(carried_first.closing_carried, Money{0});
  EXPECT_EQ(carried_first.closing_current, Money{40'000});
  const auto current_first = Earned(OneRule(UsesFirst::kCurrentYear), Money{60'000}, events);
  EXPECT_EQ(current_first.closing_carried, Money{40'000});
  EXPECT_EQ(current_first.closing_current, Money{0});
  EXPECT_GT(current_first.total(), carried_first.total());
}

TEST(AccountInterest, WhatComesBackGoesToThePartThatWasDrawnLast) {
  const auto earned = Earned(OneRule(), Money{60'000},
                             {{Date(2026, 1, 1), AccountMove::kCredit, Money{50'000}},
                              {Date(2026, 1, 2), AccountMove::kUse, Money{70'000}},
                              {Date(2026, 1, 2), AccountMove::kReturn, Money{30'000}}});
  EXPECT_EQ(earned.closing_carried, Money{20'000});
  EXPECT_EQ(earned.closing_current, Money{50'000});
}

TEST(AccountInterest, WhatNobodyUsedThisYearComesBackAsCarriedOverMoney) {
  const auto earned =
      Earned(OneRule(), Money{}, {{Date(2026, 6, 1), AccountMove::kReturn, Money{10'000}}});
  EXPECT_EQ(earned.closing_carried, Money{10'000});
  EXPECT_EQ(earned.carried, Money{65});  // 100.00 × 1.1 % × 214/360 = 0.6538…
}

TEST(AccountInterest, ARateHoldsFromItsDayOn) {
  const std::vector<AccountRules> rules = {
      Rules({Date(2026, 1, 1), Date(2026, 6, 30)}, kDemand, kThreeMonths),
      Rules({Date(2026, 7, 1), kForever}, kDemand, Ratio{22'000})};
  const auto earned = Earned(rules, Money{36'000'000}, {});
  ASSERT_EQ(earned.stretches.size(), 2U);
  EXPECT_EQ(earned.stretches[1].from, Date(2026, 7, 1));
  EXPECT_EQ(earned.carried, Money{1'100 * 181 + 2'200 * 184});  // 11.00 and 22.00 a day
}

TEST(AccountInterest, ADayWithoutARateIsRefusedOnlyWhileThereIsMoney) {
  const std::vector<AccountRules> rules = {
      Rules({Date(2026, 3, 1), kForever}, kDemand, kThreeMonths)};
  EXPECT_EQ(InterestOf(rules, kYear, Money{1}, {}, false).error().code,
            ErrorCode::kNoPolicyInForce);
  const std::vector<AccountEvent> later = {{Date(2026, 3, 1), AccountMove::kCredit, Money{1'000}}};
  EXPECT_TRUE(InterestOf(rules, kYear, Money{}, later, false).ok());
}

TEST(AccountInterest, InterestThatWasPaidOnTheWayOutIsNotEarnedTwice) {
  const Date left(2026, 7, 1);
  const auto earned = Earned(
      OneRule(), Money{100'000},
      {{left, AccountMove::kClosing, Money{553}}, {left, AccountMove::kUse, Money{100'553}}});
  EXPECT_EQ(earned.total(), Money{});
  EXPECT_EQ(earned.closing_carried + earned.closing_current, Money{});
}

TEST(AccountInterest, TakingSuchAPayoutBackOwesItsInterestAgain) {
  const Date left(2026, 7, 1);
  const auto earned = Earned(OneRule(), Money{100'000},
                             {{left, AccountMove::kClosing, Money{553}},
                              {left, AccountMove::kUse, Money{100'553}},
                              {left, AccountMove::kReturn, Money{100'553}},
                              {left, AccountMove::kClosingBack, Money{553}}});
  EXPECT_EQ(earned.carried, Money{1'115});
  EXPECT_EQ(earned.closing_carried, Money{100'000});
  EXPECT_EQ(earned.closing_current, Money{});
}

// Any history of credits, uses and what comes back: interest is never negative and never more than
// the highest balance at the higher rate, and the two parts are the balance.
TEST(AccountInterest, AnyHistoryAddsUpAndEarnsWithinItsBounds) {
  std::mt19937 random(20'261'122);
  for (int round = 0; round < 2'000; ++round) {
    const Money opening{static_cast<std::int64_t>(random() % 1'000'000)};
    Money balance = opening;
    Money used;
    Money highest = opening;
    Date day = kYear.from;
    std::vector<AccountEvent> events;
    while (true) {
      day = day.PlusDays(static_cast<int>(random() % 30));
      if (day >= kYear.until) break;
      AccountEvent event{day, AccountMove::kCredit, {}};
      const auto draw = static_cast<std::int64_t>(random());
      switch (random() % 4) {
        case 0:
          event.move = AccountMove::kCarried;
          [[fallthrough]];
        case 1:
          event.amount = {draw % 100'000};
          balance += event.amount;
          break;
        case 2:
          event.move = AccountMove::kUse;
          event.amount = {draw % (balance.fen + 1)};
          balance -= event.amount;
          used += event.amount;
          break;
        default:
          event.move = AccountMove::kReturn;
          event.amount = {draw % (used.fen + 1)};
          balance += event.amount;
          used -= event.amount;
          break;
      }
      highest = std::max(highest, balance);
      events.push_back(event);
    }
    const auto uses_first = round % 2 == 0 ? UsesFirst::kCarriedOver : UsesFirst::kCurrentYear;
    const auto earned = InterestOf(OneRule(uses_first), kYear, opening, events, false);
    ASSERT_TRUE(earned.ok());
    ASSERT_GE(earned->carried, Money{});
    ASSERT_GE(earned->current, Money{});
    ASSERT_GE(earned->closing_carried, Money{});
    ASSERT_GE(earned->closing_current, Money{});
    ASSERT_EQ(earned->closing_carried + earned->closing_current, balance);
    ASSERT_LE(earned->total().fen, highest.fen * 11 / 1000 * 366 / 360 + 13);
  }
}

}  // namespace
}  // namespace tongchou::levy
