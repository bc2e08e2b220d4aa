// What hospitals and pharmacies asked across two simulated areas, and what they saw.
//
// Plain values; one thread at a time.
#ifndef TONGCHOU_SIM_CROSSING_HISTORY_H_
#define TONGCHOU_SIM_CROSSING_HISTORY_H_

#include <cstdint>
#include <deque>
#include <string>

#include "service/crossing_order.h"
#include "sim/history.h"

namespace tongchou::sim {

// A message about a person of area `home`, sent in area `here`; it may be sent several times.
struct CrossRequest {
  std::size_t home = 0, here = 0;
  std::string provider, msgid, infno;
  std::string body;  // stands for the bytes that were sent
  service::CrossingOrder order;
};

// One sending of a request, at one of the servers.
struct CrossAttempt {
  std::size_t request = 0;
  int server = 0;
  std::int64_t began = 0, ended = 0;  // in the order of all events
  Seen seen = Seen::kNothing;
  ErrorCode code = ErrorCode::kStoreUnavailable;  // of a refusal
  std::string answer;
};

struct CrossHistory {
  std::deque<CrossRequest> requests;  // whoever waits holds on to his while more are added
  std::deque<CrossAttempt> attempts;
};

// One line about an attempt, for people.
std::string Describe(const CrossHistory& history, std::size_t attempt);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_CROSSING_HISTORY_H_
