// Compiled three times, by instruction set: every loop below is inlined into the three entry
// functions at the end and vectorised there. Whole numbers only, so the sets cannot differ.
#include "settle/wave_kernel.h"

#include <algorithm>

#define TC_INLINE [[gnu::always_inline]] inline

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

// amount × share for 0 <= amount < 2^40 and 0 <= share < 2^20, from 32-bit multiplies.
TC_INLINE std::int64_t Product(std::int64_t amount, std::int64_t share) {
  const auto a = static_cast<std::uint64_t>(amount);
  const std::uint64_t s = static_cast<std::uint64_t>(share) & 0xffff'ffffU;
  const std::uint64_t low = (a & 0xffff'ffffU) * s;
  const std::uint64_t high = (a >> 32) * s;
  return static_cast<std::int64_t>(low + (high << 32));
}

// The column's value for each lane: gathered into `scratch`, or the ready one when all are the
// same.
TC_INLINE const std::int64_t* Values(const CellColumn& column, const Wave& wave, Lanes& scratch) {
  if (column.same_for_all && !wave.has_frozen) return column.filled.data();
  const std::int64_t* table = column.by_key.data();
  for (std::size_t i = 0; i < wave.size; ++i) scratch[i] = table[wave.key[i]];
  return scratch.data();
}

struct LayerColumns {
  const std::int64_t* deductible;
  const std::int64_t* share;
  const std::int64_t* cap;
  const std::int64_t* applies;
};

TC_INLINE void TakeAxis(Wave& wave, Axis axis) {
  const std::size_t n = wave.size;
  if (axis == Axis::kEligible) {
    for (std::size_t i = 0; i < n; ++i) wave.axis[i] = wave.eligible[i];
  } else if (axis == Axis::kExcess) {
    for (std::size_t i = 0; i < n; ++i) wave.axis[i] = wave.excess[i];
  } else {
    for (std::size_t i = 0; i < n; ++i) wave.axis[i] = wave.eligible[i] - wave.funds_paid[i];
  }
}

// What the deductible takes.
TC_INLINE void Deduct(const Wave& wave, const BatchLayer& layer, const std::int64_t* deductible,
                      const std::int64_t* entered, const std::int64_t* applies, Lanes& took) {
  const std::size_t n = wave.size;
  if (layer.layer->deductible_span == Span::kYear) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t due = std::max<std::int64_t>(0, deductible[i] - entered[i]);
      took[i] = std::min(wave.axis[i], due) & applies[i];
    }
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      took[i] = std::min(wave.axis[i], deductible[i]) & applies[i];
    }
  }
}

// Pays one share of what the deductible left; `active` marks the lanes that pass their cap.
TC_INLINE void PayOneShare(Wave& wave, const BatchLayer& layer, const LayerColumns& columns,
                           const std::int64_t* paid_before, const Lanes& took, Lanes& paid) {
  const std::size_t n = wave.size;
  for (std::size_t i = 0; i < n; ++i) {
    paid[i] = RoundMillionths(Product(wave.axis[i] - took[i], columns.share[i]));
  }
  if (layer.layer->cap_on == CapOn::kNone) return;
  if (layer.layer->cap_span == Span::kYear) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t room = std::max<std::int64_t>(0, columns.cap[i] - paid_before[i]);
      wave.active[i] = (room - paid[i]) >> 63;
    }
  } else {
    for (std::size_t i = 0; i < n; ++i) wave.active[i] = (columns.cap[i] - paid[i]) >> 63;
  }
}

// Marks the lanes in which the layer may pay or leave something over.
TC_INLINE void MarkActive(Wave& wave, const BatchLayer& layer, const std::int64_t* applies,
                          const Lanes& took, Lanes& paid) {
  const std::size_t n = wave.size;
  if (layer.layer->is_flat) {
    for (std::size_t i = 0; i < n; ++i) wave.active[i] = applies[i];
  } else if (layer.layer->cap_on == CapOn::kExpense) {
    for (std::size_t i = 0; i < n; ++i) wave.active[i] = (-wave.axis[i] >> 63) & applies[i];
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      wave.active[i] = ((took[i] - wave.axis[i]) >> 63) & applies[i];
    }
  }
  for (std::size_t i = 0; i < n; ++i) paid[i] = 0;
}

// Clears the excess of the lanes in which this layer is the last on the eligible or excess axis.
TC_INLINE void ClearExcess(Wave& wave, const std::int64_t* applies) {
  if (!wave.has_excess) return;
  for (std::size_t i = 0; i < wave.size; ++i) wave.excess[i] &= ~applies[i];
}

// Does the marked lanes one by one, with the steps of SettleOne.
TC_INLINE void PayActiveLanes(Wave& wave, const BatchLayer& layer, const std::int64_t* entered,
                              const std::int64_t* paid_before, Lanes& took, Lanes& paid) {
  const bool moves_excess = layer.layer->axis != Axis::kBurden;
  for (std::size_t from = 0; from < wave.size; from += kChunk) {
    const std::size_t to = std::min(from + kChunk, wave.size);
    std::int64_t any = 0;
    for (std::size_t i = from; i < to; ++i) any |= wave.active[i];
    if (any == 0) continue;
    for (std::size_t i = from; i < to; ++i) {
      if (wave.active[i] == 0) continue;
      const LaneResult lane =
          PayLane(layer, static_cast<std::uint32_t>(wave.key[i]), {entered[i], paid_before[i]},
                  wave.axis[i], wave.eligible[i] - wave.funds_paid[i]);
      paid[i] = lane.paid_fen;
      took[i] = lane.took_fen;
      if (moves_excess) {
        wave.excess[i] = lane.excess_fen;
        wave.has_excess |= lane.excess_fen != 0;
      }
    }
  }
}

// Books the payments, at most what is unpaid, and moves the running totals.
TC_INLINE void AddToFund(Wave& wave, const std::int64_t* applies, std::int64_t* entered,
                         std::int64_t* total_paid, Lanes& paid) {
  const std::size_t n = wave.size;
  for (std::size_t i = 0; i < n; ++i) {
    paid[i] = std::min(paid[i], wave.eligible[i] - wave.funds_paid[i]);
    wave.funds_paid[i] += paid[i];
  }
  if (entered == nullptr) return;
  for (std::size_t i = 0; i < n; ++i) {
    entered[i] += wave.axis[i] & applies[i];
    total_paid[i] += paid[i];
  }
}

TC_INLINE void SettleLayer(const BatchPlan& plan, std::size_t index, Wave& wave, WaveState& state) {
  const BatchLayer& layer = plan.layers[index];
  Lanes& paid = wave.layer_paid[index];
  Lanes& took = wave.layer_took[index];
  if (layer.layer->axis == Axis::kExcess && !wave.has_excess && !layer.layer->is_flat) {
    for (std::size_t i = 0; i < wave.size; ++i) paid[i] = took[i] = 0;
    return;
  }
  std::int64_t* entered = state.entered[index].data();
  std::int64_t* total_paid = state.paid[index].data();
  const LayerColumns columns = {.deductible = Values(layer.deductible, wave, wave.deductible),
                                .share = Values(layer.share, wave, wave.share),
                                .cap = Values(layer.cap, wave, wave.cap),
                                .applies = Values(layer.applies, wave, wave.applies)};
  TakeAxis(wave, layer.layer->axis);
  Deduct(wave, layer, columns.deductible, entered, columns.applies, took);
  if (layer.one_share) {
    PayOneShare(wave, layer, columns, total_paid, took, paid);
  } else {
    MarkActive(wave, layer, columns.applies, took, paid);
  }
  if (layer.layer->axis != Axis::kBurden) ClearExcess(wave, columns.applies);
  if (!layer.one_share || layer.layer->cap_on != CapOn::kNone) {
    PayActiveLanes(wave, layer, entered, total_paid, took, paid);
  }
  const bool moves = wave.with_state && layer.keeps_totals;
  AddToFund(wave, columns.applies, moves ? entered : nullptr, total_paid, paid);
}

TC_INLINE void FinishKeys(const BatchPlan& plan, Wave& wave, const WaveState& state) {
  if (plan.stay_stride == 0 || !wave.with_state) return;
  const std::int64_t frozen = plan.frozen_key();
  for (std::size_t i = 0; i < wave.size; ++i) {
    const std::int64_t stay = std::min(state.stays[i], plan.last_stay_class);
    wave.key[i] += wave.key[i] == frozen ? 0 : stay * plan.stay_stride;
  }
}

TC_INLINE void CountStays(const BatchPlan& plan, const Wave& wave, WaveState& state) {
  if (!plan.benefit->counts_as_stay || !wave.with_state) return;
  const std::int64_t frozen = plan.frozen_key();
  for (std::size_t i = 0; i < wave.size; ++i) state.stays[i] += wave.key[i] == frozen ? 0 : 1;
}

TC_INLINE void SettleWave(const BatchPlan& plan, Wave& wave, WaveState& state) {
  for (std::size_t i = 0; i < wave.size; ++i) wave.funds_paid[i] = 0;
  if (wave.has_excess) wave.excess = {};
  wave.has_excess = false;
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
