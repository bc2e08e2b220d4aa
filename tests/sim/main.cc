// simulator: runs seeds until one fails, the range is done or the time is over. See --help.
#include <fmt/core.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <string_view>

#include "sim/crossing_run.h"
#include "sim/seed_run.h"

namespace tongchou::sim {
namespace {

constexpr const char* kUsage =
    R"(用法 · usage: simulator [options]

按种子随机操作真实的经办服务并制造故障，由另写的核对程序逐笔重算。
Runs the real service through random histories with faults, and recomputes everything with an
auditor written apart. docs/internals/simulator.md

  --seeds A..B      种子范围 · the seeds, both included (1..20)
  --seed S          只跑一个 · one seed
  --commands N      每个种子的操作数 · commands of each seed (1000)
  --minutes M       最多跑多久 · end after so long; seeds go on beyond B until then
  --store KIND      memory | sqlite | postgresql://…
  --pack ID         只用一个政策包 · one pack only; else the seed chooses
  --packs FOLDER    政策包目录 · where the packs are
  --shrink          失败后找出最短的历史 · after a failure, find the shortest history
  --crossings       两个统筹区之间的异地结算 · settlements across two areas instead
  --history         印出全部历史 · print the whole history of each seed
  --verify-every N  每隔几个种子再跑 ledger verify · seeds between runs of ledger verify too (16)
)";

constexpr std::string_view kPostgres = "postgresql://";

struct Arguments {
  std::uint64_t first = 1, last = 20;
  std::int64_t minutes = 0;
  bool shrink = false, crossings = false;
  std::string store = "memory";
  std::string packs = TONGCHOU_SOURCE_DIR "/policies";
  RunOptions run;
};

template <typename Number>
bool Read(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool ReadSeeds(std::string_view text, Arguments& arguments) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return false;
  return Read(text.substr(0, dots), arguments.first) &&
         Read(text.substr(dots + 2), arguments.last) && arguments.first <= arguments.last;
}

bool ReadOption(std::string_view name, const std::string& value, Arguments& arguments) {
  if (name == "--seeds") return ReadSeeds(value, arguments);
  if (name == "--seed") {
    const bool read = Read(value, arguments.first);
    arguments.last = arguments.first;
    return read;
  }
  if (name == "--commands") return Read(value, arguments.run.commands);
  if (name == "--minutes") return Read(value, arguments.minutes);
  if (name == "--verify-every") return Read(value, arguments.run.verify_every);
  std::string* const text = name == "--store"   ? &arguments.store
                            : name == "--pack"  ? &arguments.run.pack
                            : name == "--packs" ? &arguments.packs
                                                : nullptr;
  if (text == nullptr) return false;
  *text = value;
  return true;
}

bool ReadArguments(int count, char** values, Arguments& arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string_view name = values[i];
    if (name == "--shrink") {
      arguments.shrink = true;
    } else if (name == "--crossings") {
      arguments.crossings = true;
    } else if (name == "--history") {
      arguments.run.with_lines = true;
    } else if (i + 1 >= count || !ReadOption(name, values[++i], arguments)) {
      fmt::print(stderr, "不认识的选项或数值 · unknown option or value: {}\n\n{}", name, kUsage);
      return false;
    }
  }
  const bool known = arguments.store == "memory" || arguments.store == "sqlite" ||
                     arguments.store.starts_with(kPostgres);
  if (!known) fmt::print(stderr, "没有这种存储 · no such store: {}\n", arguments.store);
  return known;
}

StoreFactory FactoryOf(const std::string& store, const std::string& folder) {
  if (store == "memory") return InMemory();
  return store == "sqlite" ? InSqlite(folder) : InPostgres(store);
}

// A defect of the service aborts: say which seed it was. A signal handler has no other way in.
std::atomic<std::uint64_t> seed_now{0};

void SayWhichSeed(int) {
  constexpr std::string_view kWords = "aborted in seed ";
  std::array<char, 64> text{};
  char* end = std::copy(kWords.begin(), kWords.end(), text.data());
  end = std::to_chars(end, text.data() + text.size() - 1, seed_now.load()).ptr;
  *end++ = '\n';
  const auto size = static_cast<std::size_t>(end - text.data());
  if (write(STDERR_FILENO, text.data(), size) < 0) _exit(3);
}

struct Totals {
  std::int64_t seeds = 0, attempts = 0, accepted = 0, settlements = 0, reversals = 0, judged = 0;
  std::int64_t frozen = 0, beyond_cap = 0;
  std::array<std::int64_t, kFaultCount> faults{};
  std::array<std::int64_t, kVerbCount> answered{};

  void Add(const SeedReport& report) {
    ++seeds;
    attempts += report.attempts;
    accepted += report.audit.accepted;
    settlements += report.audit.settlements;
    reversals += report.audit.reversals;
    judged += report.audit.judged;
    frozen += report.audit.frozen;
    beyond_cap += report.audit.beyond_cap;
    for (std::size_t i = 0; i < faults.size(); ++i) faults[i] += report.faults[i];
    for (std::size_t i = 0; i < answered.size(); ++i) answered[i] += report.accepted[i];
  }
  void Print(const char* what) const {
    fmt::print("{}: seeds {}, commands {}, accepted {}, settlements {}, reversals {}, judged {}\n",
               what, seeds, attempts, accepted, settlements, reversals, judged);
    std::fflush(stdout);
  }
  void PrintKinds() const {
    fmt::print("  frozen {}, beyond a cap {}; faults:", frozen, beyond_cap);
    for (std::size_t i = 0; i < kFaultCount; ++i) {
      fmt::print(" {} {}", NameOf(static_cast<FaultKind>(i)), faults[i]);
    }
    fmt::print("\n  answered:");
    for (std::size_t i = 0; i < kVerbCount; ++i) {
      fmt::print(" {} {}", NameOf(static_cast<Verb>(i)), answered[i]);
    }
    fmt::print("\n");
  }
};

void PrintFailure(const Arguments& arguments, std::uint64_t seed, const SeedReport& report,
                  std::int64_t commands) {
  fmt::print("\n失败 · FAILED: seed {}, pack {}, after {} commands\n", seed, report.pack,
             report.attempts);
  for (const std::string& finding : report.audit.findings) fmt::print("  {}\n", finding);
  fmt::print("最后的操作 · the last commands:\n");
  for (const std::string& line : report.lines) fmt::print("  {}\n", line);
  fmt::print("重现 · again: simulator --seed {} --commands {} --store {}{}{}\n", seed, commands,
             arguments.store, arguments.run.pack.empty() ? "" : " --pack ", arguments.run.pack);
}

int RunAll(const Arguments& arguments) {
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::minutes(arguments.minutes);
  constexpr auto kEvery = std::chrono::seconds(10);
  auto next_line = begin + kEvery;
  Totals totals;
  std::uint64_t seed = arguments.first;
  const auto goes_on = [&] {
    return arguments.minutes > 0 ? Clock::now() < end : seed <= arguments.last;
  };
  for (; goes_on(); ++seed) {
    seed_now = seed;
    const SeedReport report = RunSeed(arguments.run, seed);
    totals.Add(report);
    if (!report.audit.clean()) {
      std::int64_t commands = arguments.run.commands;
      if (arguments.shrink) commands = Shrink(arguments.run, seed, commands);
      PrintFailure(arguments, seed, RunSeed(arguments.run, seed, commands), commands);
      return 1;
    }
    for (const std::string& line : report.lines) fmt::print("{}\n", line);
    if (Clock::now() < next_line) continue;
    next_line = Clock::now() + kEvery;
    totals.Print(fmt::format("seed {}", seed).c_str());
  }
  const auto took = std::chrono::duration_cast<std::chrono::seconds>(Clock::now() - begin);
  totals.Print("核对无误 · clean");
  fmt::print("  seeds {}..{}, {} s\n", arguments.first, seed - 1, took.count());
  totals.PrintKinds();
  return totals.settlements > 0 ? 0 : 1;
}

// Histories across two areas, in memory.
int RunCrossings(const Arguments& arguments) {
  CrossingRunOptions options;
  options.library = arguments.run.library;
  options.with_lines = arguments.run.with_lines;
  std::int64_t attempts = 0, settled = 0, undone = 0, refused = 0, mended = 0, overtaken = 0;
  for (std::uint64_t seed = arguments.first; seed <= arguments.last; ++seed) {
    seed_now = seed;
    const auto every = static_cast<std::uint64_t>(arguments.run.verify_every);
    options.verify = every > 0 && seed % every == 0;
    const CrossingSeed run = RunCrossingSeed(options, seed);
    for (const std::string& line : run.lines) fmt::print("  {}\n", line);
    if (!run.audit.findings.empty()) {
      fmt::print("\n失败 · FAILED: seed {}\n", seed);
      for (const std::string& finding : run.audit.findings) fmt::print("  {}\n", finding);
      return 1;
    }
    attempts += run.attempts;
    settled += run.audit.settled;
    undone += run.audit.undone;
    refused += run.audit.refused;
    mended += run.audit.mended;
    overtaken += run.audit.overtaken;
  }
  fmt::print(
      "核对无误 · clean: seeds {}..{}, messages {}, settled across {}, undone {}, refused {}, "
      "refused "
      "first and settled later {}, overtaken {}\n",
      arguments.first, arguments.last, attempts, settled, undone, refused, mended, overtaken);
  return settled > 0 ? 0 : 1;
}

int Main(int count, char** values) {
  Arguments arguments;
  if (count == 2 && std::string_view(values[1]) == "--help") {
    fmt::print("{}", kUsage);
    return 0;
  }
  if (!ReadArguments(count, values, arguments)) return 2;
  auto library = policy::Library::Load(arguments.packs);
  if (!library.ok()) {
    fmt::print(stderr, "{}\n{}\n", library.error().Chinese(), library.error().English());
    return 2;
  }
  arguments.run.library = *std::move(library);
  if (!arguments.run.pack.empty() && arguments.run.library->Find(arguments.run.pack) == nullptr) {
    fmt::print(stderr, "没有这个政策包 · no such pack: {}\n", arguments.run.pack);
    return 2;
  }
  const std::string folder =
      (std::filesystem::temp_directory_path() / fmt::format("tongchou-sim-{}", getpid())).string();
  arguments.run.factory = FactoryOf(arguments.store, folder);
  signal(SIGABRT, SayWhichSeed);
  const int status = arguments.crossings ? RunCrossings(arguments) : RunAll(arguments);
  std::filesystem::remove_all(folder);
  return status;
}

}  // namespace
}  // namespace tongchou::sim

int main(int count, char** values) { return tongchou::sim::Main(count, values); }
