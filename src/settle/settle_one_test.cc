#include "settle/settle_one.h"

#include <gtest/gtest.h>

#include "settle/plan_for_test.h"

namespace tongchou::settle {
namespace {

using policy::Axis;
using policy::CapOn;
using policy::kNoLimit;
using policy::Span;

struct Person {
  PersonFacts facts;
  YearTotals totals;
  Money balance;
};

Result<Figures> Settle(const policy::BenefitPlan& benefit, Person& person, std::int64_t fen,
                       bool use_account = false) {
  const FeeLine line{.amount = Money{fen}};
  const Encounter encounter{.use_account = use_account, .lines = std::span(&line, 1)};
  return SettleOne(benefit, person.facts, encounter, person.balance, person.totals);
}

policy::Layer PaymentCapped(BandList bands, std::int64_t deductible, std::int64_t cap) {
  policy::Layer layer = LayerWith("pooled", CellWith(bands, deductible, cap));
  layer.cap_on = CapOn::kPayment;
  return layer;
}

policy::Layer OnExcess(std::int64_t percent) {
  policy::Layer layer = LayerWith("large", CellWith(Share(percent)));
  layer.axis = Axis::kExcess;
  layer.span = Span::kYear;
  return layer;
}

TEST(SplitLine, FollowsClassCeilingAndFirstRatio) {
  policy::BenefitPlan benefit = BenefitWith({});
  benefit.class_first_ratio[1] = Ratio{150'000};
  FeeLine line{.amount = Money{33'333}, .fee_class = FeeClass::kB};
  EXPECT_EQ(SplitLine(benefit, line).first_self_pay, Money{5'000});  // 4999.95
  line.ceiling = Money{30'000};
  const LineSplit split = SplitLine(benefit, line);
  EXPECT_EQ(split.over_ceiling, Money{3'333});
  EXPECT_EQ(split.first_self_pay, Money{4'500});
  EXPECT_EQ(split.eligible, Money{25'500});
  line.fee_class = FeeClass::kC;
  EXPECT_EQ(SplitLine(benefit, line).full_self_pay, Money{33'333});
  line = {.amount = Money{100}, .first_ratio = Ratio{Ratio::kOne}};
  EXPECT_EQ(SplitLine(benefit, line).first_self_pay, Money{100});
}

TEST(SettleOne, RoundsTheLayerOnceHalfAwayFromZero) {
  // Two bands of 0.5 fen each: one fen when added before rounding.
  const auto benefit =
      BenefitWith({LayerWith("pooled", CellWith({{1, 500'000}, {kNoLimit, 500'000}}))});
  Person person;
  EXPECT_EQ(Settle(benefit, person, 2)->funds_paid, Money{1});
  EXPECT_EQ(Settle(benefit, person, 1)->funds_paid, Money{1});
  EXPECT_EQ(Settle(benefit, person, 0)->funds_paid, Money{0});
}

TEST(SettleOne, PaymentCapLeavesTheRestOfTheExpenseAsExcess) {
  // Pays 3 of the cap's 3 fen at 70 %: 30/7 = 4.29 fen of expense, 4; the other 6 are excess.
  const auto benefit = BenefitWith({PaymentCapped(Share(70), 0, 3), OnExcess(100)});
  Person person;
  const Figures figures = *Settle(benefit, person, 10);
  EXPECT_EQ(figures.layer_paid[0], Money{3});
  EXPECT_EQ(figures.layer_paid[1], Money{6});
  EXPECT_EQ(figures.burden, Money{1});
  EXPECT_EQ(person.totals.layers[0], (LayerTotal{10, 3}));
  EXPECT_EQ(person.totals.layers[1], (LayerTotal{6, 6}));
}

TEST(SettleOne, AnExactTieOfTheExpenseGoesAwayFromZero) {
  // 5 fen at 40 %: 12.5 fen of expense, 13.
  const auto benefit = BenefitWith({PaymentCapped(Share(40), 0, 5), OnExcess(100)});
  Person person;
  EXPECT_EQ(Settle(benefit, person, 100)->layer_paid[1], Money{87});
}

TEST(SettleOne, WhatPaysNothingIsUsedUpAndNeverExcess) {
  const auto benefit = BenefitWith(
      {PaymentCapped({{100, 500'000}, {200, 0}, {kNoLimit, 500'000}}, 20, 40), OnExcess(100)});
  Person person;
  // Bands pay 40 up to 100, nothing up to 200, and would pay 50 more: 100 of expense is excess.
  EXPECT_EQ(Settle(benefit, person, 300)->layer_paid[1], Money{100});
  // With the cap used up, the deductible is not excess, nor what the first band held.
  EXPECT_EQ(Settle(benefit, person, 300)->layer_paid[1], Money{280});
}

TEST(SettleOne, ExpenseCapEndsTheAxis) {
  policy::Layer pooled = LayerWith("pooled", CellWith(Share(50), 100, 1'000));
  pooled.span = Span::kYear;
  pooled.deductible_span = Span::kYear;
  pooled.cap_on = CapOn::kExpense;
  const auto benefit = BenefitWith({pooled, OnExcess(100)});
  Person person;
  EXPECT_EQ(Settle(benefit, person, 60)->deductible, Money{60});
  const Figures second = *Settle(benefit, person, 940);
  EXPECT_EQ(second.deductible, Money{40});
  EXPECT_EQ(second.layer_paid[0], Money{450});
  EXPECT_EQ(second.layer_paid[1], Money{0});
  const Figures third = *Settle(benefit, person, 500);
  EXPECT_EQ(third.layer_paid[0], Money{0});
  EXPECT_EQ(third.layer_paid[1], Money{500});
  EXPECT_EQ(person.totals.layers[0].entered_fen, 1'500);
  EXPECT_EQ(person.totals.stays, 3);
}

TEST(SettleOne, BandsMayBeMeasuredFromTheDeductible) {
  const BandList bands = {{100, 1'000'000}, {kNoLimit, 0}};
  policy::Layer from_zero = LayerWith("pooled", CellWith(bands, 30));
  policy::Layer from_deductible = from_zero;
  from_deductible.bands_from = policy::BandsFrom::kDeductible;
  Person person;
  EXPECT_EQ(Settle(BenefitWith({from_zero}), person, 500)->funds_paid, Money{70});
  EXPECT_EQ(Settle(BenefitWith({from_deductible}), person, 500)->funds_paid, Money{100});
}

TEST(SettleOne, FrozenMovesNothing) {
  const auto benefit = BenefitWith({PaymentCapped(Share(70), 10, 300)});
  Person person{.facts = {.frozen = true}, .totals = {}, .balance = Money{40}};
  const Figures figures = *Settle(benefit, person, 100, true);
  EXPECT_EQ(figures.funds_paid, Money{0});
  EXPECT_EQ(figures.deductible, Money{0});
  EXPECT_EQ(figures.account, Money{40});
  EXPECT_EQ(figures.cash, Money{60});
  EXPECT_EQ(person.totals, YearTotals{});
}

TEST(SettleOne, FlatPaysAtMostWhatIsUnpaid) {
  policy::LayerCell cell;
  cell.applies = true;
  cell.flat_fen = 100'000;
  policy::Layer layer = LayerWith("flat", cell);
  layer.is_flat = true;
  const auto benefit = BenefitWith({layer});
  Person person;
  EXPECT_EQ(Settle(benefit, person, 235'000)->funds_paid, Money{100'000});
  EXPECT_EQ(Settle(benefit, person, 40'000)->burden, Money{0});
}

TEST(SettleOne, TheAccountPaysWhatThePackLetsIt) {
  policy::BenefitPlan benefit = BenefitWith({});
  const std::array<FeeLine, 2> lines = {
      FeeLine{.amount = Money{100}, .first_ratio = Ratio{100'000}},
      FeeLine{.amount = Money{7}, .fee_class = FeeClass::kC}};
  const Encounter encounter{.use_account = true, .lines = lines};
  const auto account = [&](policy::AccountPays pays) {
    benefit.account_pays = pays;
    YearTotals totals;
    return SettleOne(benefit, {}, encounter, Money{1'000}, totals)->account.fen;
  };
  EXPECT_EQ(account(policy::AccountPays::kBurden), 90);
  EXPECT_EQ(account(policy::AccountPays::kInScope), 100);
  EXPECT_EQ(account(policy::AccountPays::kAll), 107);
}

TEST(SettleOne, ReferralMovesPartOfTheEligibleAmount) {
  policy::BenefitPlan benefit = BenefitWith({LayerWith("pooled", CellWith(Share(50)))});
  benefit.referral_reduction[2] = Ratio{200'000};
  const FeeLine line{.amount = Money{1'000}};
  const Encounter encounter{.referral = Referral::kUnreferred, .lines = std::span(&line, 1)};
  YearTotals totals;
  const Figures figures = *SettleOne(benefit, {}, encounter, Money{0}, totals);
  EXPECT_EQ(figures.first_self_pay, Money{200});
  EXPECT_EQ(figures.funds_paid, Money{400});
}

TEST(SettleOne, TheCellFollowsEveryDimension) {
  using policy::DimensionKind;
  policy::Layer layer = LayerWith("pooled", CellWith(Share(0)));
  policy::BenefitPlan benefit = BenefitWith({layer});
  benefit.dimensions = {
      {.kind = DimensionKind::kLevel, .size = 3, .stride = 1, .lower_edges = {}, .values = {}},
      {.kind = DimensionKind::kStay, .size = 2, .stride = 3, .lower_edges = {}, .values = {}},
      {.kind = DimensionKind::kAge, .size = 2, .stride = 6, .lower_edges = {0, 13}, .values = {}}};
  benefit.cell_count = 12;
  benefit.layers[0].cells.clear();
  for (int i = 0; i < 12; ++i) benefit.layers[0].cells.push_back(CellWith(Share(i)));
  const FeeLine line{.amount = Money{100}};
  YearTotals totals;
  const auto paid = [&](int level, int age) {
    const Encounter encounter{.level = level, .lines = std::span(&line, 1)};
    return SettleOne(benefit, {.age = age}, encounter, Money{0}, totals)->funds_paid.fen;
  };
  EXPECT_EQ(paid(2, 12), 1);
  EXPECT_EQ(paid(2, 12), 4);
  EXPECT_EQ(paid(3, 13), 11);
}

TEST(SettleOne, NeverPaysMoreThanIsUnpaid) {
  const auto benefit =
      BenefitWith({LayerWith("a", CellWith(Share(80))), LayerWith("b", CellWith(Share(80)))});
  Person person;
  EXPECT_EQ(Settle(benefit, person, 100)->layer_paid[1], Money{20});
}

TEST(SettleOne, RefusesWithoutMovingAnything) {
  const auto benefit = BenefitWith({PaymentCapped(Share(70), 0, 1'000)});
  Person person;
  EXPECT_EQ(Settle(benefit, person, -1).error().code, ErrorCode::kBadAmount);
  EXPECT_EQ(Settle(benefit, person, kMaxFen + 1).error().code, ErrorCode::kAmountOverflow);
  EXPECT_TRUE(Settle(benefit, person, kMaxFen).ok());
  const YearTotals before = person.totals;
  const Encounter no_lines;
  EXPECT_EQ(SettleOne(benefit, {}, no_lines, Money{0}, person.totals).error().code,
            ErrorCode::kNoLines);
  const FeeLine bad{.amount = Money{1}, .first_ratio = Ratio{Ratio::kOne + 1}};
  const Encounter bad_ratio{.lines = std::span(&bad, 1)};
  EXPECT_EQ(SettleOne(benefit, {}, bad_ratio, Money{0}, person.totals).error().code,
            ErrorCode::kBadRatio);
  const Encounter bad_level{.level = 4, .lines = std::span(&bad, 1)};
  EXPECT_EQ(SettleOne(benefit, {}, bad_level, Money{0}, person.totals).error().code,
            ErrorCode::kUnknownLevel);
  EXPECT_EQ(person.totals, before);
}

}  // namespace
}  // namespace tongchou::settle
