// SeedRun: one seed from beginning to end: its simulation, then the audit.
//
// Deterministic: the same options and seed give the same history and the same report.
// One thread at a time.
#ifndef TONGCHOU_SIM_SEED_RUN_H_
#define TONGCHOU_SIM_SEED_RUN_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "policy/library.h"
#include "sim/auditor.h"
#include "sim/simulation.h"

namespace tongchou::sim {

// Makes the opener of a seed's store, which begins empty.
using StoreFactory = std::function<StoreOpener(std::uint64_t seed)>;

StoreFactory InMemory();
// One file below `folder` for each seed, removed with its opener.
StoreFactory InSqlite(const std::string& folder);
// One schema of `database` (postgresql://…) for each seed, dropped with its opener.
StoreFactory InPostgres(const std::string& database);

struct RunOptions {
  std::shared_ptr<const policy::Library> library;
  std::string pack;  // empty: the seed chooses
  std::int64_t commands = 1'000;
  StoreFactory factory;
  bool with_lines = false;         // the report tells the whole history
  std::int64_t verify_every = 16;  // seeds after which the product's own verification runs too
};

struct SeedReport {
  std::string pack;
  std::int64_t attempts = 0;
  AuditReport audit;
  std::array<std::int64_t, kFaultCount> faults{};
  std::array<std::int64_t, kVerbCount> accepted{};  // answers seen, by verb
  std::vector<std::string> lines;  // one for each command: the last ones of a failure, or all
};

// Runs `seed`. `commands` overrides the options' when above zero.
SeedReport RunSeed(const RunOptions& options, std::uint64_t seed, std::int64_t commands = 0);

// The fewest commands after which the audit of `seed` is not clean, found by halving; `commands`
// are known to be enough.
std::int64_t Shrink(const RunOptions& options, std::uint64_t seed, std::int64_t commands);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_SEED_RUN_H_
