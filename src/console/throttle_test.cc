#include "console/throttle.h"

#include <gtest/gtest.h>

namespace tongchou::console {
namespace {

constexpr int kLimit = 8;

TEST(ThrottleTest, RefusesAfterTooManyFailuresUntilThePauseIsOver) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Throttle throttle(clock);
  for (int i = 0; i < kLimit; ++i) {
    EXPECT_TRUE(throttle.MayTry("user:li", kLimit));
    throttle.Failed("user:li");
  }
  EXPECT_FALSE(throttle.MayTry("user:li", kLimit));
  EXPECT_TRUE(throttle.MayTry("user:wang", kLimit));
  clock.MoveTo({clock.Now().ms + kPauseMs});
  EXPECT_TRUE(throttle.MayTry("user:li", kLimit));
}

TEST(ThrottleTest, ASuccessForgetsTheFailures) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Throttle throttle(clock);
  for (int i = 0; i < kLimit; ++i) throttle.Failed("user:li");
  throttle.Succeeded("user:li");
  EXPECT_TRUE(throttle.MayTry("user:li", kLimit));
}

}  // namespace
}  // namespace tongchou::console
