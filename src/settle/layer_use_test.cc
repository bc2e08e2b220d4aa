#include "settle/layer_use.h"

#include <gtest/gtest.h>

#include "settle/random_plan_for_test.h"
#include "settle/settle_one.h"

namespace tongchou::settle {
namespace {

using policy::CapOn;
using policy::Span;

std::array<LayerUse, policy::kMaxLayers> UsesOf(const policy::BenefitPlan& benefit, Money eligible,
                                                const YearTotals& before) {
  return LayerUses(benefit, {}, {}, eligible, before);
}

YearTotals PaidBefore(std::int64_t entered_fen, std::int64_t paid_fen) {
  YearTotals totals;
  totals.layers[0] = {entered_fen, paid_fen};
  return totals;
}

// Half of what lies beyond 100.00, at most 300.00 in the year; a second layer takes the excess.
policy::BenefitPlan CappedPayment() {
  policy::Layer first = LayerWith("pooled", CellWith(Share(50), 10'000, 30'000));
  first.cap_on = CapOn::kPayment;
  policy::Layer second = LayerWith("large", CellWith(Share(100)));
  second.axis = policy::Axis::kExcess;
  return BenefitWith({first, second});
}

TEST(LayerUses, ADeductibleTakesNothingOffWhatEntered) {
  const auto uses = UsesOf(CappedPayment(), Money{50'000}, {});
  EXPECT_EQ(uses[0], (LayerUse{Money{50'000}, Money{30'000}, Money{20'000}}));
  EXPECT_EQ(uses[1], (LayerUse{Money{0}, std::nullopt, Money{0}}));
}

TEST(LayerUses, APaymentCapLeavesWhatTheYearHasNotUsed) {
  const auto uses = UsesOf(CappedPayment(), Money{50'000}, PaidBefore(90'000, 25'000));
  EXPECT_EQ(uses[0], (LayerUse{Money{50'000}, Money{5'000}, Money{5'000}}));
  // 100.00 deductible and 100.00 whose half is the 50.00 that were left: the rest went on.
  EXPECT_EQ(uses[1], (LayerUse{Money{30'000}, std::nullopt, Money{30'000}}));
}

TEST(LayerUses, AUsedUpCapLeavesNothing) {
  const auto uses = UsesOf(CappedPayment(), Money{50'000}, PaidBefore(900'000, 30'000));
  EXPECT_EQ(uses[0], (LayerUse{Money{50'000}, Money{0}, Money{0}}));
}

TEST(LayerUses, AnExpenseCapTellsTheExpenseThatStillFits) {
  policy::Layer layer = LayerWith("pooled", CellWith(Share(50), 0, 80'000));
  layer.cap_on = CapOn::kExpense;
  layer.span = Span::kYear;
  const auto uses = UsesOf(BenefitWith({layer}), Money{50'000}, PaidBefore(60'000, 30'000));
  EXPECT_EQ(uses[0], (LayerUse{Money{50'000}, Money{20'000}, Money{10'000}}));
}

TEST(LayerUses, ACapPerStayStartsAnewEachTime) {
  policy::BenefitPlan benefit = CappedPayment();
  benefit.layers[0].cap_span = Span::kStay;
  FinishBenefit(benefit);
  const auto uses = UsesOf(benefit, Money{50'000}, PaidBefore(90'000, 25'000));
  EXPECT_EQ(uses[0].limit, Money{30'000});
}

TEST(LayerUses, TheBurdenAxisGetsWhatTheOthersLeft) {
  policy::Layer rest = LayerWith("aid", CellWith(Share(10)));
  rest.axis = policy::Axis::kBurden;
  const policy::BenefitPlan benefit =
      BenefitWith({LayerWith("pooled", CellWith(Share(80), 10'000)), rest});
  const auto uses = UsesOf(benefit, Money{50'000}, {});
  EXPECT_EQ(uses[1], (LayerUse{Money{18'000}, std::nullopt, Money{1'800}}));
}

TEST(LayerUses, AFrozenPersonHasNoLayer) {
  PersonFacts frozen;
  frozen.frozen = true;
  EXPECT_EQ(LayerUses(CappedPayment(), frozen, {}, Money{50'000}, {})[0], LayerUse{});
}

// Worked out from the eligible amount alone, it is what settling the lines did.
TEST(LayerUses, AgreeWithSettlingOverRandomPoliciesAndHistories) {
  constexpr int kPolicies = 400;
  constexpr int kEncounters = 25;
  RandomCases random(31);
  for (int policy = 0; policy < kPolicies && !testing::Test::HasFailure(); ++policy) {
    SCOPED_TRACE(policy);
    const policy::BenefitPlan benefit = random.Benefit();
    const PersonFacts facts = random.Facts();
    YearTotals totals;
    for (int i = 0; i < kEncounters; ++i) {
      const std::vector<FeeLine> lines = random.Lines();
      const Encounter encounter = random.Over(lines);
      const YearTotals before = totals;
      const Result<Figures> figures = SettleOne(benefit, facts, encounter, Money{}, totals);
      ASSERT_TRUE(figures.ok());
      const auto uses = LayerUses(benefit, facts, encounter, figures->eligible, before);
      for (std::size_t layer = 0; layer < benefit.layers.size(); ++layer) {
        const LayerUse& use = uses.at(layer);
        EXPECT_EQ(use.paid, figures->layer_paid.at(layer));
        EXPECT_LE(use.entered, figures->eligible);
        EXPECT_LE(use.paid, use.limit.value_or(use.paid));
        const int slot = benefit.layers[layer].total_slot;
        if (slot < 0) continue;
        const std::int64_t moved =
            totals.layers.at(slot).entered_fen - before.layers.at(slot).entered_fen;
        EXPECT_EQ(use.entered, Money{moved});
      }
    }
  }
}

}  // namespace
}  // namespace tongchou::settle
