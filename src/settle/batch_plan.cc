#include "settle/batch_plan.h"

#include <algorithm>

#include "settle/steps.h"

namespace tongchou::settle {

namespace {

using policy::CapOn;
using policy::LayerCell;
using policy::Op;
using policy::Span;

// True when whatever lies beyond the deductible is paid at one share.
bool HasOneShare(const LayerCell& cell) {
  return std::all_of(cell.bands.begin(), cell.bands.begin() + cell.band_count,
                     [&](const policy::Band& band) {
                       return band.share_millionths == cell.bands[0].share_millionths;
                     });
}

constexpr std::int64_t MaskOf(bool counts) { return counts ? -1 : 0; }

BatchLayer LayerOf(const policy::BenefitPlan& plan, std::size_t index) {
  const policy::Layer& layer = plan.layers[index];
  const bool runs_on = layer.span == Span::kYear;
  BatchLayer batch{.layer = &layer,
                   .ops = {},
                   .start_mask = MaskOf(runs_on),
                   .met_mask = MaskOf(runs_on && layer.deductible_span == Span::kYear),
                   .used_mask = MaskOf(layer.cap_span == Span::kYear),
                   .keep_mask = MaskOf(layer.total_slot >= 0)};
  for (const policy::Step step : plan.steps) {
    const bool of_layers = step.op > Op::kTakeAxis && step.op < Op::kAddToFund;
    if (of_layers && step.layer == index) batch.ops.push_back(step.op);
  }
  return batch;
}

BatchOpKind KindOf(const policy::Layer& layer, const LayerCell& cell) {
  const bool caps_expense = layer.cap_on == CapOn::kExpense && cell.cap_fen != policy::kNoLimit;
  if (layer.is_flat || caps_expense || cell.band_count == 0) return BatchOpKind::kSteps;
  constexpr auto kBands = static_cast<int>(BatchOpKind::kBandsOfEligible);
  return static_cast<BatchOpKind>(static_cast<int>(layer.axis) + (HasOneShare(cell) ? 0 : kBands));
}

BatchOp OpOf(const policy::Layer& layer, std::size_t index, std::uint32_t key,
             std::vector<BatchBand>& bands) {
  const LayerCell& cell = layer.cells[key];
  const std::int64_t offset =
      layer.bands_from == policy::BandsFrom::kDeductible ? cell.deductible_fen : 0;
  const auto first_band = static_cast<std::uint32_t>(bands.size());
  for (int i = 0; i < cell.band_count; ++i) {
    const policy::Band& band = cell.bands[i];
    const bool is_open = band.upper_fen == policy::kNoLimit;
    bands.push_back({is_open ? policy::kNoLimit : band.upper_fen + offset, band.share_millionths});
  }
  return {.deductible_fen = cell.deductible_fen,
          .share_millionths = cell.bands[0].share_millionths,
          .cap_fen = layer.cap_on == CapOn::kPayment ? cell.cap_fen : policy::kNoLimit,
          .first_band = first_band,
          .key = key,
          .layer = static_cast<std::uint8_t>(index),
          .total = static_cast<std::uint8_t>(layer.total_slot < 0 ? policy::kMaxTotals
                                                                  : layer.total_slot),
          .kind = KindOf(layer, cell)};
}

bool IsOnBurden(const BatchOp& op) {
  return op.kind == BatchOpKind::kShareOfBurden || op.kind == BatchOpKind::kBandsOfBurden;
}

bool IsOnExcess(const BatchOp& op) {
  return op.kind == BatchOpKind::kShareOfExcess || op.kind == BatchOpKind::kBandsOfExcess;
}

constexpr ShortCell kNotShort = {.burden_limit_fen = -1};

ShortCell ShortCellOf(const BatchPlan& plan, std::uint32_t key) {
  if (key == plan.frozen_key()) return {};
  const BatchOp* const first = plan.ops.data() + plan.first_op[key];
  const BatchOp* const end = plan.ops.data() + plan.first_op[key + 1];
  if (first == end || first->layer != 0 || first->kind != BatchOpKind::kShareOfEligible) {
    return kNotShort;
  }
  ShortCell cell{.deductible_fen = first->deductible_fen,
                 .first_share_millionths = first->share_millionths,
                 .paid_limit_fen = first->cap_fen};
  for (const BatchOp* op = first + 1; op != end; ++op) {
    if (IsOnExcess(*op)) continue;
    if (!IsOnBurden(*op)) return kNotShort;
    std::int64_t limit = op->deductible_fen;
    const bool pays_at_once = op->kind == BatchOpKind::kShareOfBurden && limit == 0;
    if (pays_at_once && cell.second_layer == 0) {
      cell.second_share_millionths = op->share_millionths;
      cell.second_layer = op->layer;
      limit = op->cap_fen;
    }
    cell.burden_limit_fen = std::min(cell.burden_limit_fen, limit);
  }
  return cell;
}

}  // namespace

BatchPlan::BatchPlan(const policy::BenefitPlan& plan) : benefit(&plan) {
  for (std::size_t i = 0; i < plan.layers.size(); ++i) layers.push_back(LayerOf(plan, i));
  for (std::uint32_t key = 0; key < plan.cell_count; ++key) {
    first_op.push_back(static_cast<std::uint32_t>(ops.size()));
    for (std::size_t i = 0; i < plan.layers.size(); ++i) {
      const policy::Layer& layer = plan.layers[i];
      if (layer.cells[key].applies) ops.push_back(OpOf(layer, i, key, bands));
    }
  }
  first_op.insert(first_op.end(), 2, static_cast<std::uint32_t>(ops.size()));
  for (std::uint32_t key = 0; key <= frozen_key(); ++key) cells.Append(ShortCellOf(*this, key));
  cells.Append(kNotShort);
  for (const policy::Dimension& dimension : plan.dimensions) {
    if (dimension.kind != policy::DimensionKind::kStay || !plan.counts_as_stay) continue;
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
