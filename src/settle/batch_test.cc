#include "settle/batch.h"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>

#include "settle/batch_block.h"
#include "settle/random_plan_for_test.h"
#include "settle/settle_one.h"

namespace tongchou::settle {
namespace {

// A random history with what SettleOne makes of it, column by column.
struct Settled {
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::int64_t> eligible, funds_paid, deductible;
  std::vector<std::uint32_t> key;
  std::vector<std::int16_t> year;
  std::vector<std::vector<std::int64_t>> layer_paid;

  History history() const {
    return {.person_offsets = offsets, .eligible_fen = eligible, .static_key = key, .year = year};
  }
  bool operator==(const Settled&) const = default;
};

void AppendEncounter(const policy::BenefitPlan& benefit, RandomCases& random, bool stateless,
                     YearTotals& totals, Settled& settled) {
  const std::vector<FeeLine> lines = random.Lines();
  const Encounter encounter = random.Over(lines);
  const PersonFacts facts = random.Facts();
  if (stateless) totals = {};
  const Figures figures = *SettleOne(benefit, facts, encounter, Money{0}, totals);
  settled.eligible.push_back(figures.eligible.fen);
  settled.funds_paid.push_back(figures.funds_paid.fen);
  settled.deductible.push_back(figures.deductible.fen);
  settled.key.push_back(StaticKeyOf(benefit, facts, encounter));
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
    settled.layer_paid[i].push_back(figures.layer_paid[i].fen);
  }
}

Settled RandomHistory(const policy::BenefitPlan& benefit, RandomCases& random, int persons,
                      bool stateless) {
  Settled settled;
  settled.layer_paid.resize(benefit.layers.size());
  for (int person = 0; person < persons; ++person) {
    YearTotals totals;
    std::int16_t year = 2026;
    std::int64_t encounters = random.From(0, 6);
    if (random.OneIn(50)) encounters = 40;
    if (random.OneIn(400)) encounters = random.From(kBlockRows - 2, kBlockRows + 2);
    for (; encounters > 0; --encounters) {
      if (random.OneIn(encounters > 40 ? 60 : 6)) {
        ++year;
        totals = {};
      }
      AppendEncounter(benefit, random, stateless, totals, settled);
      settled.year.push_back(year);
    }
    settled.offsets.push_back(static_cast<std::uint32_t>(settled.eligible.size()));
  }
  return settled;
}

std::vector<Isa> IsasOfThisMachine() {
  std::vector<Isa> isas;
  for (const Isa isa : {Isa::kBaseline, Isa::kAvx2, Isa::kAvx512}) {
    if (IsSupported(isa)) isas.push_back(isa);
  }
  return isas;
}

// The result columns of the batch executor over the inputs of `settled`.
Settled RunBatch(const BatchPlan& plan, const Settled& settled, bool stateless, Isa isa,
                 std::size_t threads) {
  Settled out = settled;
  out.funds_paid.assign(settled.eligible.size(), -1);
  out.deductible.assign(settled.eligible.size(), -1);
  BatchResult result{
      .funds_paid_fen = out.funds_paid, .deductible_fen = out.deductible, .layer_paid_fen = {}};
  for (std::size_t i = 0; i < out.layer_paid.size(); ++i) {
    out.layer_paid[i].assign(settled.eligible.size(), -1);
    result.layer_paid_fen[i] = out.layer_paid[i];
  }
  const History history = settled.history();
  const std::size_t all = stateless ? settled.eligible.size() : settled.offsets.size() - 1;
  std::vector<std::thread> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    workers.emplace_back([&, from = all * i / threads, to = all * (i + 1) / threads] {
      const auto settle = stateless ? SettleRows : SettleHistory;
      EXPECT_TRUE(settle(plan, history, from, to, result, isa).ok());
    });
  }
  for (std::thread& worker : workers) worker.join();
  return out;
}

// A random benefit of the shape most packs have, for which the short way is made: one share of the
// eligible amount first, then layers on excess and burden.
policy::BenefitPlan UsualBenefit(RandomCases& random) {
  policy::BenefitPlan benefit = random.Benefit();
  while (benefit.layers.empty()) benefit = random.Benefit();
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
    policy::Layer& layer = benefit.layers[i];
    if (i > 0 && layer.axis == policy::Axis::kEligible) layer.axis = policy::Axis::kBurden;
    if (i == 0 && layer.cap_on == policy::CapOn::kExpense) layer.cap_on = policy::CapOn::kPayment;
    layer.is_flat = layer.is_flat && i > 2;
    const bool has_one_share = i == 0 || random.OneIn(2);
    for (policy::LayerCell& cell : layer.cells) {
      if (has_one_share) cell.band_count = 1;
      if (has_one_share) cell.bands[0].upper_fen = policy::kNoLimit;
      if (i > 0) cell.deductible_fen *= random.From(0, 20);
      if (cell.cap_fen != policy::kNoLimit) cell.cap_fen *= random.From(1, 20);
    }
  }
  benefit.steps.clear();
  FinishBenefit(benefit);
  return benefit;
}

using MakeBenefit = policy::BenefitPlan (*)(RandomCases&);

policy::BenefitPlan AnyBenefit(RandomCases& random) { return random.Benefit(); }

void ExpectAgreement(std::uint64_t seed, MakeBenefit make, int plans, int persons, bool stateless) {
  RandomCases random(seed);
  for (int i = 0; i < plans && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE(i);
    const policy::BenefitPlan benefit = make(random);
    const BatchPlan plan(benefit);
    const Settled settled = RandomHistory(benefit, random, persons, stateless);
    for (const Isa isa : IsasOfThisMachine()) {
      for (const std::size_t threads : {1U, 2U, 3U, 7U}) {
        EXPECT_TRUE(RunBatch(plan, settled, stateless, isa, threads) == settled)
            << "instruction set " << static_cast<int>(isa) << ", threads " << threads;
      }
    }
  }
}

TEST(Batch, AgreesWithSettleOneOverRandomPlans) { ExpectAgreement(1, AnyBenefit, 80, 60, false); }

TEST(Batch, AgreesWithSettleOneOverUsualPlans) { ExpectAgreement(2, UsualBenefit, 80, 60, false); }

TEST(Batch, AgreesWithSettleOneOverManyPersons) {
  ExpectAgreement(3, UsualBenefit, 4, 1'500, false);
}

TEST(Batch, WithoutStateAgreesWithSettleOneFromZero) {
  ExpectAgreement(4, AnyBenefit, 60, 120, true);
  ExpectAgreement(5, UsualBenefit, 60, 120, true);
}

// A history without persons and years.
History RowsAlone(const std::vector<std::int64_t>& eligible,
                  const std::vector<std::uint32_t>& key) {
  return {.person_offsets = {}, .eligible_fen = eligible, .static_key = key, .year = {}};
}

TEST(Batch, EveryLengthIsSettledToItsLastRowAndNoFurther) {
  const policy::BenefitPlan benefit = BenefitWith({LayerWith("pooled", CellWith(Share(73), 0))});
  const BatchPlan plan(benefit);
  const std::vector<std::int64_t> eligible(kBlockRows + 40, 100);
  const std::vector<std::uint32_t> key(eligible.size(), 0);
  for (const Isa isa : IsasOfThisMachine()) {
    for (std::size_t length = 0; length < eligible.size(); length += length < 20 ? 1 : 17) {
      std::vector<std::int64_t> paid(eligible.size(), -1);
      BatchResult result;
      result.funds_paid_fen = paid;
      const History history = RowsAlone(eligible, key);
      const BatchSums sums =
          *SettleRows(plan, history, 3, std::max<std::size_t>(3, length), result, isa);
      std::vector<std::int64_t> expected(eligible.size(), -1);
      for (std::size_t i = 3; i < length; ++i) expected[i] = 73;
      EXPECT_EQ(paid, expected) << "instruction set " << static_cast<int>(isa);
      EXPECT_TRUE(sums.layer_paid_fen[0] == (length > 3 ? (length - 3) * 73 : 0));
    }
  }
}

// Amounts around what may go the short way, and products around halves.
TEST(Batch, SharesAreRoundedHalfUpInEveryInstructionSet) {
  RandomCases random(6);
  std::vector<std::int64_t> eligible = {0, 1, kShortFen - 1, kShortFen, kShortFen + 1, kMaxFen};
  while (eligible.size() < 3'000) eligible.push_back(random.From(0, kShortFen));
  const std::vector<std::uint32_t> key(eligible.size(), 0);
  for (const std::int64_t share : {0, 1, 499'999, 500'000, 500'001, 728'125, 999'999, 1'000'000}) {
    policy::LayerCell cell = CellWith(Share(0), 0);
    cell.bands[0].share_millionths = share;
    const policy::BenefitPlan benefit = BenefitWith({LayerWith("pooled", cell)});
    const BatchPlan plan(benefit);
    std::vector<std::int64_t> expected;
    for (const std::int64_t fen : eligible) {
      expected.push_back(MultiplyRoundHalfAway(Money{fen}, Ratio{share}).fen);
    }
    for (const Isa isa : IsasOfThisMachine()) {
      std::vector<std::int64_t> paid(eligible.size());
      BatchResult result;
      result.funds_paid_fen = paid;
      EXPECT_TRUE(SettleRows(plan, RowsAlone(eligible, key), 0, eligible.size(), result, isa).ok());
      EXPECT_EQ(paid, expected) << "instruction set " << static_cast<int>(isa);
    }
  }
}

TEST(Batch, SumsEqualTheColumns) {
  RandomCases random(7);
  for (int i = 0; i < 20; ++i) {
    const policy::BenefitPlan benefit = UsualBenefit(random);
    const BatchPlan plan(benefit);
    const Settled settled = RandomHistory(benefit, random, 300, false);
    for (const Isa isa : IsasOfThisMachine()) {
      const BatchSums sums =
          *SettleHistory(plan, settled.history(), 0, settled.offsets.size() - 1, {}, isa);
      const auto sum_of = [](const std::vector<std::int64_t>& column) {
        return std::accumulate(column.begin(), column.end(), Int128{0});
      };
      EXPECT_TRUE(sums.eligible_fen == sum_of(settled.eligible));
      for (std::size_t layer = 0; layer < benefit.layers.size(); ++layer) {
        EXPECT_TRUE(sums.layer_paid_fen[layer] == sum_of(settled.layer_paid[layer])) << layer;
      }
    }
  }
}

TEST(Batch, RefusesAmountsOutOfRange) {
  const policy::BenefitPlan benefit = BenefitWith({});
  const BatchPlan plan(benefit);
  const std::vector<std::uint32_t> offsets = {0, 1};
  const std::vector<std::uint32_t> keys = {0};
  const std::vector<std::int16_t> years = {2026};
  std::vector<std::int64_t> paid(1);
  const auto code = [&](std::int64_t fen) {
    const std::vector<std::int64_t> eligible = {fen};
    const History history = {offsets, eligible, keys, years};
    BatchResult result;
    result.funds_paid_fen = paid;
    return SettleHistory(plan, history, 0, 1, result).error().code;
  };
  EXPECT_EQ(code(-1), ErrorCode::kBadAmount);
  EXPECT_EQ(code(kMaxFen + 1), ErrorCode::kAmountOverflow);
}

}  // namespace
}  // namespace tongchou::settle
