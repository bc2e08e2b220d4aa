// Calls: how a client's request becomes a call of the service, and what its answer says. The
// answer is text that the client keeps and the auditor reads; it names the attempt that was
// executed and the place of that execution among all others, so that a repeated answer shows where
// it comes from.
//
// One thread at a time.
#ifndef TONGCHOU_SIM_CALLS_H_
#define TONGCHOU_SIM_CALLS_H_

#include <cstdint>

#include "base/result.h"
#include "service/region.h"
#include "service/request.h"
#include "sim/history.h"

namespace tongchou::sim {

// Which execution of which attempt writes an answer.
struct Stamp {
  std::size_t attempt = 0;
  std::int64_t* executions = nullptr;  // counts on with every execution
};

// Calls the verb of `request` and waits for its answer. Verbs without a key answer with a text too.
Result<service::Answered> Call(service::Region& region, const Request& request, Stamp stamp);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_CALLS_H_
