// The cell key: everything a value of a benefit may depend on, packed into one number that indexes
// the dense tables of a plan.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_SETTLE_CELL_KEY_H_
#define TONGCHOU_SETTLE_CELL_KEY_H_

#include <cstdint>

#include "settle/encounter.h"

namespace tongchou::settle {

// The class of `dimension` that these facts fall into: 0 .. size-1. `stays_before` counts the
// settled stays of the benefit year before this encounter; `level` is 1..3.
std::uint32_t ClassOf(const policy::Dimension& dimension, const PersonFacts& facts,
                      const Encounter& encounter, std::int32_t stays_before);

// The key of the cell that holds for these facts, below `benefit.cell_count`.
std::uint32_t CellKeyOf(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                        const Encounter& encounter, std::int32_t stays_before);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_CELL_KEY_H_
