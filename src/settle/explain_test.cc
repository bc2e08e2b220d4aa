#include "settle/explain.h"

#include <gtest/gtest.h>

#include "settle/random_plan_for_test.h"
#include "settle/settle_one.h"

namespace tongchou::settle {
namespace {

policy::SchemePlan SchemeFor(const policy::BenefitPlan& benefit) {
  policy::SchemePlan scheme;
  for (const policy::Layer& layer : benefit.layers) {
    scheme.funds.push_back({.id = layer.id, .title = layer.title});
    scheme.total_names.push_back(benefit.id + "." + layer.id);
  }
  return scheme;
}

policy::Epoch EpochWithOneSource() {
  policy::Epoch epoch;
  epoch.citations = {{.document = "rules",
                      .title = "试行办法",
                      .article = "第十二条",
                      .since = Date(2026, 1, 1),
                      .assumed = true,
                      .reason = "未载明"}};
  return epoch;
}

Explanation ExplainWith(const policy::BenefitPlan& benefit, std::int64_t fen, YearTotals& totals,
                        const PersonFacts& facts = {}) {
  const FeeLine line{.amount = Money{fen}};
  const Encounter encounter{.use_account = true, .lines = std::span(&line, 1)};
  return *ExplainOne(EpochWithOneSource(), SchemeFor(benefit), benefit, facts, encounter,
                     Money{500}, totals);
}

const ExplanationLine& LineOf(const Explanation& explanation, std::string_view step) {
  for (const ExplanationLine& line : explanation.lines) {
    if (line.step == step) return line;
  }
  ADD_FAILURE() << "no line for " << step;
  return explanation.lines.front();
}

policy::BenefitPlan PooledThenLarge() {
  policy::Layer pooled = LayerWith(
      "pooled", CellWith({{10'000, 800'000}, {policy::kNoLimit, 900'000}}, 2'000, 12'345));
  pooled.cap_on = policy::CapOn::kPayment;
  policy::Layer large = LayerWith("large", CellWith(Share(50)));
  large.axis = policy::Axis::kExcess;
  return BenefitWith({pooled, large});
}

TEST(Explain, NamesBandsCapRoomAndRunningTotals) {
  YearTotals totals;
  const Explanation explanation = ExplainWith(PooledThenLarge(), 20'001, totals);
  const ExplanationLine& bands = LineOf(explanation, "pooled.bands");
  ASSERT_EQ(bands.bands.size(), 2U);
  EXPECT_EQ(bands.bands[0].from, Money{2'000});
  EXPECT_EQ(bands.bands[0].to, Money{10'000});
  EXPECT_EQ(bands.bands[0].product, "64.00");
  EXPECT_EQ(bands.bands[1].product, "90.009");
  EXPECT_EQ(bands.before_rounding, "154.009");
  EXPECT_EQ(bands.amount, Money{15'401});
  EXPECT_EQ(bands.source.zh, "《试行办法》第十二条（2026-01-01起）；假定：未载明");
  const ExplanationLine& cap = LineOf(explanation, "pooled.cap");
  EXPECT_EQ(cap.binding.en, "left under the cap");
  EXPECT_EQ(cap.amount, Money{12'345});
  const ExplanationLine& paid = LineOf(explanation, "pooled.paid");
  EXPECT_EQ(paid.figure, "fund.pooled");
  EXPECT_EQ(paid.running_total, "inpatient.pooled");
  EXPECT_EQ(paid.before, LayerTotal{});
  EXPECT_EQ(paid.after, (LayerTotal{20'001, 12'345}));
  EXPECT_EQ(LineOf(explanation, "account").binding.zh, "账户余额");
  EXPECT_EQ(LineOf(explanation, "cash").amount, explanation.figures.cash);
}

TEST(Explain, ALayerThatPaysNothingSaysWhy) {
  policy::BenefitPlan benefit = PooledThenLarge();
  YearTotals totals;
  EXPECT_EQ(LineOf(ExplainWith(benefit, 3'000, totals), "large.axis").text.zh,
            "0：前一层限额以上的金额为零，large无可支付");
  EXPECT_EQ(LineOf(ExplainWith(benefit, 3'000, totals, {.frozen = true}), "pooled.none").text.en,
            "0 because coverage is frozen on that day: pooled pays nothing");
  benefit.layers[0].cells[0].applies = false;
  EXPECT_EQ(LineOf(ExplainWith(benefit, 3'000, totals), "pooled.none").text.en,
            "0 because pooled does not apply to such a case");
}

TEST(Explain, NamesTheClassOfEachDimensionInWords) {
  policy::BenefitPlan benefit = PooledThenLarge();
  benefit.dimensions = {{policy::DimensionKind::kAid, 1, 1, {}, {"none"}},
                        {policy::DimensionKind::kLevel, 1, 1, {}, {"3"}},
                        {policy::DimensionKind::kCategory, 1, 1, {}, {"active"}}};
  policy::SchemePlan scheme = SchemeFor(benefit);
  scheme.category_titles = {{"在职", "in service"}};
  const FeeLine line{.amount = Money{100}};
  YearTotals totals;
  const Explanation explanation = *ExplainOne(EpochWithOneSource(), scheme, benefit, {},
                                              {.lines = std::span(&line, 1)}, Money{0}, totals);
  const std::vector<Operand>& operands = LineOf(explanation, "pooled.axis").operands;
  ASSERT_EQ(operands.size(), 3U);
  EXPECT_EQ(operands[0].value, (Text{"非救助对象", "no aid"}));
  EXPECT_EQ(operands[1].value, (Text{"三级", "level 3"}));
  EXPECT_EQ(operands[2].name, (Text{"人员类别", "category"}));
  EXPECT_EQ(operands[2].value, scheme.category_titles[0]);
}

TEST(Explain, RefusesAsSettleOneDoes) {
  YearTotals totals;
  const policy::BenefitPlan benefit = PooledThenLarge();
  EXPECT_EQ(TraceOne(benefit, {}, {}, Money{0}, totals).error().code, ErrorCode::kNoLines);
}

// The last line of each figure carries that figure.
void ExpectLinesMatchFigures(const policy::BenefitPlan& benefit, const Explanation& explanation) {
  const Figures& figures = explanation.figures;
  const auto last = [&](std::string_view figure) {
    Money amount{-1};
    for (const ExplanationLine& line : explanation.lines) {
      EXPECT_FALSE(line.text.zh.empty());
      EXPECT_FALSE(line.text.en.empty());
      if (line.figure == figure) amount = line.amount;
    }
    return amount;
  };
  EXPECT_EQ(last("total"), figures.total);
  EXPECT_EQ(last("eligible"), figures.eligible);
  EXPECT_EQ(last("burden"), figures.burden);
  EXPECT_EQ(last("account"), figures.account);
  EXPECT_EQ(last("cash"), figures.cash);
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
    EXPECT_EQ(last("fund." + benefit.layers[i].id), figures.layer_paid[i]);
  }
}

TEST(Explain, GivesTheFiguresOfSettleOneForEveryRandomCase) {
  RandomCases random(42);
  for (int i = 0; i < 1'500 && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE(i);
    const policy::BenefitPlan benefit = random.Benefit();
    const policy::SchemePlan scheme = SchemeFor(benefit);
    const PersonFacts facts = random.Facts();
    YearTotals settled;
    YearTotals explained;
    for (int k = 0; k < 4; ++k) {
      const std::vector<FeeLine> lines = random.Lines();
      const Encounter encounter = random.Over(lines);
      const Figures figures = *SettleOne(benefit, facts, encounter, Money{9'000}, settled);
      const Explanation explanation = *ExplainOne(EpochWithOneSource(), scheme, benefit, facts,
                                                  encounter, Money{9'000}, explained);
      EXPECT_EQ(explanation.figures, figures);
      EXPECT_EQ(explained, settled);
      ExpectLinesMatchFigures(benefit, explanation);
    }
  }
}

}  // namespace
}  // namespace tongchou::settle
