// The amounts a caller states with a settlement, to be compared with ours.
//
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_STATED_AMOUNTS_H_
#define TONGCHOU_GATEWAY_STATED_AMOUNTS_H_

#include "base/result.h"
#include "gateway/input.h"
#include "service/settlements.h"

namespace tongchou::gateway {

// The total and the four parts as far as a checked row of `node` has them. Where the parts are
// optional, four noughts beside a total that is not nought state nothing: an empty number has to be
// sent as 0.
service::StatedAmounts StatedIn(const Node& node, const WireValue& row);

// `error` with the wire's name of the amount in place of ours.
Error OnTheWire(Error error);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_STATED_AMOUNTS_H_
