// What moves money across areas: asked of the area of insurance, booked in both.
//
// Thread-safe.
#ifndef TONGCHOU_GATEWAY_ACROSS_H_
#define TONGCHOU_GATEWAY_ACROSS_H_

#include <cstdint>

#include "gateway/call.h"
#include "service/crossing_order.h"

namespace tongchou::gateway {

// Asks the area `insured` for the message of `call`; see service/crossings.h. Refusals: those of
// Crossings::Ask; kNoNeighbour when this server has one area only.
Result<service::Answered> AskAcross(const Call& call, std::int64_t insured,
                                    const service::CrossingOrder& order);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_ACROSS_H_
