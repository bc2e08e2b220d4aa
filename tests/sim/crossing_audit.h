// CrossingAudit: what hospitals saw across two areas against what both stores keep.
//
// Checked: a message made one settlement at most, and the one that everybody who was answered was
// told of, in whatever order and at whichever server; one that was refused and nothing else made
// none; what the one area settled for the other, that one has booked with the same figures, and
// nothing else; no settlement is taken back twice; accounts paid what their holders lack; what the
// one journal owes the other one claims, to the fen; nothing is open. Everything is worked out from
// plain rows, with nothing of the service's own reckoning.
// Reads only. One thread at a time.
#ifndef TONGCHOU_SIM_CROSSING_AUDIT_H_
#define TONGCHOU_SIM_CROSSING_AUDIT_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/crossing_history.h"
#include "store/store.h"

namespace tongchou::sim {

// One of the two areas, as it is stored in the end.
struct AuditedArea {
  std::int64_t area = 0;
  store::Store* store = nullptr;
};

struct CrossingReport {
  std::vector<std::string> findings;
  std::int64_t settled = 0, undone = 0;  // across
  std::int64_t refused = 0;              // messages that made nothing across
  std::int64_t mended = 0;               // messages that were refused first and settled later
  std::int64_t overtaken = 0;            // messages that two senders had under way at once
};

// `opening_fen` is what everybody's account began with.
CrossingReport AuditCrossings(const CrossHistory& history, const std::array<AuditedArea, 2>& areas,
                              std::int64_t opening_fen);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_CROSSING_AUDIT_H_
