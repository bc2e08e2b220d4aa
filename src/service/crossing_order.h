// What is asked of a neighbour, as one value, and its packed form: kept with the crossing so that
// it can be asked again after a crash.
//
// Values; pure; thread-safe.
#ifndef TONGCHOU_SERVICE_CROSSING_ORDER_H_
#define TONGCHOU_SERVICE_CROSSING_ORDER_H_

#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "service/settlements.h"

namespace tongchou::service {

using CrossingOrder = std::variant<SettleOrder, ReverseOrder, PurchaseOrder>;

std::string PackOrder(const CrossingOrder& order);

// The order that was packed. Refusals: kStoreCorrupt.
Result<CrossingOrder> UnpackOrder(std::string_view bytes);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CROSSING_ORDER_H_
