// A block of rows that go the short way together: what is worked out for each of them, in columns.
// Internal to this folder.
//
// The short way is a guess that nearly always holds: the first layer pays one share of the eligible
// amount beyond its deductible, at most one more layer pays one share of the burden, and all others
// pay nothing. It holds for a year of a person (without state: for a row) while no running total of
// that year passes the limits of its cells (short_cells.h); then it is exact. Where it does not
// hold, the whole year is done again row by row (batch_row.h).
//
// A value; used by one thread at a time.
#ifndef TONGCHOU_SETTLE_BATCH_BLOCK_H_
#define TONGCHOU_SETTLE_BATCH_BLOCK_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "policy/plan.h"

namespace tongchou::settle {

// So few that the columns of a block stay in the processor's first cache; a multiple of 64.
inline constexpr std::size_t kBlockRows = 256;

struct BatchBlock {
  template <typename Value>
  using Column = std::array<Value, kBlockRows>;

  std::size_t first_row = 0;  // in the history
  std::size_t size = 0;
  bool with_state = true;

  // All bits set where a row belongs to the same person as the row before it; the kernel clears
  // those where a year starts. Zero at 0 and at `size`. Without state: zero everywhere.
  std::array<std::int32_t, kBlockRows + 1> goes_on{};
  alignas(64) Column<std::int32_t> stays{};  // stay class times its stride in the cell key

  alignas(64) Column<std::uint32_t> cell{};
  alignas(64) Column<std::int64_t> met_fen{};  // of a deductible of the year, before the row
  alignas(64) Column<std::int64_t> took_fen{};
  alignas(64) Column<std::int64_t> first_paid_fen{};
  alignas(64) Column<std::int64_t> burden_fen{};  // what the first layer leaves, or kUnfitFen
  alignas(64) Column<std::int64_t> second_paid_fen{};
  alignas(64) Column<std::int64_t> second_layer{};

  // A bit for each row that the short way does not fit by itself.
  std::array<std::uint64_t, kBlockRows / 64> unfit{};

  // Rows, ascending, whose year must be done again; there may be several of one year.
  Column<std::uint16_t> redo{};
  std::size_t redo_count = 0;

  // Sums over the block, by the short way.
  std::int64_t eligible_sum_fen = 0;
  std::array<std::int64_t, policy::kMaxLayers> layer_sum_fen{};
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_BLOCK_H_
