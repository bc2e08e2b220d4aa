// The identities that hold on every settlement (docs/concepts/settlement.md), over random policies
// and random histories.
#include <gtest/gtest.h>

#include "settle/random_plan_for_test.h"
#include "settle/settle_one.h"

namespace tongchou::settle {
namespace {

constexpr int kPolicies = 400;
constexpr int kEncounters = 25;

void ExpectPartsAddUp(const Figures& figures) {
  EXPECT_EQ(figures.total, figures.full_self_pay + figures.over_ceiling + figures.first_self_pay +
                               figures.eligible);
  Money funds;
  for (const Money paid : figures.layer_paid) funds += paid;
  EXPECT_EQ(figures.funds_paid, funds);
  EXPECT_EQ(figures.eligible, funds + figures.burden);
  EXPECT_EQ(figures.total, funds + figures.account + figures.cash);
}

void ExpectNothingNegative(const Figures& figures) {
  for (const Money amount :
       {figures.total, figures.full_self_pay, figures.over_ceiling, figures.first_self_pay,
        figures.eligible, figures.deductible, figures.burden, figures.account, figures.cash}) {
    EXPECT_GE(amount, Money{0});
  }
  for (const Money paid : figures.layer_paid) EXPECT_GE(paid, Money{0});
}

// No layer without classes of its own may pass its cap over the year.
void ExpectWithinCaps(const policy::BenefitPlan& benefit, const YearTotals& before,
                      const YearTotals& after, const Figures& figures) {
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
    const policy::Layer& layer = benefit.layers[i];
    if (layer.cap_on != policy::CapOn::kPayment) continue;
    std::int64_t highest = 0;
    for (const policy::LayerCell& cell : layer.cells) highest = std::max(highest, cell.cap_fen);
    if (layer.cap_span == policy::Span::kStay) {
      EXPECT_LE(figures.layer_paid[i].fen, highest);
    } else {
      const std::int64_t paid = after.layers[layer.total_slot].paid_fen;
      EXPECT_LE(paid, std::max(highest, before.layers[layer.total_slot].paid_fen));
    }
  }
}

void ExpectTotalsNeverFall(const YearTotals& before, const YearTotals& after) {
  EXPECT_GE(after.stays, before.stays);
  for (std::size_t i = 0; i < before.layers.size(); ++i) {
    EXPECT_GE(after.layers[i].entered_fen, before.layers[i].entered_fen);
    EXPECT_GE(after.layers[i].paid_fen, before.layers[i].paid_fen);
  }
}

TEST(Identities, HoldOverRandomPoliciesAndHistories) {
  RandomCases random(20'260'101);
  for (int policy = 0; policy < kPolicies && !testing::Test::HasFailure(); ++policy) {
    SCOPED_TRACE(policy);
    const policy::BenefitPlan benefit = random.Benefit();
    const PersonFacts facts = random.Facts();
    YearTotals totals;
    Money balance{random.Amount(500'000)};
    for (int i = 0; i < kEncounters; ++i) {
      const std::vector<FeeLine> lines = random.Lines();
      const Encounter encounter = random.Over(lines);
      const YearTotals before = totals;
      const Result<Figures> figures = SettleOne(benefit, facts, encounter, balance, totals);
      ASSERT_TRUE(figures.ok());
      ExpectPartsAddUp(*figures);
      ExpectNothingNegative(*figures);
      ExpectWithinCaps(benefit, before, totals, *figures);
      ExpectTotalsNeverFall(before, totals);
      EXPECT_LE(figures->account, balance);
      EXPECT_TRUE(!facts.frozen || totals == before);
      balance -= figures->account;
    }
  }
}

TEST(Identities, SettlingAgainAfterAReversalGivesTheSame) {
  RandomCases random(7);
  for (int policy = 0; policy < kPolicies && !testing::Test::HasFailure(); ++policy) {
    SCOPED_TRACE(policy);
    const policy::BenefitPlan benefit = random.Benefit();
    const PersonFacts facts = random.Facts();
    YearTotals totals;
    for (int i = 0; i < kEncounters; ++i) {
      const std::vector<FeeLine> lines = random.Lines();
      const Encounter encounter = random.Over(lines);
      const YearTotals before = totals;
      const Figures first = *SettleOne(benefit, facts, encounter, Money{1'000}, totals);
      const YearTotals after = totals;
      totals = before;
      EXPECT_EQ(*SettleOne(benefit, facts, encounter, Money{1'000}, totals), first);
      EXPECT_EQ(totals, after);
    }
  }
}

}  // namespace
}  // namespace tongchou::settle
