// Run: one encounter on its way through the steps of a plan; the scratch that the step functions
// (steps.h) read and write. Internal to this folder.
//
// Invariants: all amounts in fen, 0 <= each <= kMaxFen; a position on an axis is at most
// kMaxAxisFen more. So the product of an amount and a ratio in millionths fits 64 bits, which the
// assertion below holds on to. Lives on one stack; not shared between threads.
#ifndef TONGCHOU_SETTLE_RUN_H_
#define TONGCHOU_SETTLE_RUN_H_

#include <array>
#include <cstdint>
#include <limits>

#include "settle/encounter.h"

namespace tongchou::settle {

// No running total goes beyond this: an encounter that starts above it is refused.
inline constexpr std::int64_t kMaxAxisFen = 1'000'000'000'000'000'000;

static_assert(kMaxAxisFen <= std::numeric_limits<std::int64_t>::max() - 4 * kMaxFen,
              "a position on an axis must fit 64 bits");

// The current layer.
struct LayerRun {
  const policy::Layer* layer = nullptr;
  const policy::LayerCell* cell = nullptr;
  bool applies = false;
  LayerTotal before;            // running totals before this encounter; zero without a slot
  std::int64_t unpaid_fen = 0;  // of the eligible amount, before this layer
  std::int64_t axis_fen = 0;    // of this encounter on the axis
  std::int64_t start_fen = 0;   // where it starts on the axis
  std::int64_t end_fen = 0;     // where it ends, at most the expense cap
  std::int64_t took_fen = 0;    // the deductible takes this much
  std::int64_t excess_fen = 0;  // beyond the cap
  Int128 exact = 0;             // payment over the bands, in millionths of a fen
  std::int64_t room_fen = 0;    // under the payment cap, before this payment
  std::int64_t uncut_fen = 0;   // payment before the cap
  std::int64_t paid_fen = 0;
};

struct Run {
  const policy::BenefitPlan& benefit;
  const PersonFacts& facts;
  const Encounter& encounter;
  Money balance;
  YearTotals& totals;

  std::uint32_t cell_key = 0;
  std::int64_t eligible_before_referral_fen = 0;
  std::int64_t excess_fen = 0;  // of the last layer on the eligible or excess axis
  std::int64_t account_limit_fen = 0;
  LayerRun layer = {};
  Figures figures = {};
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_RUN_H_
