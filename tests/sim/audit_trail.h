// AuditTrail: which commands of a history happened, in which order, as the store's audit rows and
// stored answers tell it; and whether that fits what the clients saw.
//
// Values; one thread at a time.
#ifndef TONGCHOU_SIM_AUDIT_TRAIL_H_
#define TONGCHOU_SIM_AUDIT_TRAIL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sim/history.h"
#include "store/store.h"

namespace tongchou::sim {

class Findings;

// One accepted command.
struct Happened {
  std::size_t request = 0;
  Moment at;
  std::string answer;  // as stored; empty without a key
};

struct AuditTrail {
  std::int64_t before = 0;         // audit rows before the first command (the set-up)
  std::vector<Happened> happened;  // row before + 1, before + 2, …
};

// Refusals of the store become findings.
AuditTrail ReadTrail(const History& history, store::Reader& reader, Findings& findings);

// What is wrong, in sentences; only so many are kept.
class Findings {
 public:
  void Add(std::string sentence);
  // Adds "`what`: is …, should be …" when they differ.
  void Expect(const std::string& what, std::int64_t is, std::int64_t should_be);
  void Expect(const std::string& what, const std::string& is, const std::string& should_be);
  std::vector<std::string> Take() { return std::move(sentences_); }

 private:
  std::vector<std::string> sentences_;
};

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_AUDIT_TRAIL_H_
