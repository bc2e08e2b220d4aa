#include "service/projection_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace tongchou::service {
namespace {

Assumptions Without(std::initializer_list<Assumed> zeros) {
  Assumptions assumptions = UsualAssumptions();
  for (const Assumed what : zeros) assumptions[static_cast<std::size_t>(what)] = 0;
  return assumptions;
}

std::int64_t Sum(const AgeCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

FundAhead Steady(std::int64_t opening, std::int64_t income, std::int64_t spending) {
  return {opening, true, std::vector<std::int64_t>(kProjectedMonths, income),
          std::vector<std::int64_t>(kProjectedMonths, spending)};
}

TEST(ProjectionModelTest, EveryAssumptionHasItsUsualValueWithinItsRange) {
  EXPECT_EQ(AllAssumptions().size(), kAssumptions);
  EXPECT_TRUE(CheckAssumptions(UsualAssumptions()).ok());
  EXPECT_EQ(AllAssumptions()[static_cast<std::size_t>(Assumed::kWageDeviation)].code,
            "wage_deviation");
  EXPECT_EQ(AllAssumptions()[static_cast<std::size_t>(Assumed::kAgeing)].code, "ageing");
}

TEST(ProjectionModelTest, WhatCannotBeAssumedIsRefusedAndChangesNothing) {
  Assumptions assumptions = UsualAssumptions();
  EXPECT_TRUE(Assume("price_growth", -2000, assumptions).ok());
  EXPECT_EQ(ValueOf(assumptions, Assumed::kPriceGrowth), -2000);
  const Status wild = Assume("price_growth", 3001, assumptions);
  ASSERT_FALSE(wild.ok());
  EXPECT_EQ(wild.error().code, ErrorCode::kBadAssumption);
  EXPECT_EQ(wild.error().where, "price_growth");
  EXPECT_EQ(Assume("luck", 1, assumptions).error().code, ErrorCode::kBadAssumption);
  EXPECT_EQ(ValueOf(assumptions, Assumed::kPriceGrowth), -2000);
  assumptions[0] = 3001;
  EXPECT_FALSE(CheckAssumptions(assumptions).ok());
}

TEST(ProjectionModelTest, EverybodyGetsAYearOlderAndWhoDiesIsReplaced) {
  AgeCounts now{}, joining{};
  now[59] = 1000 * kMillion;
  joining[20] = 1;
  const auto years = MembersAhead(now, joining, UsualAssumptions());
  ASSERT_EQ(years.size(), kProjectedYears + 1);
  EXPECT_EQ(years[1][59], 0);
  EXPECT_EQ(years[1][60], 997 * kMillion);  // 3 per mille died
  EXPECT_EQ(years[1][20], 3 * kMillion);
  for (const AgeCounts& year : years) EXPECT_EQ(Sum(year), Sum(now));
  EXPECT_EQ(PayersOf(years[0], true, UsualAssumptions()), Sum(now));
  EXPECT_EQ(PayersOf(years[1], true, UsualAssumptions()), 3 * kMillion);
  EXPECT_EQ(PayersOf(years[1], false, UsualAssumptions()), Sum(now));
}

TEST(ProjectionModelTest, TheOldestStayInTheLastAge) {
  AgeCounts now{};
  now[kAges - 1] = 1000 * kMillion;
  const auto years = MembersAhead(now, {}, Without({Assumed::kDeathsOld}));
  EXPECT_EQ(years[kProjectedYears][kAges - 1], 1000 * kMillion);
}

TEST(ProjectionModelTest, WithoutAgeingOnlyTheAssumedGrowthChangesMembers) {
  AgeCounts now{};
  now[10] = now[40] = now[70] = 100 * kMillion;
  Assumptions assumptions = Without({Assumed::kAgeing});
  EXPECT_EQ(MembersAhead(now, {}, assumptions)[kProjectedYears], now);
  ASSERT_TRUE(Assume("members_old", 1000, assumptions).ok());
  const AgeCounts after = MembersAhead(now, {}, assumptions)[1];
  EXPECT_EQ(after[10], now[10]);
  EXPECT_EQ(after[40], now[40]);
  EXPECT_EQ(after[70], 110 * kMillion);
}

TEST(ProjectionModelTest, SpendingFollowsTheMembersOfItsAges) {
  AgeCounts now{}, later{};
  now[30] = 100, later[30] = 100;
  now[62] = 100, later[64] = 300;
  const auto ratios = GroupRatios(now, later);
  EXPECT_EQ(ratios[GroupOfAge(30)], kWhole);
  EXPECT_EQ(ratios[GroupOfAge(62)], 3 * kWhole);
  EXPECT_EQ(ratios[GroupOfAge(90)], 2 * kWhole);  // nobody is so old: as all members
  GroupSpending spending{};
  spending[GroupOfAge(30)] = 100;
  spending[GroupOfAge(62)] = 100;
  EXPECT_EQ(MembersFactor(spending, ratios), 2 * kWhole);
  EXPECT_EQ(MembersFactor({}, ratios), kWhole);
  EXPECT_EQ(MembersFactor(spending, GroupRatios(now, now)), kWhole);
  EXPECT_EQ(GroupOfAge(255), kAgeGroups - 1);
}

TEST(ProjectionModelTest, GrowthCompoundsAndNoGrowthChangesNothing) {
  EXPECT_EQ(IndexOf(1000, 0), kWhole);
  EXPECT_EQ(IndexOf(1000, 2), 1'210'000'000);
  EXPECT_EQ(IndexOf(-1000, 1), 900'000'000);
  EXPECT_EQ(Scaled(1'234'567'891'234, {kWhole, kWhole}), 1'234'567'891'234);
  EXPECT_EQ(Scaled(15, {1'100'000'000}), 17);  // 16.5: half away
}

TEST(ProjectionModelTest, ABalanceIsTheOneBeforePlusIncomeLessSpending) {
  const std::vector<Path> paths = DrawPaths(1, 50, UsualAssumptions());
  const FundAhead one = Steady(1000, 30, 50), other = Steady(-70, 12, 5);
  const std::vector<FundAhead> both = {one, other};
  const Band band = BandOf(both, paths);
  std::int64_t balance = 930;
  for (std::size_t month = 0; month < kProjectedMonths; ++month) {
    balance += 42 - 55;
    EXPECT_EQ(band.balance[month], balance);
  }
  const Band alone = BandOf(std::span(&one, 1), paths),
             beside = BandOf(std::span(&other, 1), paths);
  EXPECT_EQ(band.balance.back(), alone.balance.back() + beside.balance.back());
  EXPECT_EQ(alone.below_zero, 50U);  // 1000 lasts 50 months at 20 a month
  EXPECT_LE(*alone.below_zero_low, *alone.below_zero);
}

TEST(ProjectionModelTest, TheBandHoldsTheCentreAndWidens) {
  const FundAhead fund = Steady(1'000'000, 300'000, 300'000);
  const Band band = BandOf(std::span(&fund, 1), DrawPaths(7, 500, UsualAssumptions()));
  for (std::size_t month = 0; month < kProjectedMonths; ++month) {
    EXPECT_LE(band.low[month], band.balance[month]) << month;
    EXPECT_LE(band.low[month], band.middle[month]);
    EXPECT_LE(band.middle[month], band.high[month]);
    EXPECT_GE(band.high[month], band.balance[month]) << month;
  }
  EXPECT_GT(band.high.back() - band.low.back(), 4 * (band.high[11] - band.low[11]));
}

TEST(ProjectionModelTest, TheSameSeedGivesTheSameBandAndAnotherOneAnother) {
  const FundAhead fund = Steady(1'000'000, 300'000, 300'000);
  const auto with = [&](std::int64_t seed) {
    return BandOf(std::span(&fund, 1), DrawPaths(seed, 100, UsualAssumptions()));
  };
  EXPECT_EQ(with(3), with(3));
  EXPECT_NE(with(3), with(4));
  // A path does not depend on how many there are.
  EXPECT_EQ(DrawPaths(3, 10, UsualAssumptions())[9].spending,
            DrawPaths(3, 100, UsualAssumptions())[9].spending);
}

TEST(ProjectionModelTest, WithoutDeviationsTheBandIsTheCentre) {
  const FundAhead fund = Steady(100, 333, 222);
  const Band band = BandOf(std::span(&fund, 1),
                           DrawPaths(1, 20,
                                     Without({Assumed::kPriceDeviation, Assumed::kVisitDeviation,
                                              Assumed::kWageDeviation})));
  EXPECT_EQ(band.low, band.balance);
  EXPECT_EQ(band.middle, band.balance);
  EXPECT_EQ(band.high, band.balance);
}

TEST(ProjectionModelTest, DeviationsHaveTheirStatedSpread) {
  Assumptions assumptions =
      Without({Assumed::kPriceDeviation, Assumed::kVisitDeviation, Assumed::kWageGrowth});
  ASSERT_TRUE(Assume("wage_deviation", 1000, assumptions).ok());
  constexpr std::size_t kPaths = 20'000;
  Int128 squares = 0, sum = 0;
  for (const Path& path : DrawPaths(1, kPaths, assumptions)) {
    const std::int64_t parts = (path.wages[0] - kWhole) / 100'000;  // of ten thousand
    squares += Int128{parts} * parts;
    sum += parts;
  }
  EXPECT_NEAR(static_cast<double>(squares) / kPaths, 1e6, 5e4);
  EXPECT_NEAR(static_cast<double>(sum) / kPaths, 0, 30);
}

TEST(ProjectionModelTest, PayableMonthsFollowTheLastTwelve) {
  std::vector<std::int64_t> spending(24, 100);
  EXPECT_EQ(PayableTenths(1250, spending, 0), 125);
  EXPECT_EQ(PayableTenths(1250, spending, 23), 125);
  std::fill(spending.begin() + 12, spending.end(), 200);
  EXPECT_EQ(PayableTenths(1250, spending, 23), 62);  // 6.25: rounded down
  EXPECT_EQ(PayableTenths(-1, spending, 23), 0);
  EXPECT_EQ(PayableTenths(5, std::vector<std::int64_t>(24, 0), 23), std::nullopt);
}

}  // namespace
}  // namespace tongchou::service
