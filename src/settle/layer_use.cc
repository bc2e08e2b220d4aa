#include "settle/layer_use.h"

#include <algorithm>

#include "settle/steps.h"

namespace tongchou::settle {
namespace {

struct UseObserver {
  std::array<LayerUse, policy::kMaxLayers> uses{};

  void OnLine(const FeeLine&, const LineSplit&) {}
  void OnBand(int, std::int64_t, std::int64_t) {}
  void OnStep(policy::Step step, const Run& run) {
    const LayerRun& now = run.layer;
    if (now.layer == nullptr || !now.applies) return;
    LayerUse& use = uses.at(step.layer);
    const bool capped = now.cell->cap_fen != policy::kNoLimit;
    switch (step.op) {
      case policy::Op::kTakeAxis:
        use.entered = Money{now.axis_fen};
        return;
      case policy::Op::kCapExpense:
        if (capped) use.limit = Money{std::max<std::int64_t>(0, CapEdge(now) - now.start_fen)};
        return;
      case policy::Op::kCapPayment:
        if (capped) use.limit = Money{now.room_fen};
        return;
      case policy::Op::kAddToFund:
        use.paid = Money{now.paid_fen};
        return;
      default:
        return;
    }
  }
};

// Steps of the encounter, not of a layer.
bool IsOfLayer(policy::Op op) {
  return op != policy::Op::kSplitScope && op != policy::Op::kReduceReferral &&
         op != policy::Op::kPayAccount && op != policy::Op::kPayCash;
}

}  // namespace

std::array<LayerUse, policy::kMaxLayers> LayerUses(const policy::BenefitPlan& benefit,
                                                   const PersonFacts& facts,
                                                   const Encounter& encounter, Money eligible,
                                                   const YearTotals& totals_before) {
  YearTotals totals = totals_before;
  Run run{
      .benefit = benefit, .facts = facts, .encounter = encounter, .balance = {}, .totals = totals};
  run.figures.eligible = eligible;
  run.cell_key = CellKeyOf(benefit, facts, encounter, totals.stays);
  UseObserver observer;
  for (const policy::Step step : benefit.steps) {
    if (!IsOfLayer(step.op)) continue;
    ApplyStep(run, step, observer);
    observer.OnStep(step, run);
  }
  return observer.uses;
}

}  // namespace tongchou::settle
