#include "gateway/decimal.h"

#include <gtest/gtest.h>

#include "gateway/json_writer.h"

namespace tongchou::gateway {
namespace {

TEST(DecimalTest, ReadsExactUnits) {
  EXPECT_EQ(ReadDecimal("12.3", 16, 2), 1230);
  EXPECT_EQ(ReadDecimal("0", 16, 2), 0);
  EXPECT_EQ(ReadDecimal("007", 16, 2), 700);
  EXPECT_EQ(ReadDecimal("-2", 16, 4), -20000);
  EXPECT_EQ(ReadDecimal("0.30", 16, 2), 30);
  EXPECT_EQ(ReadDecimal("99999999999999.99", 16, 2), 9999999999999999);
}

TEST(DecimalTest, ZerosBeyondThePlacesChangeNothing) {
  EXPECT_EQ(ReadDecimal("12.340000", 16, 2), 1234);
  EXPECT_EQ(ReadDecimal("5.000", 16, 0), 5);
}

TEST(DecimalTest, NothingIsRounded) {
  for (const char* text : {"12.345", "0.30000000000000004", "1.005"}) {
    EXPECT_FALSE(ReadDecimal(text, 16, 2)) << text;
  }
}

TEST(DecimalTest, OtherShapesAreNoDecimals) {
  for (const char* text : {"", "-", ".", "1.", ".5", "1..2", "1e2", "+1", " 1", "1 ", "1,000",
                           "0x10", "NaN", "１", "--1", "1-"}) {
    EXPECT_FALSE(ReadDecimal(text, 16, 2)) << text;
  }
}

TEST(DecimalTest, TooManyDigitsAreRefused) {
  EXPECT_FALSE(ReadDecimal("100000000000000", 16, 2));
  EXPECT_FALSE(ReadDecimal("99999999999999999999999999", 18, 2));
  EXPECT_EQ(ReadDecimal("999999999999999999", 18, 0), 999999999999999999);
}

TEST(DecimalTest, WritesWhatItRead) {
  EXPECT_EQ(DecimalText(1230, 2), "12.30");
  EXPECT_EQ(DecimalText(-5, 2), "-0.05");
  EXPECT_EQ(DecimalText(0, 4), "0.0000");
  EXPECT_EQ(DecimalText(7, 0), "7");
}

}  // namespace
}  // namespace tongchou::gateway
