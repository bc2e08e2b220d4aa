// Daily figures: what was settled per day, scheme, benefit and level of provider.
//
// Kept as small rows in the transaction of each settlement, so that an overview costs nothing.
// Reversals count as negative in sums; `count` is settlements without reversals.
// Thread-safe.
#ifndef TONGCHOU_SERVICE_OVERVIEW_H_
#define TONGCHOU_SERVICE_OVERVIEW_H_

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "store/money_rows.h"

namespace tongchou::service {

class Region;

using DayTotal = store::DayTotalRow;  // count: settlements without reversals

// The rows of these days, both included, by day, scheme, benefit, level.
Result<std::vector<DayTotal>> DayTotals(Region& region, Date from, Date through);

// The day of the newest settlement; none when nothing was settled yet.
Result<std::optional<Date>> LatestSettlementDay(Region& region);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_OVERVIEW_H_
