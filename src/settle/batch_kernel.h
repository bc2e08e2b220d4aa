// The loops over the columns of a history, compiled once for each instruction set. Whole numbers
// only, so the sets give the same figures. Internal to this folder.
//
// Pure but for the block and the result they fill; thread-safe.
#ifndef TONGCHOU_SETTLE_BATCH_KERNEL_H_
#define TONGCHOU_SETTLE_BATCH_KERNEL_H_

#include <cstddef>

#include "settle/batch.h"
#include "settle/batch_block.h"
#include "settle/batch_plan.h"

namespace tongchou::settle {

struct RowFaults {
  bool is_negative = false;
  bool is_too_high = false;
  bool has_unknown_key = false;
};

struct BatchKernel {
  // What is wrong with any of the rows from `first` to before `last`.
  RowFaults (*find_faults)(const BatchPlan& plan, const History& history, std::size_t first,
                           std::size_t last);

  // Takes the rows of `block` the short way and writes them to `result`. Expects first_row, size,
  // with_state and goes_on; fills the rest of the block.
  void (*settle)(const BatchPlan& plan, const History& history, const BatchResult& result,
                 BatchBlock& block);
};

// The kernel for `isa`, which the machine must support.
const BatchKernel& KernelFor(Isa isa);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_KERNEL_H_
