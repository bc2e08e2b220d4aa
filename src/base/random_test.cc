#include "base/random.h"

#include <gtest/gtest.h>

#include <array>

namespace tongchou {
namespace {

TEST(RandomTest, GivesTheSameValuesOnEveryMachine) {
  Random random(1, 2, 3);
  const std::array<std::uint64_t, 3> got = {random.Next(), random.Next(), random.Next()};
  Random again(1, 2, 3);
  for (const std::uint64_t value : got) EXPECT_EQ(again.Next(), value);
  EXPECT_EQ(got[0], 4641420492877510846ULL);
}

TEST(RandomTest, StreamsAndItemsDiffer) {
  EXPECT_NE(Random(1, 2, 3).Next(), Random(1, 2, 4).Next());
  EXPECT_NE(Random(1, 2, 3).Next(), Random(1, 3, 3).Next());
  EXPECT_NE(Random(1, 2, 3).Next(), Random(2, 2, 3).Next());
}

TEST(RandomTest, StaysWithinItsBoundsAndReachesThem) {
  Random random(7, 0);
  std::array<int, 3> seen{};
  for (int i = 0; i < 1000; ++i) ++seen[static_cast<std::size_t>(random.Between(-1, 1) + 1)];
  for (const int count : seen) EXPECT_GT(count, 250);
}

TEST(RandomTest, FollowsItsWeights) {
  Random random(7, 1);
  constexpr std::array<unsigned, 3> kWeights = {0, 900, 100};
  std::array<int, 3> seen{};
  for (int i = 0; i < 1000; ++i) ++seen[random.Weighted(kWeights)];
  EXPECT_EQ(seen[0], 0);
  EXPECT_NEAR(seen[1], 900, 50);
}

}  // namespace
}  // namespace tongchou
