#include "console/json_text.h"

#include <gtest/gtest.h>

namespace tongchou::console {
namespace {

TEST(JsonTextTest, AmountsAreStringsOfYuan) {
  EXPECT_EQ(AmountJson({-5}).as_string(), "-0.05");
  EXPECT_EQ(AmountJson({123450}).as_string(), "1234.50");
}

TEST(JsonTextTest, DecimalsAreTheShortestExactOnes) {
  EXPECT_EQ(RatioText({880'000}), "0.88");
  EXPECT_EQ(RatioText({1'000'000}), "1");
  EXPECT_EQ(RatioText({0}), "0");
  EXPECT_EQ(DecimalText(-12'345'600, 6), "-12.3456");
  EXPECT_EQ(DecimalText(20'000, 4), "2");
}

TEST(JsonTextTest, TimesCarryTheZone) {
  EXPECT_EQ(TimeJson(MomentOf(Date(2026, 3, 1), 34'200)).as_string(), "2026-03-01T09:30:00+08:00");
}

TEST(JsonTextTest, AnOpenEndIsNull) {
  EXPECT_TRUE(EndJson(kForever).is_null());
  EXPECT_EQ(EndJson(Date(2026, 12, 31)).as_string(), "2026-12-31");
}

}  // namespace
}  // namespace tongchou::console
