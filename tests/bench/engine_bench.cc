// The engine against a hand-written loop of the same policy: demo-city, employees, inpatient.
// Prints Google Benchmark's table and then the rows of docs/reference/performance.md, as ratios.
//
//   engine_bench --packs=<folder of packs>     (default: the project's policies)
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "demo_by_hand.h"
#include "policy/library.h"
#include "settle/batch.h"
#include "settle/explain.h"
#include "settle/settle_one.h"

namespace tongchou::bench {
namespace {

using policy::BenefitPlan;
using policy::Epoch;
using policy::SchemePlan;
using settle::FeeLine;
using settle::PersonFacts;

constexpr std::size_t kPersons = 400'000;

struct Subject {
  std::shared_ptr<const policy::Library> library;
  const Epoch* epoch = nullptr;
  const SchemePlan* scheme = nullptr;
  const BenefitPlan* benefit = nullptr;
};

[[noreturn]] void Fail(const std::string& why) {
  fmt::print(stderr, "engine_bench: {}\n", why);
  std::exit(1);
}

Subject LoadDemo(const std::string& packs) {
  const auto library = policy::Library::Load(packs);
  if (!library.ok()) Fail(library.error().English());
  const auto epoch = (*library)->EpochOn("demo-city", Date(2026, 6, 1));
  if (!epoch.ok()) Fail(epoch.error().English());
  const SchemePlan& scheme = (*epoch)->schemes[policy::FindScheme(**epoch, "employee")];
  const BenefitPlan& benefit = scheme.benefits[policy::FindBenefit(scheme, "inpatient")];
  return {*library, *epoch, &scheme, &benefit};
}

// A year of stays: 1 to 6 for a person, amounts from a few hundred to some hundred thousand yuan.
struct Rows {
  std::vector<std::uint32_t> offsets = {0};
  std::vector<std::int64_t> eligible;
  std::vector<std::uint32_t> key;
  std::vector<std::int16_t> year;
  std::vector<DemoFacts> facts;
  std::vector<std::int64_t> paid;

  settle::History history() const {
    return {.person_offsets = offsets, .eligible_fen = eligible, .static_key = key, .year = year};
  }
};

Rows MakeRows(const BenefitPlan& benefit) {
  Rows rows;
  std::mt19937_64 random(2026);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  for (std::size_t person = 0; person < kPersons; ++person) {
    DemoFacts facts;
    facts.retired = below(100) < 30;
    facts.civil_servant = below(100) < 10;
    facts.frozen = below(100) < 1;
    facts.aid = below(100) < 95 ? 0 : static_cast<std::uint8_t>(1 + below(2));
    for (std::uint64_t stays = 1 + below(6); stays > 0; --stays) {
      facts.level = static_cast<std::uint8_t>(below(3));
      std::int64_t fen = static_cast<std::int64_t>(50'000 + below(2'000'000));
      if (below(20) == 0) fen *= 8;
      if (below(200) == 0) fen *= 30;
      const PersonFacts person_facts = {.category = facts.retired ? 1 : 0,
                                        .age = facts.retired ? 70 : 40,
                                        .aid = static_cast<settle::Aid>(facts.aid),
                                        .civil_servant = facts.civil_servant,
                                        .frozen = facts.frozen};
      rows.eligible.push_back(fen);
      rows.key.push_back(StaticKeyOf(benefit, person_facts, {.level = facts.level + 1}));
      rows.year.push_back(2026);
      rows.facts.push_back(facts);
    }
    rows.offsets.push_back(static_cast<std::uint32_t>(rows.eligible.size()));
  }
  rows.paid.assign(rows.eligible.size(), 0);
  return rows;
}

void RunByHand(Rows& rows) {
  for (std::size_t person = 0; person + 1 < rows.offsets.size(); ++person) {
    DemoYear year;
    std::int16_t current = 0;
    for (std::size_t row = rows.offsets[person]; row < rows.offsets[person + 1]; ++row) {
      if (rows.year[row] != current) {
        year = {};
        current = rows.year[row];
      }
      rows.paid[row] = SettleDemo(rows.eligible[row], rows.facts[row], year);
    }
  }
}

void RunBatch(const settle::BatchPlan& plan, Rows& rows, settle::Isa isa) {
  settle::BatchResult result;
  result.funds_paid_fen = rows.paid;
  if (!SettleHistory(plan, rows.history(), 0, kPersons, result, isa).ok()) Fail("batch refused");
}

void ByHand(benchmark::State& state, Rows& rows) {
  for (auto _ : state) {
    RunByHand(rows);
    benchmark::DoNotOptimize(rows.paid.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows.eligible.size()));
}

void Batch(benchmark::State& state, const settle::BatchPlan& plan, Rows& rows, settle::Isa isa) {
  for (auto _ : state) RunBatch(plan, rows, isa);
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows.eligible.size()));
}

void Stateless(benchmark::State& state, const settle::BatchPlan& plan, Rows& rows,
               settle::Isa isa) {
  settle::BatchResult result;
  result.funds_paid_fen = rows.paid;
  for (auto _ : state) {
    const auto sums = SettleRows(plan, rows.history(), 0, rows.eligible.size(), result, isa);
    if (!sums.ok()) Fail("batch refused");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows.eligible.size()));
}

// One stay with three fee lines that reaches the second layer on burden.
struct OneCase {
  std::array<FeeLine, 3> lines = {
      FeeLine{.amount = Money{12'345'678}},
      FeeLine{.amount = Money{1'234'567}, .fee_class = settle::FeeClass::kB},
      FeeLine{.amount = Money{50'000}, .fee_class = settle::FeeClass::kC}};
  PersonFacts facts = {.age = 40};
  settle::Encounter encounter = {.level = 3, .use_account = true, .lines = lines};
  Money balance{100'000};
};

void One(benchmark::State& state, const Subject& subject) {
  const OneCase one;
  for (auto _ : state) {
    settle::YearTotals totals;
    benchmark::DoNotOptimize(
        SettleOne(*subject.benefit, one.facts, one.encounter, one.balance, totals));
  }
}

void OneTraced(benchmark::State& state, const Subject& subject) {
  const OneCase one;
  for (auto _ : state) {
    settle::YearTotals totals;
    benchmark::DoNotOptimize(
        TraceOne(*subject.benefit, one.facts, one.encounter, one.balance, totals));
  }
}

void OneExplained(benchmark::State& state, const Subject& subject) {
  const OneCase one;
  for (auto _ : state) {
    settle::YearTotals totals;
    benchmark::DoNotOptimize(ExplainOne(*subject.epoch, *subject.scheme, *subject.benefit,
                                        one.facts, one.encounter, one.balance, totals));
  }
}

// The instruction sets below the best one.
struct Variant {
  settle::Isa isa;
  std::string_view name;
  std::string_view title;
};
constexpr std::array kVariants = {Variant{settle::Isa::kAvx2, "avx2", "AVX2"},
                                  Variant{settle::Isa::kBaseline, "baseline", "plain x86-64"}};

// Keeps the best time of each benchmark, in nanoseconds an item.
class BestTimes : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      const auto rate = run.counters.find("items_per_second");
      const double ns =
          rate != run.counters.end() ? 1e9 / rate->second.value : run.GetAdjustedCPUTime();
      const std::string name = run.run_name.function_name;
      const auto [best, is_new] = best_ns_.try_emplace(name, ns);
      if (!is_new) best->second = std::min(best->second, ns);
    }
  }
  double ns(const std::string& name) const {
    const auto found = best_ns_.find(name);
    return found == best_ns_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, double> best_ns_;
};

void PrintRow(std::string_view what, std::string_view measured, std::string_view budget) {
  fmt::print("| {} | {} | {} |\n", what, measured, budget);
}

void PrintTable(const BestTimes& times) {
  const auto millions = [&](const std::string& name) {
    return fmt::format("{:.0f} million/s", 1e3 / times.ns(name));
  };
  const auto micros = [&](const std::string& name) {
    return fmt::format("{:.2f} µs", times.ns(name) / 1e3);
  };
  fmt::print("\n| what | measured | budget |\n|---|---|---|\n");
  PrintRow("hand-written loop, year state", millions("by_hand"), "—");
  PrintRow("batch, year state", millions("batch"), "≥ 40 million/s");
  PrintRow("batch ÷ hand-written, time",
           fmt::format("{:.2f}×", times.ns("batch") / times.ns("by_hand")), "≤ 1.6×");
  PrintRow("batch, no state", millions("stateless"), "≥ 150 million/s");
  for (const Variant& variant : kVariants) {
    const std::string suffix = fmt::format("_{}", variant.name);
    if (times.ns("batch" + suffix) == 0) continue;  // not on this machine, or not asked for
    PrintRow(fmt::format("batch, year state, {}", variant.title), millions("batch" + suffix), "—");
    PrintRow(fmt::format("batch, no state, {}", variant.title), millions("stateless" + suffix),
             "—");
  }
  PrintRow("one case", micros("one"), "—");
  PrintRow("one case with its explanation records", micros("one_traced"), "≤ 5 µs");
  PrintRow("the same with the sentences in two languages", micros("one_explained"), "—");
}

void CheckAgreement(const settle::BatchPlan& plan, Rows& rows) {
  RunByHand(rows);
  const std::vector<std::int64_t> by_hand = rows.paid;
  RunBatch(plan, rows, settle::BestIsa());
  if (rows.paid != by_hand) Fail("the batch executor and the hand-written loop differ");
}

std::string PacksFolder(int argc, char** argv) {
  constexpr std::string_view kFlag = "--packs=";
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument.substr(0, kFlag.size()) == kFlag) {
      return std::string(argument.substr(kFlag.size()));
    }
  }
  return TONGCHOU_SOURCE_DIR "/policies";
}

int Main(int argc, char** argv) {
  const Subject subject = LoadDemo(PacksFolder(argc, argv));
  const settle::BatchPlan plan(*subject.benefit);
  Rows rows = MakeRows(*subject.benefit);
  CheckAgreement(plan, rows);
  benchmark::Initialize(&argc, argv);
  using benchmark::RegisterBenchmark;
  RegisterBenchmark("by_hand", [&](auto& state) { ByHand(state, rows); });
  RegisterBenchmark("batch", [&](auto& s) { Batch(s, plan, rows, settle::BestIsa()); });
  RegisterBenchmark("stateless", [&](auto& s) { Stateless(s, plan, rows, settle::BestIsa()); });
  for (const Variant& variant : kVariants) {
    if (!IsSupported(variant.isa)) continue;
    const auto isa = variant.isa;
    RegisterBenchmark(fmt::format("batch_{}", variant.name).c_str(),
                      [&, isa](auto& s) { Batch(s, plan, rows, isa); });
    RegisterBenchmark(fmt::format("stateless_{}", variant.name).c_str(),
                      [&, isa](auto& s) { Stateless(s, plan, rows, isa); });
  }
  RegisterBenchmark("one", [&](auto& state) { One(state, subject); });
  RegisterBenchmark("one_traced", [&](auto& state) { OneTraced(state, subject); });
  RegisterBenchmark("one_explained", [&](auto& state) { OneExplained(state, subject); });
  BestTimes times;
  benchmark::RunSpecifiedBenchmarks(&times);
  PrintTable(times);
  return 0;
}

}  // namespace
}  // namespace tongchou::bench

int main(int argc, char** argv) { return tongchou::bench::Main(argc, argv); }
