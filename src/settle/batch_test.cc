#include "settle/batch.h"

#include <gtest/gtest.h>

#include <thread>

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
    for (std::int64_t i = random.OneIn(50) ? 40 : random.From(0, 6); i > 0; --i) {
      if (random.OneIn(6)) {
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
Settled RunBatch(const policy::BenefitPlan& benefit, const Settled& settled, bool stateless,
                 Isa isa, std::size_t threads) {
  Settled out = settled;
  out.funds_paid.assign(settled.eligible.size(), -1);
  out.deductible.assign(settled.eligible.size(), -1);
  BatchResult result{
      .funds_paid_fen = out.funds_paid, .deductible_fen = out.deductible, .layer_paid_fen = {}};
  for (std::size_t i = 0; i < out.layer_paid.size(); ++i) {
    out.layer_paid[i].assign(settled.eligible.size(), -1);
    result.layer_paid_fen[i] = out.layer_paid[i];
  }
  const BatchPlan plan(benefit);
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

void ExpectAgreement(std::uint64_t seed, int plans, int persons, bool stateless) {
  RandomCases random(seed);
  for (int i = 0; i < plans && !testing::Test::HasFailure(); ++i) {
    SCOPED_TRACE(i);
    const policy::BenefitPlan benefit = random.Benefit();
    const Settled settled = RandomHistory(benefit, random, persons, stateless);
    for (const Isa isa : IsasOfThisMachine()) {
      for (const std::size_t threads : {1U, 2U, 3U, 7U}) {
        EXPECT_TRUE(RunBatch(benefit, settled, stateless, isa, threads) == settled)
            << "instruction set " << static_cast<int>(isa) << ", threads " << threads;
      }
    }
  }
}

TEST(Batch, AgreesWithSettleOneOverRandomPlans) { ExpectAgreement(1, 150, 60, false); }

TEST(Batch, AgreesWithSettleOneOverManyPersons) { ExpectAgreement(2, 6, 1'500, false); }

TEST(Batch, WithoutStateAgreesWithSettleOneFromZero) { ExpectAgreement(3, 100, 120, true); }

TEST(Batch, SumsEqualTheColumns) {
  RandomCases random(4);
  const policy::BenefitPlan benefit =
      BenefitWith({LayerWith("pooled", CellWith(Share(73), 1'000))});
  const Settled settled = RandomHistory(benefit, random, 700, false);
  const BatchSums sums =
      *SettleHistory(BatchPlan(benefit), settled.history(), 0, settled.offsets.size() - 1, {});
  Int128 paid = 0;
  for (const std::int64_t fen : settled.funds_paid) paid += fen;
  EXPECT_TRUE(sums.layer_paid_fen[0] == paid);
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
