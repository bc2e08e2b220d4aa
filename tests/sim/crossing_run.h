// One seed of a history across two areas from beginning to end: its simulation, then the audit.
//
// Deterministic. One thread at a time.
#ifndef TONGCHOU_SIM_CROSSING_RUN_H_
#define TONGCHOU_SIM_CROSSING_RUN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "policy/library.h"
#include "sim/crossing_audit.h"

namespace tongchou::sim {

struct CrossingRunOptions {
  std::shared_ptr<const policy::Library> library;
  std::int64_t steps = 300;
  bool with_lines = false;  // tell the whole history
  bool verify = false;      // run the product's own verification too
};

struct CrossingSeed {
  CrossingReport audit;
  std::int64_t attempts = 0;
  std::vector<std::string> lines;  // one for each sending: of a failure, or when asked for
};

CrossingSeed RunCrossingSeed(const CrossingRunOptions& options, std::uint64_t seed);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_CROSSING_RUN_H_
