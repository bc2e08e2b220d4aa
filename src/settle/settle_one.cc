#include "settle/settle_one.h"

#include <algorithm>

#include "settle/steps.h"

namespace tongchou::settle {

namespace {

bool IsAmount(Money amount) { return amount.fen >= 0; }

bool IsRatio(Ratio ratio) { return ratio.millionths >= 0 && ratio.millionths <= Ratio::kOne; }

}  // namespace

LineSplit SplitLine(const policy::BenefitPlan& benefit, const FeeLine& line) {
  LineSplit split;
  if (line.fee_class == FeeClass::kC) {
    split.full_self_pay = line.amount;
    return split;
  }
  if (line.ceiling) split.over_ceiling = std::max(Money{0}, line.amount - *line.ceiling);
  const Ratio first_ratio = line.first_ratio.value_or(
      benefit.class_first_ratio[static_cast<std::size_t>(line.fee_class)]);
  const Money covered = line.amount - split.over_ceiling;
  split.first_self_pay = MultiplyRoundHalfAway(covered, first_ratio);
  split.eligible = covered - split.first_self_pay;
  return split;
}

Status CheckInput(const Run& run) {
  const Encounter& encounter = run.encounter;
  if (encounter.level < 1 || encounter.level > 3) return ErrorCode::kUnknownLevel;
  if (encounter.lines.empty()) return ErrorCode::kNoLines;
  std::int64_t total_fen = 0;
  for (const FeeLine& line : encounter.lines) {
    if (!IsAmount(line.amount)) return ErrorCode::kBadAmount;
    if (line.ceiling && !IsAmount(*line.ceiling)) return ErrorCode::kBadAmount;
    if (line.first_ratio && !IsRatio(*line.first_ratio)) return ErrorCode::kBadRatio;
    if (line.amount.fen > kMaxFen - total_fen) return ErrorCode::kAmountOverflow;
    total_fen += line.amount.fen;
  }
  for (const policy::Layer& layer : run.benefit.layers) {
    if (layer.total_slot < 0) continue;
    if (run.totals.layers[layer.total_slot].entered_fen > kMaxAxisFen) {
      return ErrorCode::kAmountOverflow;
    }
  }
  return Done{};
}

Result<Figures> SettleOne(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                          const Encounter& encounter, Money balance, YearTotals& totals) {
  Run run{.benefit = benefit,
          .facts = facts,
          .encounter = encounter,
          .balance = balance,
          .totals = totals};
  NoObserver observer;
  const Status settled = Interpret(run, observer);
  if (!settled.ok()) return settled.error();
  return run.figures;
}

}  // namespace tongchou::settle
