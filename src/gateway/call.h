// Call: one checked request on its way to the use case that answers it.
//
// Lives on one worker's stack; what it points to outlives it.
#ifndef TONGCHOU_GATEWAY_CALL_H_
#define TONGCHOU_GATEWAY_CALL_H_

#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "gateway/envelope.h"
#include "gateway/field_list.h"
#include "gateway/input.h"
#include "service/region.h"
#include "service/register.h"
#include "service/request.h"

namespace tongchou::gateway {

struct Call {
  service::Region& region;
  const Transaction& transaction;
  const Envelope& envelope;
  const service::Provider& provider;
  const Input& input;
  Moment received;
  const std::string& reference;  // inf_refmsgid of the answer: unique
  service::RequestKey key;       // for verbs that write
};

// Answers with the output as JSON.
using Handler = Result<std::string> (*)(const Call&);

// The output of a transaction that has none.
inline constexpr const char* kNoOutput = "{}";

// The answer text, or the refusal.
inline Result<std::string> OutputOf(Result<service::Answered> answered) {
  if (!answered.ok()) return answered.error();
  return std::move(answered->answer);
}

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_CALL_H_
