// What a change of policy would have cost, measured: an extract of made cases replayed under
// demo-city and variants of it, beside a loop written by hand for the same rules; and how long an
// extract takes out of a store. tests/bench/what_if.py runs it and adds numpy.
//
//   what_if_bench make FILE ROWS PACKS            writes an extract of about ROWS stays
//   what_if_bench run FILE PACKS THREADS [DUMP]   replays it; DUMP gets columns for numpy
//   what_if_bench store FOLDER ROWS PACKS         fills a SQLite store and extracts it
//
// Prints one "name value" a line; times in milliseconds, memory in MiB.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "demo_by_hand.h"
#include "store/sqlite/sqlite_store.h"
#include "what_if_cases.h"
#include "what_if_store.h"

namespace tongchou::bench {
namespace {

using settle::CaseClass;

constexpr int kVariants = 10;

void Print(std::string_view name, double value) { fmt::print("{} {:.3f}\n", name, value); }

template <typename Work>
double Milliseconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

double PeakMemory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

// demo-city with the first layer's share lower by `points` hundredths of a percent.
std::vector<std::unique_ptr<const policy::Epoch>> Lowered(const policy::Pack& pack, int points) {
  std::vector<std::unique_ptr<const policy::Epoch>> epochs;
  for (const auto& each : pack.epochs) {
    auto epoch = std::make_unique<policy::Epoch>(*each);
    for (policy::SchemePlan& scheme : epoch->schemes) {
      for (policy::BenefitPlan& benefit : scheme.benefits) {
        if (benefit.layers.empty()) continue;
        for (policy::LayerCell& cell : benefit.layers.front().cells) {
          for (int i = 0; i < cell.band_count; ++i) {
            cell.bands[i].share_millionths =
                std::max<std::int64_t>(0, cell.bands[i].share_millionths - 100 * points);
          }
        }
      }
    }
    epochs.push_back(std::move(epoch));
  }
  return epochs;
}

// What the loop by hand adds up: the same groups as the replay.
struct HandSums {
  struct Sums {
    std::int64_t count = 0, total = 0, eligible = 0, funds = 0;
    void Add(std::int64_t t, std::int64_t e, std::int64_t f) {
      ++count;
      total += t;
      eligible += e;
      funds += f;
    }
  };
  std::array<Sums, 72> by_class;
  std::array<Sums, 256> by_age;
  std::array<Sums, kProviders> by_provider;
  std::array<Sums, kOffices> by_office;
  std::array<Sums, 12> by_month;
  std::int64_t gain = 0, lose = 0;
};

DemoFacts FactsOf(const CaseClass& shared) {
  return {.level = static_cast<std::uint8_t>(shared.level - 1),
          .aid = static_cast<std::uint8_t>(shared.aid),
          .retired = shared.category == 1,
          .civil_servant = shared.civil_servant,
          .frozen = shared.frozen};
}

// One thread. `funds`, when it is wanted, gets what the funds pay of each row.
HandSums RunByHand(const settle::PastCases& cases, std::vector<std::int64_t>* funds) {
  HandSums sums;
  std::array<DemoFacts, 72> facts;
  for (std::size_t i = 0; i < facts.size(); ++i) facts[i] = FactsOf(cases.words->classes[i]);
  std::array<std::uint8_t, 366> month{};
  for (int day = 0; day < 366; ++day) {
    month[static_cast<std::size_t>(day)] =
        static_cast<std::uint8_t>(std::min(11U, kYear.from.PlusDays(day).month() - 1));
  }
  const std::size_t layers = cases.words->classes[0].layer_funds.size();
  for (std::size_t person = 0; person < cases.persons(); ++person) {
    DemoYear year;
    std::int64_t change = 0;
    HandSums::Sums own;
    for (std::size_t row = cases.first_row[person]; row < cases.first_row[person + 1]; ++row) {
      const std::int32_t day = cases.end[row] - kYear.from.days();
      if (day >= 365) continue;
      const std::uint16_t shared = cases.case_class[row];
      const std::int64_t eligible = cases.eligible_fen[row];
      const std::int64_t paid = SettleDemo(eligible, facts[shared], year);
      const std::int64_t total = cases.total_fen[row];
      sums.by_class[shared].Add(total, eligible, paid);
      sums.by_age[cases.age[row]].Add(total, eligible, paid);
      sums.by_provider[cases.provider[row]].Add(total, eligible, paid);
      sums.by_month[month[static_cast<std::size_t>(day)]].Add(total, eligible, paid);
      own.Add(total, eligible, paid);
      std::int64_t before = 0;
      for (std::size_t i = 0; i < layers; ++i) before += cases.payments_fen[row * layers + i];
      change += paid - before;
      if (funds != nullptr) (*funds)[row] = paid;
    }
    HandSums::Sums& office = sums.by_office[cases.office[person]];
    office.count += own.count;
    office.total += own.total;
    office.eligible += own.eligible;
    office.funds += own.funds;
    (change > 0 ? sums.gain : sums.lose) += std::abs(change);
  }
  return sums;
}

template <typename Value>
void Dump(const std::string& folder, std::string_view name, std::span<const Value> column) {
  std::ofstream(fmt::format("{}/{}", folder, name), std::ios::binary)
      .write(reinterpret_cast<const char*>(column.data()),
             static_cast<std::streamsize>(column.size_bytes()));
}

// The columns that numpy needs for the same computation.
void DumpAll(const std::string& folder, const settle::PastCases& cases,
             const std::vector<std::int64_t>& funds) {
  std::filesystem::create_directories(folder);
  Dump(folder, "first_row", cases.first_row);
  Dump(folder, "office", cases.office);
  Dump(folder, "end", cases.end);
  Dump(folder, "class", cases.case_class);
  Dump(folder, "age", cases.age);
  Dump(folder, "provider", cases.provider);
  Dump(folder, "total", cases.total_fen);
  Dump(folder, "eligible", cases.eligible_fen);
  Dump(folder, "payments", cases.payments_fen);
  Dump(folder, "funds", std::span<const std::int64_t>(funds));
}

double ProcessorMilliseconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// The best of some times: on the clock, and of the processors (all threads together), which says
// more on a machine that is not quiet.
void Measure(const std::string& name, int times, const std::function<void()>& work) {
  double best = 0;
  double best_cpu = 0;
  for (int i = 0; i < times; ++i) {
    const double cpu = ProcessorMilliseconds();
    const double spent = Milliseconds(work);
    const double spent_cpu = ProcessorMilliseconds() - cpu;
    best = i == 0 ? spent : std::min(best, spent);
    best_cpu = i == 0 ? spent_cpu : std::min(best_cpu, spent_cpu);
  }
  Print(name + "_ms", best);
  Print(name + "_cpu_ms", best_cpu);
}

void Run(const std::string& path, const Demo& demo, int threads, const std::string& dump) {
  std::shared_ptr<const service::Extract> extract;
  Measure("open", 1, [&] { extract = Must(service::OpenExtract(path, kArea)); });
  const settle::PastCases& cases = extract->cases();
  Print("rows", static_cast<double>(cases.rows()));
  settle::ReplayRequest request{
      .period = kYear, .variants = {{}, demo.pack->epochs}, .threads = threads, .progress = {}};
  settle::ReplayResult one;
  Measure("one", 3, [&] { one = Must(Replay(cases, request)); });
  std::vector<std::vector<std::unique_ptr<const policy::Epoch>>> lowered;
  for (int i = 0; i < kVariants; ++i) lowered.push_back(Lowered(*demo.pack, 50 * i));
  request.variants = {{}, lowered[1]};
  Measure("changed", 3, [&] { Must(Replay(cases, request)); });
  request.variants = {{}};
  for (const auto& each : lowered) request.variants.emplace_back(each);
  Measure("ten", 1, [&] { Must(Replay(cases, request)); });
  HandSums by_hand;
  Measure("by_hand", 3, [&] { by_hand = RunByHand(cases, nullptr); });
  std::int64_t funds = 0;
  for (const auto& each : by_hand.by_class) funds += each.funds;
  if (one.variants[1].all.funds_fen != funds || one.changes[1].changed_rows != 0) {
    Fail("the replay and the loop by hand differ");
  }
  Print("memory_mib", PeakMemory());
  if (dump.empty()) return;
  std::vector<std::int64_t> by_row(cases.rows());
  RunByHand(cases, &by_row);
  DumpAll(dump, cases, by_row);
}

void MeasureStore(const std::string& folder, std::uint64_t rows, const Demo& demo) {
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/tongchou.db";
  const bool is_new = !std::filesystem::exists(path);
  auto store =
      Must(store::OpenSqlite({.path = path, .create = true, .read_only = false, .vfs = {}}));
  if (is_new) {
    Print("fill_ms", Milliseconds([&] { StoreFiller(*store, demo).Fill(rows); }));
  }
  const ManualClock clock(MomentOf(Date(2027, 1, 10), 0));
  const auto region = Must(service::Region::Open(demo.library, std::move(store), clock,
                                                 {.pack = "demo-city", .seal = {}}));
  std::shared_ptr<const service::Extract> extract;
  Measure("extract", 1, [&] {
    extract =
        Must(service::UpdateExtract(*region, folder + "/cases", {.rebuild = true, .progress = {}}));
  });
  Print("extracted_rows", static_cast<double>(extract->cases().rows()));
  Print("extract_memory_mib", PeakMemory());
}

std::uint64_t Whole(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) Fail("not a number: " + text);
  return value;
}

int Main(const std::vector<std::string>& arguments) {
  if (arguments.size() < 4) Fail("make FILE ROWS PACKS | run FILE PACKS THREADS [DUMP] | store …");
  const std::string& verb = arguments[0];
  if (verb == "make") {
    MakeExtract(arguments[1], Whole(arguments[2]), LoadDemo(arguments[3]));
  } else if (verb == "run") {
    Run(arguments[1], LoadDemo(arguments[2]), static_cast<int>(Whole(arguments[3])),
        arguments.size() > 4 ? arguments[4] : std::string());
  } else if (verb == "store") {
    MeasureStore(arguments[1], Whole(arguments[2]), LoadDemo(arguments[3]));
  } else {
    Fail("no such verb: " + verb);
  }
  return 0;
}

}  // namespace
}  // namespace tongchou::bench

int main(int argc, char** argv) { return tongchou::bench::Main({argv + 1, argv + argc}); }
