#include "settle/short_cells.h"

#include <gtest/gtest.h>

#include "base/money.h"

namespace tongchou::settle {
namespace {

std::int64_t BoundOf(const ShortCell& cell) {
  ShortCells cells;
  cells.Append(cell);
  return cells.reach[0] & kBoundMask;
}

TEST(ShortCells, TermsAndReachAreReadAsTheyWereGiven) {
  ShortCells cells;
  cells.Append({.deductible_fen = kDeductibleMask,
                .first_share_millionths = Ratio::kOne,
                .second_share_millionths = 999'999,
                .second_layer = policy::kMaxLayers - 1});
  EXPECT_EQ(cells.terms[0] & kDeductibleMask, kDeductibleMask);
  EXPECT_EQ(cells.terms[0] >> kFirstShareShift & kShareMask, Ratio::kOne);
  EXPECT_EQ(static_cast<std::uint64_t>(cells.terms[0]) >> kSecondShareShift, 999'999);
  EXPECT_EQ(cells.reach[0] & kBoundMask, kShortFen + 1);
  EXPECT_EQ(cells.reach[0] >> kLayerShift, policy::kMaxLayers - 1);
  EXPECT_TRUE(cells.is_second[policy::kMaxLayers - 1]);
}

TEST(ShortCells, ACellComesBackAsItWasGiven) {
  ShortCells cells;
  cells.Append({});
  cells.Append({.deductible_fen = kDeductibleMask,
                .first_share_millionths = 1,
                .second_share_millionths = Ratio::kOne,
                .second_layer = 2,
                .paid_limit_fen = 5'000,
                .burden_limit_fen = 7'000});
  const ShortCell cell = cells.At(1);
  EXPECT_EQ(cell.deductible_fen, kDeductibleMask);
  EXPECT_EQ(cell.first_share_millionths, 1);
  EXPECT_EQ(cell.second_share_millionths, Ratio::kOne);
  EXPECT_EQ(cell.second_layer, 2U);
  EXPECT_EQ(cell.paid_limit_fen, 5'000);
  EXPECT_EQ(cell.burden_limit_fen, 7'000);
}

TEST(ShortCells, TheBoundIsTheFirstAmountThatDoesNotFit) {
  const ShortCell half = {.deductible_fen = 1'000, .first_share_millionths = 500'000};
  ShortCell capped = half;
  capped.paid_limit_fen = 2'000;
  EXPECT_EQ(BoundOf(capped), 1'000 + 4'001);
  ShortCell watched = half;
  watched.burden_limit_fen = 3'000;
  EXPECT_EQ(BoundOf(watched), 1'000 + 4'002);
}

TEST(ShortCells, WhatCannotGoTheShortWayHasNoReach) {
  EXPECT_EQ(BoundOf({.burden_limit_fen = -1}), 0);
  EXPECT_EQ(BoundOf({.deductible_fen = kDeductibleMask + 1}), 0);
}

}  // namespace
}  // namespace tongchou::settle
