// Audit: holds what the clients saw and what the store keeps against the auditor's own book.
//
// Checked: every answered command is there once, with the answer that was seen; every unanswered
// one at most once; a refused one not at all; a repeat had the same answer; the same msgid never
// did two things. The audit trail gives the order of all commands; along it the book says what each
// had to do, and every figure, balance, running total, movement, journal entry, link of the chain,
// turnover and daily total of the store must be the book's.
// Reads only. One thread at a time.
#ifndef TONGCHOU_SIM_AUDITOR_H_
#define TONGCHOU_SIM_AUDITOR_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/history.h"
#include "sim/world.h"
#include "store/store.h"

namespace tongchou::sim {

struct AuditReport {
  std::vector<std::string> findings;  // at most kMostFindings
  std::int64_t accepted = 0, settlements = 0, reversals = 0;
  std::int64_t frozen = 0;      // settlements in which no fund may pay
  std::int64_t beyond_cap = 0;  // those that met a cap with something behind it (kPackWithRules)
  std::int64_t judged = 0;      // refusals and trials that the book judged too
  bool clean() const { return findings.empty(); }
};

inline constexpr std::size_t kMostFindings = 30;

AuditReport Audit(const World& world, const History& history, store::Store& store);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_AUDITOR_H_
