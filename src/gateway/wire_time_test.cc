#include "gateway/wire_time.h"

#include <gtest/gtest.h>

namespace tongchou::gateway {
namespace {

TEST(WireTimeTest, ReadsTimes) {
  const Moment expected = MomentOf(Date(2026, 3, 1), 9 * 3600 + 30 * 60 + 5);
  EXPECT_EQ(ReadTime("2026-03-01 09:30:05"), expected);
  EXPECT_EQ(ReadTime("2026-03-01T09:30:05"), expected);
  EXPECT_EQ(ReadTime("2026-03-01 09:30:05.123"), expected);
}

TEST(WireTimeTest, RefusesWhatDoesNotExist) {
  for (const char* text :
       {"", "2026-03-01", "2026-02-30 08:00:00", "2026-13-01 08:00:00", "2026-03-01 24:00:00",
        "2026-03-01 08:60:00", "2026-03-01 8:00:00", "2026-03-01 08:00", "yesterday",
        "2026-03-01 08:00:00x", "2026-03-01 08-00-00"}) {
    EXPECT_FALSE(ReadTime(text)) << text;
  }
}

TEST(WireTimeTest, ReadsDays) {
  EXPECT_EQ(ReadDay("2026-03-01"), Date(2026, 3, 1));
  EXPECT_EQ(ReadDay("2026-03-01 23:59:59"), Date(2026, 3, 1));
  for (const char* text : {"2026-02-29", "2026-03-01 25:00:00", "20260301", ""}) {
    EXPECT_FALSE(ReadDay(text)) << text;
  }
}

TEST(WireTimeTest, StampsHaveSeventeenDigits) {
  EXPECT_EQ(StampOf({MomentOf(Date(2026, 3, 1), 9 * 3600).ms + 7}), "20260301090000007");
}

}  // namespace
}  // namespace tongchou::gateway
