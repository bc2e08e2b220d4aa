#include "sim/crossing_run.h"

#include "service/verify.h"
#include "sim/crossing_simulation.h"

namespace tongchou::sim {
namespace {

void Take(const std::string& who, const std::vector<Text>& differences, CrossingReport& audit) {
  for (const Text& difference : differences) audit.findings.push_back(who + difference.en);
}

void VerifyToo(CrossingSimulation& simulation, CrossingReport& audit) {
  for (std::size_t area = 0; area < CrossingSimulation::kAreas; ++area) {
    service::Region& region = simulation.region(area);
    const auto report = service::VerifyLedger(region, {});
    const auto pair = service::VerifyCrossingPair(region, simulation.region(1 - area));
    if (!report.ok() || !pair.ok()) {
      audit.findings.push_back("ledger verify was refused");
      continue;
    }
    Take("ledger verify says: ", report->differences, audit);
    Take("ledger verify of the pair says: ", pair->differences, audit);
    if (pair->unfinished != 0) audit.findings.push_back("ledger verify finds unfinished items");
  }
}

}  // namespace

CrossingSeed RunCrossingSeed(const CrossingRunOptions& options, std::uint64_t seed) {
  CrossingSimulation simulation(options.library, seed);
  simulation.Run(options.steps);
  simulation.Settle();
  std::array<AuditedArea, 2> areas;
  for (std::size_t i = 0; i < areas.size(); ++i) {
    areas[i] = {simulation.region(i).area_number(), &simulation.region(i).store()};
  }
  const CrossHistory& history = simulation.history();
  CrossingSeed run;
  run.audit = AuditCrossings(history, areas, CrossingSimulation::kOpeningFen);
  if (options.verify) VerifyToo(simulation, run.audit);
  run.attempts = static_cast<std::int64_t>(history.attempts.size());
  if (options.with_lines || !run.audit.findings.empty()) {
    for (std::size_t i = 0; i < history.attempts.size(); ++i) {
      run.lines.push_back(Describe(history, i));
    }
  }
  return run;
}

}  // namespace tongchou::sim
