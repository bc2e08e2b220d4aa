// BatchPlan: a benefit's plan turned into columns for the batch executor: per layer and parameter a
// dense table by cell key, and which layers one formula covers. Internal to this folder.
//
// Refers to the BenefitPlan it was made of, which must outlive it. Immutable, thread-safe.
#ifndef TONGCHOU_SETTLE_BATCH_PLAN_H_
#define TONGCHOU_SETTLE_BATCH_PLAN_H_

#include <cstdint>
#include <vector>

#include "settle/encounter.h"

namespace tongchou::settle {

// Persons settled side by side: their state stays in the second-level cache.
inline constexpr std::size_t kLanes = 256;

// One value per cell key; the last key, one more than the benefit has, is that of frozen persons.
// When all cells agree nothing needs to be looked up (a frozen lane is masked out).
struct CellColumn {
  std::vector<std::int64_t> by_key;
  bool same_for_all = false;         // over the benefit's own cells
  std::vector<std::int64_t> filled;  // kLanes times that value, when it is the same
};

struct BatchLayer {
  const policy::Layer* layer = nullptr;
  std::vector<policy::Op> ops;  // of this layer, in order, without the first and the last
  // One share beyond the deductible in every cell and no cap on expense: paid by one formula for
  // all lanes. Otherwise lane by lane, but only where something can be paid.
  bool one_share = false;
  bool has_lane_work = false;  // bands to walk, or a cap whose excess a later layer pays on
  bool keeps_totals = false;
  CellColumn deductible, share, cap;  // fen, millionths, fen
  CellColumn applies;                 // all bits set or none
};

struct BatchPlan {
  explicit BatchPlan(const policy::BenefitPlan& plan);

  std::uint32_t frozen_key() const { return benefit->cell_count; }

  const policy::BenefitPlan* benefit;
  std::vector<BatchLayer> layers;
  std::int64_t stay_stride = 0;  // of the stay dimension; 0 without one
  std::int64_t last_stay_class = 0;
};

// What one layer does with one lane.
struct LaneResult {
  std::int64_t paid_fen, took_fen, excess_fen;
};

// Pays `axis_fen` of one person by the very steps of SettleOne. `key` is not the frozen one and the
// layer applies to it.
LaneResult PayLane(const BatchLayer& layer, std::uint32_t key, LayerTotal before,
                   std::int64_t axis_fen, std::int64_t unpaid_fen);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_PLAN_H_
