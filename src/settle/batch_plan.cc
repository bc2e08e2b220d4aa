#include "settle/batch_plan.h"

#include <algorithm>

#include "settle/steps.h"

namespace tongchou::settle {

namespace {

using policy::LayerCell;
using policy::Op;

// True when whatever lies beyond the deductible is paid at one share.
bool HasOneShare(const LayerCell& cell) {
  if (!cell.applies) return true;
  return cell.band_count > 0 &&
         std::all_of(cell.bands.begin(), cell.bands.begin() + cell.band_count,
                     [&](const policy::Band& band) {
                       return band.share_millionths == cell.bands[0].share_millionths;
                     });
}

// `value_of` each cell that applies, `otherwise` for the rest and the frozen key.
template <typename ValueOf>
CellColumn ColumnOf(const policy::Layer& layer, std::int64_t otherwise, ValueOf value_of) {
  CellColumn column;
  for (const LayerCell& cell : layer.cells) {
    column.by_key.push_back(cell.applies ? value_of(cell) : otherwise);
  }
  const std::int64_t first = column.by_key.front();
  column.same_for_all = std::all_of(column.by_key.begin(), column.by_key.end(),
                                    [first](std::int64_t value) { return value == first; });
  if (column.same_for_all) column.filled.assign(kLanes, first);
  column.by_key.push_back(otherwise);
  return column;
}

BatchLayer LayerOf(const policy::BenefitPlan& plan, std::size_t index) {
  BatchLayer batch;
  const policy::Layer& layer = plan.layers[index];
  batch.layer = &layer;
  for (const policy::Step step : plan.steps) {
    const bool of_layers = step.op > Op::kTakeAxis && step.op < Op::kAddToFund;
    if (of_layers && step.layer == index) batch.ops.push_back(step.op);
  }
  batch.one_share = !layer.is_flat && layer.cap_on != policy::CapOn::kExpense &&
                    std::all_of(layer.cells.begin(), layer.cells.end(), HasOneShare);
  const auto later = plan.layers.begin() + static_cast<std::ptrdiff_t>(index) + 1;
  const bool excess_matters = std::any_of(later, plan.layers.end(), [](const policy::Layer& next) {
    return next.axis == policy::Axis::kExcess;
  });
  batch.has_lane_work =
      !batch.one_share || (excess_matters && layer.cap_on != policy::CapOn::kNone);
  batch.keeps_totals = layer.total_slot >= 0;
  batch.deductible = ColumnOf(layer, 0, [](const LayerCell& cell) { return cell.deductible_fen; });
  batch.share =
      ColumnOf(layer, 0, [](const LayerCell& cell) { return cell.bands[0].share_millionths; });
  batch.cap = ColumnOf(layer, policy::kNoLimit, [](const LayerCell& cell) { return cell.cap_fen; });
  batch.applies = ColumnOf(layer, 0, [](const LayerCell&) { return std::int64_t{-1}; });
  return batch;
}

}  // namespace

BatchPlan::BatchPlan(const policy::BenefitPlan& plan) : benefit(&plan) {
  for (std::size_t i = 0; i < plan.layers.size(); ++i) layers.push_back(LayerOf(plan, i));
  for (const policy::Dimension& dimension : plan.dimensions) {
    if (dimension.kind != policy::DimensionKind::kStay) continue;
    stay_stride = dimension.stride;
    last_stay_class = static_cast<std::int64_t>(dimension.size) - 1;
  }
}

LaneResult PayLane(const BatchLayer& layer, std::uint32_t key, LayerTotal before,
                   std::int64_t axis_fen, std::int64_t unpaid_fen) {
  LayerRun now;
  now.layer = layer.layer;
  now.cell = &layer.layer->cells[key];
  now.applies = true;
  now.before = before;
  now.unpaid_fen = unpaid_fen;
  EnterAxis(now, axis_fen);
  NoObserver observer;
  for (const Op op : layer.ops) ApplyLayerStep(now, op, observer);
  return {.paid_fen = now.paid_fen, .took_fen = now.took_fen, .excess_fen = now.excess_fen};
}

}  // namespace tongchou::settle
