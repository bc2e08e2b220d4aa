// BatchPlan: a benefit's plan turned inside out for the batch executor: for each cell key the few
// operations that apply to it, each with its values beside it. Internal to this folder.
//
// Refers to the BenefitPlan it was made of, which must outlive it. Immutable, thread-safe.
#ifndef TONGCHOU_SETTLE_BATCH_PLAN_H_
#define TONGCHOU_SETTLE_BATCH_PLAN_H_

#include <cstdint>
#include <vector>

#include "settle/encounter.h"
#include "settle/short_cells.h"

namespace tongchou::settle {

// A mask has all bits set where its total counts.
struct BatchLayer {
  const policy::Layer* layer = nullptr;
  std::vector<policy::Op> ops;  // of this layer, in order, without the first and the last
  std::int64_t start_mask = 0;  // the axis runs on through the year
  std::int64_t met_mask = 0;    // the deductible is of the year
  std::int64_t used_mask = 0;   // the cap is of the year
  std::int64_t keep_mask = 0;   // the layer has running totals
};

// Which formula is enough for a cell; what has none takes the very steps of SettleOne.
enum class BatchOpKind : std::uint8_t {
  kShareOfEligible,  // one share beyond the deductible, of the eligible amount
  kShareOfExcess,
  kShareOfBurden,
  kBandsOfEligible,
  kBandsOfExcess,
  kBandsOfBurden,
  kSteps,
};

struct BatchOp {
  std::int64_t deductible_fen = 0;
  std::int64_t share_millionths = 0;        // of the first band
  std::int64_t cap_fen = policy::kNoLimit;  // on the payment
  std::uint32_t first_band = 0;             // index into BatchPlan::bands
  std::uint32_t key = 0;
  std::uint8_t layer = 0;
  std::uint8_t total = policy::kMaxTotals;  // slot of its running totals; the last one: it has none
  BatchOpKind kind = BatchOpKind::kSteps;
};

// The last band of an operation is open.
struct BatchBand {
  std::int64_t upper_fen = policy::kNoLimit;  // on the axis, a deductible before it included
  std::int64_t share_millionths = 0;
};

struct BatchPlan {
  explicit BatchPlan(const policy::BenefitPlan& plan);

  // The key of frozen rows.
  std::uint32_t frozen_key() const { return benefit->cell_count; }
  // The key of rows that are not for the short way, whatever their cell.
  std::uint32_t unfit_key() const { return benefit->cell_count + 1; }

  const policy::BenefitPlan* benefit;
  std::vector<BatchLayer> layers;
  std::vector<BatchOp> ops;  // by cell key, in the order of the layers
  std::vector<BatchBand> bands;
  std::vector<std::uint32_t> first_op;  // by cell key; none for the frozen key; then the end
  ShortCells cells;                     // the frozen one included
  std::int64_t stay_stride = 0;         // of the stay dimension; 0 without one
  std::int64_t last_stay_class = 0;
};

// What one layer does with one encounter.
struct LaneResult {
  std::int64_t paid_fen, took_fen, excess_fen;
};

// Pays `axis_fen` of one person by the very steps of SettleOne. `key` is not the frozen one and the
// layer applies to it.
LaneResult PayLane(const BatchLayer& layer, std::uint32_t key, LayerTotal before,
                   std::int64_t axis_fen, std::int64_t unpaid_fen);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_PLAN_H_
