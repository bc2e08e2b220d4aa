#include "settle/short_cells.h"

#include <algorithm>

#include "settle/batch_row.h"

namespace tongchou::settle {

namespace {

bool Fits(const ShortCell& cell, std::int64_t eligible_fen) {
  const std::int64_t beyond = std::max<std::int64_t>(0, eligible_fen - cell.deductible_fen);
  const std::int64_t paid = RoundMillionths(beyond * cell.first_share_millionths);
  return paid <= cell.paid_limit_fen && eligible_fen - paid <= cell.burden_limit_fen;
}

// The lowest eligible amount that does not fit. One fen more of it moves the payment by none or
// one, so neither payment nor burden ever falls: below the bound everything fits, above it nothing.
std::int64_t BoundOf(const ShortCell& cell) {
  std::int64_t bound = 0;
  for (std::int64_t step = (kShortFen + 1) / 2; step > 0; step /= 2) {
    if (Fits(cell, bound + step - 1)) bound += step;
  }
  return Fits(cell, bound) ? bound + 1 : bound;
}

}  // namespace

void ShortCells::Append(const ShortCell& cell) {
  const bool is_packable = cell.deductible_fen <= kDeductibleMask;
  const ShortCell& packed = is_packable ? cell : ShortCell{.burden_limit_fen = -1};
  terms.push_back(packed.deductible_fen | packed.first_share_millionths << kFirstShareShift |
                  packed.second_share_millionths << kSecondShareShift);
  reach.push_back(BoundOf(packed) | static_cast<std::int64_t>(packed.second_layer) << kLayerShift);
  paid_limit_fen.push_back(packed.paid_limit_fen);
  burden_limit_fen.push_back(std::min(packed.burden_limit_fen, kNoBurdenLimit));
  is_second[packed.second_layer] = true;
}

ShortCell ShortCells::At(std::size_t key) const {
  return {.deductible_fen = terms[key] & kDeductibleMask,
          .first_share_millionths = terms[key] >> kFirstShareShift & kShareMask,
          .second_share_millionths = terms[key] >> kSecondShareShift & kShareMask,
          .second_layer = static_cast<std::size_t>(reach[key] >> kLayerShift),
          .paid_limit_fen = paid_limit_fen[key],
          .burden_limit_fen = burden_limit_fen[key]};
}

}  // namespace tongchou::settle
