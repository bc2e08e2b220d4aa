#include "sim/seed_run.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "service/verify.h"
#include "sim/audit_rules.h"
#include "sim/memory_store.h"
#include "store/postgres/connection.h"
#include "store/postgres/postgres_store.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::sim {
namespace {

// Half of the seeds live by the pack whose rules the auditor knows, the others by the rest in turn.
std::string PackOf(const RunOptions& options, std::uint64_t seed) {
  if (!options.pack.empty()) return options.pack;
  std::vector<std::string> packs = PacksWithBenefits(*options.library);
  std::erase(packs, kPackWithRules);
  if (seed % 2 == 0 || packs.empty()) return kPackWithRules;
  return packs[(seed / 2) % packs.size()];
}

void VerifyToo(Simulation& simulation, AuditReport& audit) {
  const auto report = service::VerifyLedger(simulation.region(), {});
  if (!report.ok()) {
    audit.findings.push_back("ledger verify was refused: " + report.error().English());
    return;
  }
  for (const Text& difference : report->differences) {
    audit.findings.push_back("ledger verify says: " + difference.en);
  }
}

// A folder that goes with the last opener of its seed.
struct SeedFolder {
  explicit SeedFolder(std::string path) : path(std::move(path)) {
    std::filesystem::remove_all(this->path);
    std::filesystem::create_directories(this->path);
  }
  ~SeedFolder() { std::filesystem::remove_all(path); }
  const std::string path;
};

// A schema that goes with the last opener of its seed. An empty one is made by the store.
struct SeedSchema {
  SeedSchema(std::string database, std::string name)
      : database(std::move(database)), name(std::move(name)) {
    Drop();
  }
  ~SeedSchema() { Drop(); }

  void Drop() const {
    store::postgres::ConnectOptions options;
    options.database = database;
    options.schema = name;
    const auto connection = store::postgres::Connection::Open(options);
    TC_CHECK(connection.ok());
    TC_CHECK((*connection)->Execute("DROP SCHEMA IF EXISTS " + name + " CASCADE").ok());
  }

  const std::string database, name;
};

}  // namespace

StoreFactory InMemory() {
  return [](std::uint64_t) -> StoreOpener {
    auto file = std::make_shared<MemoryFile>();
    return [file](Down down) {
      if (down == Down::kPower) file->CutPower();
      return std::make_unique<MemoryStore>(file);
    };
  };
}

StoreFactory InSqlite(const std::string& folder) {
  return [folder](std::uint64_t seed) -> StoreOpener {
    const auto own = std::make_shared<SeedFolder>(fmt::format("{}/seed-{}", folder, seed));
    return [own](Down) {
      store::SqliteOptions options;
      options.path = own->path + "/tongchou.db";
      options.create = true;
      return store::OpenSqlite(options).value();
    };
  };
}

StoreFactory InPostgres(const std::string& database) {
  return [database](std::uint64_t seed) -> StoreOpener {
    const auto own =
        std::make_shared<SeedSchema>(database, fmt::format("sim_{}_{}", getpid(), seed));
    return [own](Down) {
      store::PostgresOptions options;
      options.database = own->database;
      options.schema = own->name;
      options.create = true;
      return store::OpenPostgres(options).value();
    };
  };
}

SeedReport RunSeed(const RunOptions& options, std::uint64_t seed, std::int64_t commands) {
  SeedReport report;
  report.pack = PackOf(options, seed);
  const World world = MakeWorld(*options.library, report.pack);
  Simulation simulation(options.library, world, seed, options.factory(seed));
  simulation.Run(commands > 0 ? commands : options.commands);
  simulation.Settle();
  const History& history = simulation.history();
  report.audit = Audit(world, history, simulation.store());
  const bool verify =
      options.verify_every > 0 && seed % static_cast<std::uint64_t>(options.verify_every) == 0;
  if (verify) VerifyToo(simulation, report.audit);
  report.attempts = static_cast<std::int64_t>(history.attempts.size());
  report.faults = simulation.faults();
  for (const Attempt& sent : history.attempts) {
    const Verb verb = history.requests[sent.request].verb;
    if (sent.seen == Seen::kAnswered) ++report.accepted[static_cast<std::size_t>(verb)];
  }
  constexpr std::size_t kTail = 25;
  const std::size_t size = history.attempts.size();
  const std::size_t kept = options.with_lines     ? size
                           : report.audit.clean() ? 0
                                                  : std::min(size, kTail);
  for (std::size_t i = size - kept; i < size; ++i) report.lines.push_back(Describe(history, i));
  return report;
}

std::int64_t Shrink(const RunOptions& options, std::uint64_t seed, std::int64_t commands) {
  std::int64_t clean = 0;
  std::int64_t failing = commands;
  while (failing - clean > 1) {
    const std::int64_t middle = clean + (failing - clean) / 2;
    if (RunSeed(options, seed, middle).audit.clean()) {
      clean = middle;
    } else {
      failing = middle;
    }
  }
  return failing;
}

}  // namespace tongchou::sim
