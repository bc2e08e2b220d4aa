#include "base/meter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>
#include <vector>

namespace tongchou {
namespace {

using testing::ElementsAre;

constexpr std::array<std::int64_t, 3> kBounds{10, 20, 50};

TEST(Histogram, CountsEachValueAtEveryBoundThatItDoesNotExceed) {
  Histogram histogram(kBounds);
  for (const std::int64_t value : {0, 10, 11, 50, 51}) histogram.Observe(value);
  const Histogram::Snapshot read = histogram.Read();
  EXPECT_THAT(read.at_most, ElementsAre(2, 3, 4));
  EXPECT_EQ(read.count, 5);
  EXPECT_EQ(read.sum, 122);
}

TEST(Meter, LosesNothingThatManyThreadsAddAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kTimes = 20'000;
  Counter counter;
  Histogram histogram(kBounds);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        for (int j = 0; j < kTimes; ++j) {
          counter.Add(2);
          histogram.Observe(15);
        }
      });
    }
  }
  EXPECT_EQ(counter.value(), 2 * kThreads * kTimes);
  EXPECT_THAT(histogram.Read().at_most, ElementsAre(0, kThreads * kTimes, kThreads * kTimes));
}

}  // namespace
}  // namespace tongchou
