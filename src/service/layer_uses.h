// What each layer of a settlement was given and could pay, worked out again from the stored running
// totals and the version of the pack that settled it.
//
// Pure; thread-safe. Quick: it runs inside the transaction that settles.
#ifndef TONGCHOU_SERVICE_LAYER_USES_H_
#define TONGCHOU_SERVICE_LAYER_USES_H_

#include "service/settlements.h"
#include "store/money_rows.h"

namespace tongchou::service {

class Region;

// Fills `entered` and `limit` of every part of `view`, the view of `row`; of a reversal they are
// those of what it takes back, `entered` negated. When the version of the pack is not loaded, the
// whole eligible amount stands as entered and no limit is told: an undo must not fail for that.
void FillLayerUses(const Region& region, const store::SettlementRow& row, Settlement& view);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LAYER_USES_H_
