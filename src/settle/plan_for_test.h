// Builds small plans by hand for the tests of this folder: layers described by what differs from a
// plain one, the step list derived as the compiler of packs derives it.
#ifndef TONGCHOU_SETTLE_PLAN_FOR_TEST_H_
#define TONGCHOU_SETTLE_PLAN_FOR_TEST_H_

#include <string>
#include <utility>
#include <vector>

#include "policy/plan.h"

namespace tongchou::settle {

// {upper edge in fen, share in millionths}, the last one open.
using BandList = std::vector<std::pair<std::int64_t, std::int64_t>>;

inline policy::LayerCell CellWith(const BandList& bands, std::int64_t deductible_fen = 0,
                                  std::int64_t cap_fen = policy::kNoLimit) {
  policy::LayerCell cell;
  cell.applies = true;
  cell.deductible_fen = deductible_fen;
  cell.cap_fen = cap_fen;
  for (const auto& [upper, share] : bands) {
    cell.bands[cell.band_count++] = {.upper_fen = upper, .share_millionths = share, .citation = 0};
  }
  return cell;
}

// One open band.
inline BandList Share(std::int64_t percent) { return {{policy::kNoLimit, percent * 10'000}}; }

inline void AppendLayerSteps(std::vector<policy::Step>& steps, const policy::Layer& layer,
                             std::uint8_t index) {
  using policy::Op;
  steps.push_back({Op::kTakeAxis, index});
  if (!layer.is_flat) steps.push_back({Op::kDeduct, index});
  if (layer.cap_on == policy::CapOn::kExpense) steps.push_back({Op::kCapExpense, index});
  steps.push_back({layer.is_flat ? Op::kPayFlat : Op::kPayBands, index});
  if (layer.cap_on == policy::CapOn::kPayment) steps.push_back({Op::kCapPayment, index});
  steps.push_back({Op::kAddToFund, index});
}

// Gives every layer a total slot of its own where it needs one, and the benefit its steps.
inline void FinishBenefit(policy::BenefitPlan& benefit) {
  using policy::Op;
  benefit.steps = {{Op::kSplitScope, 0}, {Op::kReduceReferral, 0}};
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) {
    policy::Layer& layer = benefit.layers[i];
    layer.fund = static_cast<std::uint8_t>(i);
    const bool runs_on =
        layer.span == policy::Span::kYear ||
        (layer.cap_on != policy::CapOn::kNone && layer.cap_span == policy::Span::kYear);
    layer.total_slot = runs_on ? static_cast<int>(i) : -1;
    AppendLayerSteps(benefit.steps, layer, static_cast<std::uint8_t>(i));
  }
  benefit.steps.push_back({Op::kPayAccount, 0});
  benefit.steps.push_back({Op::kPayCash, 0});
}

// A benefit with these layers, one cell each, no dimensions.
inline policy::BenefitPlan BenefitWith(std::vector<policy::Layer> layers) {
  policy::BenefitPlan benefit;
  benefit.id = "inpatient";
  benefit.counts_as_stay = true;
  benefit.layers = std::move(layers);
  FinishBenefit(benefit);
  return benefit;
}

inline policy::Layer LayerWith(std::string id, policy::LayerCell cell) {
  policy::Layer layer;
  layer.id = std::move(id);
  layer.title = {layer.id, layer.id};
  layer.cells = {std::move(cell)};
  return layer;
}

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_PLAN_FOR_TEST_H_
