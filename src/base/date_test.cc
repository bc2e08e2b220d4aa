#include "base/date.h"

#include <gtest/gtest.h>

#include "base/clock.h"

namespace tongchou {
namespace {

TEST(DateTest, ReadsCalendarDaysOnly) {
  EXPECT_EQ(*ParseDate("2024-02-29"), Date(2024, 2, 29));
  for (const char* text : {"2023-02-29", "2023-13-01", "2023-00-10", "2023-1-01", "20230101",
                           "2023-01-01 ", "", "２023-01-01"}) {
    EXPECT_FALSE(ParseDate(text).ok()) << text;
  }
}

TEST(DateTest, CountsCompletedYears) {
  EXPECT_EQ(AgeOn(Date(2010, 6, 14), Date(1997, 6, 15)), 12);
  EXPECT_EQ(AgeOn(Date(2010, 6, 15), Date(1997, 6, 15)), 13);
  EXPECT_EQ(AgeOn(Date(2023, 2, 28), Date(2004, 2, 29)), 18);
  EXPECT_EQ(AgeOn(Date(2023, 3, 1), Date(2004, 2, 29)), 19);
}

TEST(DateRangeTest, IncludesBothEnds) {
  const DateRange range{Date(2026, 1, 1), Date(2026, 12, 31)};
  EXPECT_TRUE(range.Contains(Date(2026, 1, 1)));
  EXPECT_TRUE(range.Contains(Date(2026, 12, 31)));
  EXPECT_FALSE(range.Contains(Date(2027, 1, 1)));
}

TEST(ClockTest, ADayBeginsAtMidnightOfTheZone) {
  EXPECT_EQ(DayOf(MomentOf(Date(2026, 3, 1))), Date(2026, 3, 1));
  EXPECT_EQ(DayOf({MomentOf(Date(2026, 3, 1)).ms - 1}), Date(2026, 2, 28));
  EXPECT_EQ(ToString(MomentOf(Date(2026, 3, 1), 3661)), "2026-03-01 01:01:01");
  EXPECT_EQ(MomentOf(Date(1970, 1, 1)).ms, -8LL * 3600 * 1000);
}

}  // namespace
}  // namespace tongchou
