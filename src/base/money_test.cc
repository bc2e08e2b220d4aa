#include "base/money.h"

#include <gtest/gtest.h>

namespace tongchou {
namespace {

TEST(MoneyTest, ReadsYuanExactly) {
  EXPECT_EQ(ParseMoney("0")->fen, 0);
  EXPECT_EQ(ParseMoney("12")->fen, 1200);
  EXPECT_EQ(ParseMoney("12.3")->fen, 1230);
  EXPECT_EQ(ParseMoney("0012.34")->fen, 1234);
  EXPECT_EQ(ParseMoney("10000000000.00")->fen, kMaxFen);
}

TEST(MoneyTest, RefusesWhatIsNotAnExactAmount) {
  for (const char* text :
       {"", ".", "1.", ".5", "1.234", "-1.00", "+1", "1e3", "1,000.00", " 1", "1 ", "１", "0x1",
        "1.0.0", "10000000000.01", "99999999999999999999999"}) {
    EXPECT_FALSE(ParseMoney(text).ok()) << text;
  }
}

TEST(MoneyTest, RoundsHalfAwayFromZero) {
  EXPECT_EQ(DivideRoundHalfAway(5, 2), 3);
  EXPECT_EQ(DivideRoundHalfAway(-5, 2), -3);
  EXPECT_EQ(DivideRoundHalfAway(4, 3), 1);
  EXPECT_EQ(MultiplyRoundHalfAway({207845}, {900'000}).fen, 187061);
}

TEST(MoneyTest, WritesAlwaysTwoDecimals) {
  EXPECT_EQ(ToYuan({0}), "0.00");
  EXPECT_EQ(ToYuan({-5}), "-0.05");
  EXPECT_EQ(ToYuan({123456}), "1234.56");
}

TEST(RatioTest, ReadsUpToSixDecimalsFromZeroToOne) {
  EXPECT_EQ(ParseRatio("0.123456")->millionths, 123'456);
  EXPECT_EQ(ParseRatio("1")->millionths, 1'000'000);
  for (const char* text : {"1.000001", "0.1234567", "85%", "-0.1", "", "2"}) {
    EXPECT_FALSE(ParseRatio(text).ok()) << text;
  }
}

TEST(RatioTest, WritesTheShortestPercentage) {
  EXPECT_EQ(ToPercent({850'000}), "85%");
  EXPECT_EQ(ToPercent({874'000}), "87.4%");
  EXPECT_EQ(ToPercent({0}), "0%");
}

}  // namespace
}  // namespace tongchou
