// Call: one checked request on its way to the use case that answers it.
//
// Lives on one worker's stack; what it points to outlives it.
#ifndef TONGCHOU_GATEWAY_CALL_H_
#define TONGCHOU_GATEWAY_CALL_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "gateway/envelope.h"
#include "gateway/field_list.h"
#include "gateway/input.h"
#include "service/crossings.h"
#include "service/region.h"
#include "service/register.h"
#include "service/request.h"

namespace tongchou::gateway {

// What a handler learned that its output does not say; for who watches.
struct CallNotes {
  std::int64_t batch = 0;  // of the commit that stored the answer; 0: nothing was stored now
  bool repeated = false;   // the stored answer of an earlier message
};

// One area of this server. `crossings`, when there are neighbours: what it asks of them.
struct ServedArea {
  service::Region* region = nullptr;
  service::Crossings* crossings = nullptr;
};

struct Call {
  service::Region& region;               // where the person is insured
  const ServedArea& here;                // where the provider is
  const std::vector<ServedArea>& areas;  // all of this server
  const Transaction& transaction;
  const Envelope& envelope;
  const service::Provider& provider;
  const Input& input;
  Moment received;
  const std::string& reference;  // inf_refmsgid of the answer: unique
  service::RequestKey key;       // for verbs that write
  CallNotes& notes;

  // The person is insured in another area than the provider's.
  bool across() const { return &region != here.region; }
};

// Answers with the output as JSON.
using Handler = Result<std::string> (*)(const Call&);

// The output of a transaction that has none.
inline constexpr const char* kNoOutput = "{}";

// The answer text, or the refusal; leaves its notes in `call`.
inline Result<std::string> OutputOf(const Call& call, Result<service::Answered> answered) {
  if (!answered.ok()) return answered.error();
  call.notes = {answered->batch, answered->repeated};
  return std::move(answered->answer);
}

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_CALL_H_
