// The columns of one wave and the kernels over them. A lane is one person; an array holds one
// number per lane. Internal to this folder.
//
// Invariants: amounts 0 .. kMaxFen, so below 2^40; shares 0 .. 1 000 000, so a product is below
// 2^60. A Wave is used by one thread at a time.
#ifndef TONGCHOU_SETTLE_WAVE_KERNEL_H_
#define TONGCHOU_SETTLE_WAVE_KERNEL_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "settle/batch.h"
#include "settle/batch_plan.h"

namespace tongchou::settle {

// One number per lane. The padding keeps arrays off the same cache sets.
using Lanes = std::array<std::int64_t, kLanes + 8>;

// What runs on through a person's benefit year.
struct alignas(64) WaveState {
  Lanes stays;
  Lanes year;
  std::array<Lanes, policy::kMaxLayers> entered;  // by layer
  std::array<Lanes, policy::kMaxLayers> paid;
};

struct alignas(64) Wave {
  std::size_t size = 0;     // lanes in use
  bool has_excess = false;  // `excess` is not zero everywhere
  bool with_state = true;

  Lanes eligible;
  Lanes key;    // cell key; static before the kernel adds the stay
  Lanes alive;  // all bits set, none in the lane of a frozen person
  Lanes funds_paid;
  Lanes first_took;  // by the deductible of the first layer
  Lanes excess;
  std::array<Lanes, policy::kMaxLayers> layer_paid;
  std::array<std::int64_t, policy::kMaxLayers> layer_sum;

  // Of the current layer.
  Lanes axis, took, active;
  Lanes deductible, share, cap, applies;  // looked up by key
  Lanes zeros;
};

// Takes the lanes of `wave` through every layer of `plan`: fills funds_paid, first_took, layer_paid
// and layer_sum, and moves `state` on when the wave is with state.
using WaveKernel = void (*)(const BatchPlan& plan, Wave& wave, WaveState& state);

// The kernel compiled for `isa`, which the machine must support.
WaveKernel KernelFor(Isa isa);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_WAVE_KERNEL_H_
