// The step functions: what each operation of the closed vocabulary does. Said once; SettleOne and
// ExplainOne are two instances of Interpret with different observers. Internal to this folder.
//
// An observer has
//   void OnLine(const FeeLine&, const LineSplit&)      after each fee line was split
//   void OnBand(int band, int64 from, int64 to)        for each band that holds some of the amount
//   void OnStep(policy::Step, const Run&)              after each step
// and may not change anything.
//
// Pure but for Run::totals; thread-safe.
#ifndef TONGCHOU_SETTLE_STEPS_H_
#define TONGCHOU_SETTLE_STEPS_H_

#include <algorithm>

#include "base/result.h"
#include "settle/cell_key.h"
#include "settle/run.h"
#include "settle/settle_one.h"

namespace tongchou::settle {

struct NoObserver {
  void OnLine(const FeeLine&, const LineSplit&) {}
  void OnBand(int, std::int64_t, std::int64_t) {}
  void OnStep(policy::Step, const Run&) {}
};

// What is wrong with the encounter, if anything. Nothing that follows can fail.
Status CheckInput(const Run& run);

template <typename Observer>
void SplitScope(Run& run, Observer& observer) {
  Figures& figures = run.figures;
  for (const FeeLine& line : run.encounter.lines) {
    const LineSplit split = SplitLine(run.benefit, line);
    figures.total += line.amount;
    figures.full_self_pay += split.full_self_pay;
    figures.over_ceiling += split.over_ceiling;
    figures.first_self_pay += split.first_self_pay;
    figures.eligible += split.eligible;
    observer.OnLine(line, split);
  }
}

inline void ReduceReferral(Run& run) {
  Figures& figures = run.figures;
  run.eligible_before_referral_fen = figures.eligible.fen;
  const Ratio reduction =
      run.benefit.referral_reduction[static_cast<std::size_t>(run.encounter.referral)];
  const Money moved = MultiplyRoundHalfAway(figures.eligible, reduction);
  figures.eligible -= moved;
  figures.first_self_pay += moved;
}

inline std::int64_t AxisAmount(const Run& run, policy::Axis axis) {
  switch (axis) {
    case policy::Axis::kEligible:
      return run.figures.eligible.fen;
    case policy::Axis::kExcess:
      return run.excess_fen;
    case policy::Axis::kBurden:
      return run.figures.eligible.fen - run.figures.funds_paid.fen;
  }
  return 0;
}

// Places `axis_fen` on the layer's axis.
inline void EnterAxis(LayerRun& now, std::int64_t axis_fen) {
  now.axis_fen = axis_fen;
  now.start_fen = now.layer->span == policy::Span::kYear ? now.before.entered_fen : 0;
  now.end_fen = now.start_fen + now.axis_fen;
}

// Enters the layer of the step. A frozen person has no layer that applies.
inline void TakeAxis(Run& run, std::uint8_t index) {
  run.layer = {};
  LayerRun& now = run.layer;
  now.layer = &run.benefit.layers[index];
  now.cell = &now.layer->cells[run.cell_key];
  now.applies = now.cell->applies && !run.facts.frozen;
  if (!now.applies) return;
  if (now.layer->total_slot >= 0) now.before = run.totals.layers[now.layer->total_slot];
  now.unpaid_fen = run.figures.eligible.fen - run.figures.funds_paid.fen;
  EnterAxis(now, AxisAmount(run, now.layer->axis));
}

inline void Deduct(LayerRun& now) {
  const std::int64_t deductible = now.cell->deductible_fen;
  const bool once_a_year = now.layer->deductible_span == policy::Span::kYear;
  const std::int64_t due =
      once_a_year ? std::max<std::int64_t>(0, deductible - now.start_fen) : deductible;
  now.took_fen = std::min(now.axis_fen, due);
}

// Where on the axis the expense cap lies.
inline std::int64_t CapEdge(const LayerRun& now) {
  const std::int64_t cap = now.cell->cap_fen;
  if (cap == policy::kNoLimit || now.layer->span == now.layer->cap_span) return cap;
  if (now.layer->cap_span == policy::Span::kStay) return now.start_fen + cap;
  return std::max<std::int64_t>(0, cap - now.before.entered_fen);
}

inline void CapExpense(LayerRun& now) {
  const std::int64_t edge = CapEdge(now);
  const std::int64_t payable_from = now.start_fen + now.took_fen;
  now.excess_fen = std::max<std::int64_t>(0, now.end_fen - std::max(payable_from, edge));
  now.end_fen = std::min(now.end_fen, std::max(edge, now.start_fen));
}

// Calls visit(band index, from, to) for each band that holds some of what lies beyond the
// deductible, in order, until it returns false.
template <typename Visit>
void ForEachBand(const LayerRun& now, Visit visit) {
  const std::int64_t offset =
      now.layer->bands_from == policy::BandsFrom::kDeductible ? now.cell->deductible_fen : 0;
  std::int64_t from = now.start_fen + now.took_fen;
  for (int i = 0; i < now.cell->band_count && from < now.end_fen; ++i) {
    const std::int64_t upper = now.cell->bands[i].upper_fen;
    const std::int64_t to =
        upper == policy::kNoLimit ? now.end_fen : std::min(upper + offset, now.end_fen);
    if (to <= from) continue;
    if (!visit(i, from, to)) return;
    from = to;
  }
}

// `numerator` / `denominator` to the nearest whole, halves up; neither is negative. Most fit 64
// bits, where dividing is many times faster.
inline std::int64_t DivideRoundHalfUp(Int128 numerator, std::int64_t denominator) {
  constexpr Int128 kFits64 = std::int64_t{1} << 62;
  if (numerator >= kFits64) return DivideRoundHalfAway(numerator, denominator);
  const std::int64_t dividend = static_cast<std::int64_t>(numerator);
  const std::int64_t quotient = dividend / denominator;
  const std::int64_t rest = dividend % denominator;
  return quotient + (rest >= denominator - rest ? 1 : 0);
}

template <typename Observer>
void PayBands(LayerRun& now, Observer& observer) {
  ForEachBand(now, [&](int band, std::int64_t from, std::int64_t to) {
    now.exact += Int128{to - from} * now.cell->bands[band].share_millionths;
    observer.OnBand(band, from, to);
    return true;
  });
  now.uncut_fen = DivideRoundHalfUp(now.exact, Ratio::kOne);
  now.paid_fen = now.uncut_fen;
}

inline void PayFlat(LayerRun& now) {
  now.uncut_fen = std::min(now.cell->flat_fen, now.unpaid_fen);
  now.paid_fen = now.uncut_fen;
}

// The largest expense beyond the deductible whose exact payment is at most `room_fen`, rounded half
// away from zero to the fen. Bands that pay nothing are used up on the way.
inline std::int64_t ExpenseThatFits(const LayerRun& now) {
  const std::int64_t payable_from = now.start_fen + now.took_fen;
  Int128 left = Int128{now.room_fen} * Ratio::kOne;
  std::int64_t expense = now.end_fen - payable_from;
  ForEachBand(now, [&](int band, std::int64_t from, std::int64_t to) {
    const std::int64_t share = now.cell->bands[band].share_millionths;
    const Int128 payment = Int128{to - from} * share;
    if (payment <= left) {
      left -= payment;
      return true;
    }
    expense = from - payable_from + DivideRoundHalfUp(left, share);
    return false;
  });
  return expense;
}

inline void CapPayment(LayerRun& now) {
  const std::int64_t cap = now.cell->cap_fen;
  const std::int64_t used = now.layer->cap_span == policy::Span::kYear ? now.before.paid_fen : 0;
  now.room_fen = std::max<std::int64_t>(0, cap - used);
  if (now.uncut_fen <= now.room_fen) return;
  now.paid_fen = now.room_fen;
  if (!now.layer->is_flat) now.excess_fen = now.axis_fen - now.took_fen - ExpenseThatFits(now);
}

// Books the payment. However the layers of a pack overlap, no more is paid than is still unpaid.
inline void AddToFund(Run& run, std::uint8_t index) {
  LayerRun& now = run.layer;
  Figures& figures = run.figures;
  now.paid_fen = std::min(now.paid_fen, now.unpaid_fen);
  figures.layer_paid[index] = Money{now.paid_fen};
  figures.funds_paid += Money{now.paid_fen};
  if (index == 0) figures.deductible = Money{now.took_fen};
  if (now.layer->axis != policy::Axis::kBurden) run.excess_fen = now.excess_fen;
  if (now.layer->total_slot < 0) return;
  LayerTotal& total = run.totals.layers[now.layer->total_slot];
  total.entered_fen += now.axis_fen;
  total.paid_fen += now.paid_fen;
}

inline void PayAccount(Run& run) {
  Figures& figures = run.figures;
  figures.burden = figures.eligible - figures.funds_paid;
  Money limit = figures.burden;
  if (run.benefit.account_pays == policy::AccountPays::kInScope) limit += figures.first_self_pay;
  if (run.benefit.account_pays == policy::AccountPays::kAll) {
    limit = figures.total - figures.funds_paid;
  }
  run.account_limit_fen = limit.fen;
  const Money available = std::max(run.balance, Money{0});
  figures.account = run.encounter.use_account ? std::min(available, limit) : Money{0};
}

inline void PayCash(Run& run) {
  Figures& figures = run.figures;
  figures.cash = figures.total - figures.funds_paid - figures.account;
}

// The steps that work on the current layer alone.
template <typename Observer>
void ApplyLayerStep(LayerRun& now, policy::Op op, Observer& observer) {
  switch (op) {
    case policy::Op::kDeduct:
      return Deduct(now);
    case policy::Op::kCapExpense:
      return CapExpense(now);
    case policy::Op::kPayBands:
      return PayBands(now, observer);
    case policy::Op::kPayFlat:
      return PayFlat(now);
    case policy::Op::kCapPayment:
      return CapPayment(now);
    default:
      TC_CHECK(false && "not a step of a layer");
  }
}

template <typename Observer>
void ApplyStep(Run& run, policy::Step step, Observer& observer) {
  switch (step.op) {
    case policy::Op::kSplitScope:
      return SplitScope(run, observer);
    case policy::Op::kReduceReferral:
      return ReduceReferral(run);
    case policy::Op::kTakeAxis:
      return TakeAxis(run, step.layer);
    case policy::Op::kPayAccount:
      return PayAccount(run);
    case policy::Op::kPayCash:
      return PayCash(run);
    case policy::Op::kAddToFund:
      if (run.layer.applies) AddToFund(run, step.layer);
      return;
    default:
      if (run.layer.applies) ApplyLayerStep(run.layer, step.op, observer);
  }
}

// Takes `run` through every step of its plan. Refusals: as SettleOne, before anything moved.
template <typename Observer>
Status Interpret(Run& run, Observer& observer) {
  const Status checked = CheckInput(run);
  if (!checked.ok()) return checked.error();
  run.cell_key = CellKeyOf(run.benefit, run.facts, run.encounter, run.totals.stays);
  for (const policy::Step step : run.benefit.steps) {
    ApplyStep(run, step, observer);
    observer.OnStep(step, run);
  }
  if (run.benefit.counts_as_stay && !run.facts.frozen) ++run.totals.stays;
  return Done{};
}

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_STEPS_H_
