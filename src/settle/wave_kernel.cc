// Compiled three times, by instruction set: every loop below is inlined into the three entry
// functions at the end and vectorised there. Whole numbers only, so the sets cannot differ.
#include "settle/wave_kernel.h"

#include <algorithm>

#define TC_INLINE [[gnu::always_inline]] inline

// The arrays of a loop are the same or do not overlap at all, so its rounds do not depend on one
// another. Without this the compiler gives up on checking so many arrays.
#if defined(__clang__)
#define TC_ROUNDS_ARE_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define TC_ROUNDS_ARE_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace tongchou::settle {

namespace {

using policy::Axis;
using policy::CapOn;
using policy::Span;

constexpr std::size_t kChunk = 64;  // lanes looked at together for rare work

// `millionths` / 1 000 000 to the nearest whole, halves up, for 0 <= millionths <= 2^40 × 10^6.
//
// 1 000 000 = 64 × 15 625. With x = (millionths + 500 000) / 64 below 2^54 the quotient by 15 625
// is x × M >> 68 for M = ceil(2^68 / 15 625): the excess of M over the true factor is below 1, so
// the product errs by less than 2^54, and 2^54 × 15 625 < 2^68 keeps that below one step. The
// 128-bit product is put together from 32-bit halves, for which every instruction set has a vector
// multiply.
TC_INLINE std::int64_t RoundMillionths(std::int64_t millionths) {
  constexpr unsigned __int128 kTwo68 = static_cast<unsigned __int128>(1) << 68;
  constexpr auto kFactor = static_cast<std::uint64_t>((kTwo68 + 15'624) / 15'625);
  constexpr std::uint64_t kLow = kFactor & 0xffff'ffffU;
  constexpr std::uint64_t kHigh = kFactor >> 32;
  const std::uint64_t x = static_cast<std::uint64_t>(millionths + 500'000) >> 6;
  const std::uint64_t low = x & 0xffff'ffffU;
  const std::uint64_t high = x >> 32;
  const std::uint64_t middle = ((low * kLow) >> 32) + low * kHigh + high * kLow;
  return static_cast<std::int64_t>((high * kHigh + (middle >> 32)) >> 4);
}

TC_INLINE void LookUp(std::size_t n, const std::int64_t* table, const std::int64_t* key,
                      std::int64_t* out) {
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = table[key[i]];
}

// The arrays one layer's loop works on. A mask has all bits set where its array counts: that way
// one loop serves every shape of layer.
struct LayerLoop {
  std::size_t size;
  const std::int64_t* amount;   // on the axis, before `less`
  const std::int64_t* applies;  // by lane: the layer applies and the person is not frozen
  const std::int64_t* deductible;
  const std::int64_t* share;  // millionths; one_share only
  const std::int64_t* cap;    // one_share only
  const std::int64_t* eligible;
  std::int64_t burden_mask;  // the axis is less what the funds have paid
  std::int64_t met_mask;     // the deductible is of the year
  std::int64_t used_mask;    // the cap is of the year
  std::int64_t* entered;     // running totals
  std::int64_t* total_paid;
  std::int64_t* funds_paid;
  std::int64_t* axis;
  std::int64_t* took;
  std::int64_t* paid;
  std::int64_t* active;  // what the loop leaves to be done lane by lane
};

// Pays one share of what the deductible leaves, up to the cap and what is unpaid, and books it.
// Marks the lanes whose cap binds. Returns the sum of the payments.
template <bool kMovesTotals, bool kHasLaneWork>
TC_INLINE std::int64_t PayOneShare(const LayerLoop& loop) {
  const std::size_t n = loop.size;
  const std::int64_t* amount = loop.amount;
  const std::int64_t* applies = loop.applies;
  const std::int64_t* deductible = loop.deductible;
  const std::int64_t* share = loop.share;
  const std::int64_t* cap = loop.cap;
  const std::int64_t* eligible = loop.eligible;
  std::int64_t* entered = loop.entered;
  std::int64_t* total_paid = loop.total_paid;
  std::int64_t* funds_paid = loop.funds_paid;
  std::int64_t* axis = loop.axis;
  std::int64_t* took = loop.took;
  std::int64_t* paid = loop.paid;
  std::int64_t* active = loop.active;
  const std::int64_t burden_mask = loop.burden_mask;
  const std::int64_t met_mask = loop.met_mask;
  const std::int64_t used_mask = loop.used_mask;
  std::int64_t sum = 0;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t entering = amount[i] - (funds_paid[i] & burden_mask);
    const std::int64_t due = std::max<std::int64_t>(0, deductible[i] - (entered[i] & met_mask));
    const std::int64_t taken = std::min(entering, due) & applies[i];
    const std::int64_t uncut = RoundMillionths((entering - taken) * share[i]) & applies[i];
    const std::int64_t room = std::max<std::int64_t>(0, cap[i] - (total_paid[i] & used_mask));
    const std::int64_t unpaid = eligible[i] - funds_paid[i];
    const std::int64_t payment = std::min(std::min(uncut, room), unpaid);
    paid[i] = payment;
    funds_paid[i] += payment;
    sum += payment;
    if constexpr (kMovesTotals) {
      entered[i] += entering & applies[i];
      total_paid[i] += payment;
    }
    if constexpr (kHasLaneWork) {
      axis[i] = entering;
      took[i] = taken;
      active[i] = (room - uncut) >> 63;
    }
  }
  return sum;
}

TC_INLINE std::int64_t PayOneShareAs(const LayerLoop& loop, bool moves_totals, bool has_lane_work) {
  if (has_lane_work) {
    return moves_totals ? PayOneShare<true, true>(loop) : PayOneShare<false, true>(loop);
  }
  return moves_totals ? PayOneShare<true, false>(loop) : PayOneShare<false, false>(loop);
}

// Places the amounts on the axis and takes the deductible. Marks the lanes that have something
// left.
template <bool kMovesTotals>
TC_INLINE void EnterAxis(const LayerLoop& loop) {
  const std::size_t n = loop.size;
  const std::int64_t* amount = loop.amount;
  const std::int64_t* applies = loop.applies;
  const std::int64_t* deductible = loop.deductible;
  const std::int64_t* funds_paid = loop.funds_paid;
  std::int64_t* entered = loop.entered;
  std::int64_t* axis = loop.axis;
  std::int64_t* took = loop.took;
  std::int64_t* paid = loop.paid;
  std::int64_t* active = loop.active;
  const std::int64_t burden_mask = loop.burden_mask;
  const std::int64_t met_mask = loop.met_mask;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t entering = amount[i] - (funds_paid[i] & burden_mask);
    const std::int64_t due = std::max<std::int64_t>(0, deductible[i] - (entered[i] & met_mask));
    axis[i] = entering;
    took[i] = std::min(entering, due) & applies[i];
    active[i] = ((due - entering) >> 63) & applies[i];
    paid[i] = 0;
    if constexpr (kMovesTotals) entered[i] += entering & applies[i];
  }
}

// The column's value for each lane: looked up into `scratch`, or the ready one when all are the
// same.
TC_INLINE const std::int64_t* Values(const CellColumn& column, const Wave& wave, Lanes& scratch) {
  if (column.same_for_all) return column.filled.data();
  LookUp(wave.size, column.by_key.data(), wave.key.data(), scratch.data());
  return scratch.data();
}

// The lanes in which the layer applies and the person is not frozen.
TC_INLINE const std::int64_t* Applying(const CellColumn& column, Wave& wave) {
  if (!column.same_for_all) return Values(column, wave, wave.applies);
  return column.by_key.front() != 0 ? wave.alive.data() : wave.zeros.data();
}

constexpr std::int64_t MaskOf(bool counts) { return counts ? -1 : 0; }

TC_INLINE LayerLoop LoopOf(const BatchLayer& batch, std::size_t index, Wave& wave, WaveState& state,
                           const std::int64_t* applies) {
  const policy::Layer& layer = *batch.layer;
  return {.size = wave.size,
          .amount = layer.axis == Axis::kExcess ? wave.excess.data() : wave.eligible.data(),
          .applies = applies,
          .deductible = Values(batch.deductible, wave, wave.deductible),
          .share = batch.one_share ? Values(batch.share, wave, wave.share) : nullptr,
          .cap = batch.one_share ? Values(batch.cap, wave, wave.cap) : nullptr,
          .eligible = wave.eligible.data(),
          .burden_mask = MaskOf(layer.axis == Axis::kBurden),
          .met_mask = MaskOf(layer.deductible_span == Span::kYear),
          .used_mask = MaskOf(layer.cap_span == Span::kYear),
          .entered = state.entered[index].data(),
          .total_paid = state.paid[index].data(),
          .funds_paid = wave.funds_paid.data(),
          .axis = wave.axis.data(),
          .took = index == 0 ? wave.first_took.data() : wave.took.data(),
          .paid = wave.layer_paid[index].data(),
          .active = wave.active.data()};
}

// Widens the marks of EnterAxis where a layer may pay or leave something over otherwise.
TC_INLINE void MarkMore(const policy::Layer& layer, const LayerLoop& loop) {
  const std::size_t n = loop.size;
  if (layer.is_flat) {
    for (std::size_t i = 0; i < n; ++i) loop.active[i] = loop.applies[i];
  } else if (layer.cap_on == CapOn::kExpense) {
    for (std::size_t i = 0; i < n; ++i) loop.active[i] = (-loop.axis[i] >> 63) & loop.applies[i];
  }
}

// One marked lane, with the steps of SettleOne, from where it stood before the layer's loop.
TC_INLINE void PayActiveLane(const BatchLayer& layer, std::size_t i, bool moves_totals, Wave& wave,
                             const LayerLoop& loop, std::int64_t& sum) {
  const std::int64_t booked = loop.paid[i];
  LayerTotal before{loop.entered[i], loop.total_paid[i]};
  if (moves_totals) before = {before.entered_fen - loop.axis[i], before.paid_fen - booked};
  const std::int64_t unpaid = loop.eligible[i] - loop.funds_paid[i] + booked;
  const LaneResult lane =
      PayLane(layer, static_cast<std::uint32_t>(wave.key[i]), before, loop.axis[i], unpaid);
  const std::int64_t more = std::min(lane.paid_fen, unpaid) - booked;
  loop.took[i] = lane.took_fen;
  loop.paid[i] += more;
  loop.funds_paid[i] += more;
  if (moves_totals) loop.total_paid[i] += more;
  sum += more;
  if (layer.layer->axis == Axis::kBurden) return;
  wave.excess[i] = lane.excess_fen;
  wave.has_excess |= lane.excess_fen != 0;
}

TC_INLINE void PayActiveLanes(const BatchLayer& layer, bool moves_totals, Wave& wave,
                              const LayerLoop& loop, std::int64_t& sum) {
  for (std::size_t from = 0; from < loop.size; from += kChunk) {
    const std::size_t to = std::min(from + kChunk, loop.size);
    std::int64_t any = 0;
    for (std::size_t i = from; i < to; ++i) any |= loop.active[i];
    if (any == 0) continue;
    for (std::size_t i = from; i < to; ++i) {
      if (loop.active[i] != 0) PayActiveLane(layer, i, moves_totals, wave, loop, sum);
    }
  }
}

TC_INLINE void PayNothing(Wave& wave, std::size_t index) {
  for (std::size_t i = 0, n = wave.size; i < n; ++i) wave.layer_paid[index][i] = 0;
  wave.layer_sum[index] = 0;
  if (index == 0) wave.first_took = {};
}

TC_INLINE void SettleLayer(const BatchPlan& plan, std::size_t index, Wave& wave, WaveState& state) {
  const BatchLayer& layer = plan.layers[index];
  if (layer.layer->axis == Axis::kExcess && !wave.has_excess && !layer.layer->is_flat) {
    PayNothing(wave, index);
    return;
  }
  const bool moves_totals = wave.with_state && layer.keeps_totals;
  const bool clears_excess = wave.has_excess && layer.layer->axis != Axis::kBurden;
  // Without totals and excess it is enough that share and deductible are zero where nothing
  // applies.
  const bool needs_applies = moves_totals || clears_excess || !layer.one_share;
  const std::int64_t* applies = needs_applies ? Applying(layer.applies, wave) : wave.alive.data();
  const LayerLoop loop = LoopOf(layer, index, wave, state, applies);
  std::int64_t sum = 0;
  if (layer.one_share) {
    sum = PayOneShareAs(loop, moves_totals, layer.has_lane_work || index == 0);
  } else {
    moves_totals ? EnterAxis<true>(loop) : EnterAxis<false>(loop);
    MarkMore(*layer.layer, loop);
  }
  if (clears_excess) {
    for (std::size_t i = 0, n = wave.size; i < n; ++i) wave.excess[i] &= ~applies[i];
  }
  if (layer.has_lane_work) PayActiveLanes(layer, moves_totals, wave, loop, sum);
  wave.layer_sum[index] = sum;
}

TC_INLINE void FinishKeys(const BatchPlan& plan, Wave& wave, const WaveState& state) {
  if (plan.stay_stride == 0 || !wave.with_state) return;
  const std::int64_t last = plan.last_stay_class;
  const std::int64_t stride = plan.stay_stride;
  for (std::size_t i = 0, n = wave.size; i < n; ++i) {
    wave.key[i] += (std::min(state.stays[i], last) * stride) & wave.alive[i];
  }
}

TC_INLINE void CountStays(const BatchPlan& plan, const Wave& wave, WaveState& state) {
  if (!plan.benefit->counts_as_stay || !wave.with_state) return;
  for (std::size_t i = 0, n = wave.size; i < n; ++i) state.stays[i] -= wave.alive[i];
}

TC_INLINE void SettleWave(const BatchPlan& plan, Wave& wave, WaveState& state) {
  for (std::size_t i = 0, n = wave.size; i < n; ++i) wave.funds_paid[i] = 0;
  if (wave.has_excess) wave.excess = {};
  wave.has_excess = false;
  if (plan.layers.empty()) wave.first_took = {};
  FinishKeys(plan, wave, state);
  for (std::size_t i = 0; i < plan.layers.size(); ++i) SettleLayer(plan, i, wave, state);
  CountStays(plan, wave, state);
}

void SettleWaveBaseline(const BatchPlan& plan, Wave& wave, WaveState& state) {
  SettleWave(plan, wave, state);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void SettleWaveAvx2(const BatchPlan& plan, Wave& wave, WaveState& state) {
  SettleWave(plan, wave, state);
}

[[gnu::target("avx512f,avx512dq,avx512vl,prefer-vector-width=512")]] void SettleWaveAvx512(
    const BatchPlan& plan, Wave& wave, WaveState& state) {
  SettleWave(plan, wave, state);
}
#endif

}  // namespace

#if defined(__x86_64__)

bool IsSupported(Isa isa) {
  switch (isa) {
    case Isa::kBaseline:
      return true;
    case Isa::kAvx2:
      return __builtin_cpu_supports("avx2") != 0;
    case Isa::kAvx512:
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
             __builtin_cpu_supports("avx512vl") != 0;
  }
  return false;
}

WaveKernel KernelFor(Isa isa) {
  TC_CHECK(IsSupported(isa));
  switch (isa) {
    case Isa::kBaseline:
      return SettleWaveBaseline;
    case Isa::kAvx2:
      return SettleWaveAvx2;
    case Isa::kAvx512:
      return SettleWaveAvx512;
  }
  return SettleWaveBaseline;
}

#else

bool IsSupported(Isa isa) { return isa == Isa::kBaseline; }

WaveKernel KernelFor(Isa isa) {
  TC_CHECK(IsSupported(isa));
  return SettleWaveBaseline;
}

#endif

Isa BestIsa() {
  if (IsSupported(Isa::kAvx512)) return Isa::kAvx512;
  return IsSupported(Isa::kAvx2) ? Isa::kAvx2 : Isa::kBaseline;
}

}  // namespace tongchou::settle
