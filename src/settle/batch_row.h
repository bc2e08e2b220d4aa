// One row of a history through the operations of its cell, with what runs on through the person's
// year. The steps of SettleOne with everything decided beforehand that the plan decides: which
// layers apply, and which formula is enough for the cell. Internal to this folder.
//
// Invariants: amounts 0 .. kMaxFen, so below 2^40; shares 0 .. 1 000 000, so a product is below
// 2^60 and so is the sum of the products over the bands of one amount.
#ifndef TONGCHOU_SETTLE_BATCH_ROW_H_
#define TONGCHOU_SETTLE_BATCH_ROW_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "settle/batch_plan.h"

namespace tongchou::settle {

// What runs on through a person's benefit year in one scheme, by total slot. Behind the last slot
// stands what layers without one read and write: always zero.
struct BatchYear {
  std::int64_t stays = 0;
  std::array<LayerTotal, policy::kMaxTotals + 1> totals{};
};

struct BatchRow {
  std::int64_t eligible_fen = 0;
  std::int64_t funds_paid_fen = 0;
  std::int64_t excess_fen = 0;
  std::int64_t first_took_fen = 0;
};

// `millionths` / 1 000 000 to the nearest whole, halves up, for 0 <= millionths <= 2^60.
//
// 1 000 000 = 64 × 15 625. With x = (millionths + 500 000) / 64 below 2^54 the quotient by 15 625
// is x × M >> 68 for M = ceil(2^68 / 15 625): the excess of M over the true factor is below 1, so
// the product errs by less than 2^54, and 2^54 × 15 625 < 2^68 keeps that below one step.
inline std::int64_t RoundMillionths(std::int64_t millionths) {
  constexpr unsigned __int128 kTwo68 = static_cast<unsigned __int128>(1) << 68;
  constexpr auto kFactor = static_cast<std::uint64_t>((kTwo68 + 15'624) / 15'625);
  const std::uint64_t x = static_cast<std::uint64_t>(millionths + 500'000) >> 6;
  return static_cast<std::int64_t>((static_cast<unsigned __int128>(x) * kFactor) >> 68);
}

// What lies on the axis of a layer.
inline std::int64_t AxisOf(const BatchRow& row, policy::Axis axis) {
  if (axis == policy::Axis::kEligible) return row.eligible_fen;
  if (axis == policy::Axis::kExcess) return row.excess_fen;
  return row.eligible_fen - row.funds_paid_fen;
}

// The part of `axis_fen` the deductible takes, of a layer that starts from `before`.
inline std::int64_t TakenOf(const BatchLayer& layer, const BatchOp& op, const LayerTotal& before,
                            std::int64_t axis_fen) {
  const std::int64_t met = before.entered_fen & layer.met_mask;
  return std::min(axis_fen, std::max<std::int64_t>(0, op.deductible_fen - met));
}

// The payment before the cap over the bands of the cell.
inline std::int64_t OverBands(const BatchLayer& layer, const BatchBand* band,
                              const LayerTotal& before, std::int64_t axis_fen,
                              std::int64_t taken_fen) {
  const std::int64_t start = before.entered_fen & layer.start_mask;
  const std::int64_t end = start + axis_fen;
  std::int64_t from = start + taken_fen;
  std::int64_t exact = 0;
  for (; from < end; ++band) {
    const std::int64_t to = std::min(band->upper_fen, end);
    exact += std::max<std::int64_t>(0, to - from) * band->share_millionths;
    from = std::max(from, to);
  }
  return RoundMillionths(exact);
}

// Pays one layer. `kAxis` is the axis of the layer, known where the kind of the operation is.
// Returns the payment.
template <policy::Axis kAxis, bool kHasBands>
inline std::int64_t PayOp(const BatchPlan& plan, const BatchOp& op, BatchYear& year,
                          BatchRow& row) {
  const BatchLayer& layer = plan.layers[op.layer];
  LayerTotal& total = year.totals[op.total];
  const std::int64_t axis = AxisOf(row, kAxis);
  std::int64_t taken = TakenOf(layer, op, total, axis);
  std::int64_t excess = 0;
  std::int64_t payment = 0;
  if constexpr (kHasBands) {
    const BatchBand* const bands = plan.bands.data() + op.first_band;
    if (taken < axis) payment = OverBands(layer, bands, total, axis, taken);
  } else {
    payment = RoundMillionths((axis - taken) * op.share_millionths);
  }
  const std::int64_t unpaid = row.eligible_fen - row.funds_paid_fen;
  if (payment > op.cap_fen - (total.paid_fen & layer.used_mask)) [[unlikely]] {
    const LaneResult lane = PayLane(layer, op.key, total, axis, unpaid);
    payment = lane.paid_fen;
    excess = lane.excess_fen;
  }
  payment = std::min(payment, unpaid);
  if constexpr (kAxis != policy::Axis::kBurden) row.excess_fen = excess;
  if (op.layer == 0) row.first_took_fen = taken;
  row.funds_paid_fen += payment;
  total.entered_fen += axis & layer.keep_mask;
  total.paid_fen += payment & layer.keep_mask;
  return payment;
}

// Pays one layer by the very steps of SettleOne.
std::int64_t PayOpBySteps(const BatchPlan& plan, const BatchOp& op, BatchYear& year, BatchRow& row);

inline std::int64_t PayAnyOp(const BatchPlan& plan, const BatchOp& op, BatchYear& year,
                             BatchRow& row) {
  using policy::Axis;
  switch (op.kind) {
    case BatchOpKind::kShareOfEligible:
      return PayOp<Axis::kEligible, false>(plan, op, year, row);
    case BatchOpKind::kShareOfExcess:
      return row.excess_fen == 0 ? 0 : PayOp<Axis::kExcess, false>(plan, op, year, row);
    case BatchOpKind::kShareOfBurden:
      return PayOp<Axis::kBurden, false>(plan, op, year, row);
    case BatchOpKind::kBandsOfEligible:
      return PayOp<Axis::kEligible, true>(plan, op, year, row);
    case BatchOpKind::kBandsOfExcess:
      return row.excess_fen == 0 ? 0 : PayOp<Axis::kExcess, true>(plan, op, year, row);
    case BatchOpKind::kBandsOfBurden:
      return PayOp<Axis::kBurden, true>(plan, op, year, row);
    case BatchOpKind::kSteps:
      return PayOpBySteps(plan, op, year, row);
  }
  return 0;
}

// Takes `row` through every layer of the cell `key` and moves `year` on, but for the stays. Calls
// paid(layer, fen) for each.
template <typename Paid>
inline void PayRow(const BatchPlan& plan, std::uint32_t key, BatchYear& year, BatchRow& row,
                   Paid paid) {
  const BatchOp* const end = plan.ops.data() + plan.first_op[key + 1];
  for (const BatchOp* op = plan.ops.data() + plan.first_op[key]; op != end; ++op) {
    paid(op->layer, PayAnyOp(plan, *op, year, row));
  }
}

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_ROW_H_
