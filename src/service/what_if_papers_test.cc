#include "service/what_if_papers.h"

#include <gtest/gtest.h>

namespace tongchou::service {
namespace {

WhatIf Sample() {
  WhatIf result;
  result.pack = "demo-city";
  result.number = 42;
  result.by = "officer";
  result.at = MomentOf(Date(2026, 11, 20));
  result.from = Date(2026, 1, 1);
  result.through = Date(2026, 11, 19);
  result.days = 323;
  result.last_settlement = 4711;
  result.encounters = 3;
  result.persons = 2;
  WhatIfVariant base;
  base.pack = "demo-city";
  base.digest = std::string(64, 'a');
  base.title = {"示范市", "Demo City"};
  WhatIfVariant changed = base;
  changed.name = "draft:3";
  changed.refusals = {{ErrorCode::kUnknownBenefit, 2, 17}};
  changed.lose.persons = 1;
  changed.lose.amount = Money{500};
  changed.lose.bins[0] = 1;
  changed.lose.most = {{4000, 2, Money{1500}, Money{1000}}};
  result.variants = {base, changed};
  result.funds = {
      {"employee", "pooled", {"统筹", "pooled"}, Money{9900}, {Money{1500}, Money{1000}}},
      {"elsewhere", "none", {"无", "none"}, {}, {Money{1}, Money{0}}}};
  result.rows = {{WhatIfBy::kAll,
                  "",
                  {"合计", "all"},
                  {{3, Money{3000}, Money{2000}, Money{1500}, Money{500}},
                   {1, Money{3000}, Money{2000}, Money{1000}, Money{1000}}}}};
  return result;
}

TEST(WhatIfPapersTest, AreReadAsTheyWereKept) {
  const WhatIf result = Sample();
  const store::RecordRow row = RecordOf(result);
  EXPECT_EQ(row.code, "demo-city/00042");
  const Result<WhatIf> read = WhatIfOf(row);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, result);
  EXPECT_EQ(read->variants[1].refused(), 2);
}

TEST(WhatIfPapersTest, DamageIsRefusedWhereverItIs) {
  const store::RecordRow row = RecordOf(Sample());
  for (std::size_t length = 0; length < row.body.size(); ++length) {
    store::RecordRow cut = row;
    cut.body.resize(length);
    EXPECT_EQ(WhatIfOf(cut).error().code, ErrorCode::kStoreCorrupt) << length;
  }
  WhatIf uneven = Sample();
  uneven.rows[0].variants.pop_back();
  EXPECT_FALSE(WhatIfOf(RecordOf(uneven)).ok());
  WhatIf unknown = Sample();
  unknown.variants[1].refusals[0].code = static_cast<ErrorCode>(999);
  EXPECT_FALSE(WhatIfOf(RecordOf(unknown)).ok());
}

TEST(WhatIfPapersTest, RatiosAndMonthsAreExact) {
  EXPECT_EQ(RatioOf(Money{1}, Money{3}), 3333);
  EXPECT_EQ(RatioOf(Money{2}, Money{3}), 6667);
  EXPECT_EQ(RatioOf(Money{kMaxFen * 1000}, Money{kMaxFen * 1000}), 10'000);
  EXPECT_EQ(RatioOf(Money{1}, Money{0}), std::nullopt);
  EXPECT_EQ(MonthsLeft(Money{999}, Money{1200}, 365), 99);  // 9.99: rounded down
  EXPECT_EQ(MonthsLeft(Money{-1}, Money{1200}, 365), 0);
  EXPECT_EQ(MonthsLeft(Money{1}, Money{0}, 365), std::nullopt);
  EXPECT_EQ(MonthsTouched(Date(2025, 12, 31), Date(2026, 1, 1)), 2);
  EXPECT_EQ(MonthsTouched(Date(2026, 1, 1), Date(2026, 1, 31)), 1);
}

TEST(WhatIfPapersTest, ATableStandsAtItsNumber) {
  ASSERT_EQ(AllWhatIfTables().size(), kWhatIfTables);
  for (std::size_t i = 0; i < kWhatIfTables; ++i) {
    EXPECT_EQ(static_cast<std::size_t>(AllWhatIfTables()[i].by), i);
  }
}

}  // namespace
}  // namespace tongchou::service
