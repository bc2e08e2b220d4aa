// What the short way (batch_block.h) needs to know of each cell key, packed so that two loads per
// row are enough. Internal to this folder.
//
// The short way of a cell: the first layer pays one share of the eligible amount beyond its
// deductible, and one more layer may pay one share of the burden that leaves. Its limits say how
// far that is all. In one year of a person
//   - the first layer's payments (of the year, or of the row if the cap is of the stay) may reach
//     its cap: until then none is cut and there is no excess;
//   - the burden the first layer leaves, summed over the rows, may reach the lowest deductible on
//     burden, below which such a layer pays nothing, and the second layer's cap, which its payments
//     cannot reach earlier.
//
// Immutable once the plan is made, thread-safe.
#ifndef TONGCHOU_SETTLE_SHORT_CELLS_H_
#define TONGCHOU_SETTLE_SHORT_CELLS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "policy/plan.h"

namespace tongchou::settle {

// The highest eligible amount of a row that may go the short way: more than 10 million yuan.
inline constexpr std::int64_t kShortFen = (std::int64_t{1} << 30) - 1;

// Stands for the burden of a row that does not fit by itself: above every burden limit, and a block
// of it still adds up.
inline constexpr std::int64_t kUnfitFen = std::int64_t{1} << 50;
inline constexpr std::int64_t kNoBurdenLimit = kUnfitFen - 1;

// How ShortCells::terms and ShortCells::reach are packed, from the low bits up.
inline constexpr std::int64_t kDeductibleMask = (1 << 24) - 1;
inline constexpr int kFirstShareShift = 24;
inline constexpr std::int64_t kShareMask = (1 << 20) - 1;
inline constexpr int kSecondShareShift = 44;
inline constexpr std::int64_t kBoundMask = (std::int64_t{1} << 32) - 1;
inline constexpr int kLayerShift = 32;

// One cell, unpacked. A burden limit below zero: the short way is not enough for any row.
struct ShortCell {
  std::int64_t deductible_fen = 0;
  std::int64_t first_share_millionths = 0;
  std::int64_t second_share_millionths = 0;
  std::size_t second_layer = 0;  // 0: none
  std::int64_t paid_limit_fen = policy::kNoLimit;
  std::int64_t burden_limit_fen = kNoBurdenLimit;
};

// By cell key.
struct ShortCells {
  // Adds the cell of the next key.
  void Append(const ShortCell& cell);

  // The cell of `key` unpacked; one that could not be packed is not enough for any row.
  ShortCell At(std::size_t key) const;

  std::vector<std::int64_t> terms;  // deductible, first share, second share
  std::vector<std::int64_t> reach;  // the lowest eligible amount that does not fit, second layer
  std::vector<std::int64_t> paid_limit_fen;
  std::vector<std::int64_t> burden_limit_fen;
  std::array<bool, policy::kMaxLayers> is_second{};  // by layer: it is that of some cell
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_SHORT_CELLS_H_
