#include "service/projection_papers.h"

#include <gtest/gtest.h>

namespace tongchou::service {
namespace {

Projection Sample() {
  Projection result;
  result.pack = "demo-city";
  result.number = 42;
  result.by = "officer";
  result.at = MomentOf(Date(2026, 11, 20));
  result.known = Date(2026, 11, 20);
  result.base = ProjectionBase::kRate;
  result.from = Date(2026, 10, 1);
  result.through = Date(2026, 11, 20);
  result.start = Date(2026, 12, 1);
  result.last_settlement = 4711;
  result.encounters = 30;
  result.every = 2;
  result.income_months = 3;
  result.seed = 9;
  result.paths = 50;
  result.assumptions = UsualAssumptions();
  ProjectedMembers members{"employee", {"职工", "employees"}, true, {}};
  members.years[1] = {5, 1, 2, 2, 3};
  result.members = {members};
  const FundAhead ahead{100, true, std::vector<std::int64_t>(kProjectedMonths, 5),
                        std::vector<std::int64_t>(kProjectedMonths, 8)};
  ProjectedVariant variant{"draft:3", "demo-city", std::string(64, 'a'), {"草稿", "a draft"}, {},
                           {},        {}};
  variant.refusals = {{ErrorCode::kUnknownBenefit, 2, 17}};
  variant.funds = {{"employee",
                    "pooled",
                    {"统筹", "pooled"},
                    ahead.opening,
                    ahead.income,
                    ahead.spending,
                    BandOf(std::span(&ahead, 1), DrawPaths(9, 50, result.assumptions))}};
  variant.ages = {{60, {1, 2, 3, 4, 5}}};
  result.variants = {variant};
  return result;
}

TEST(ProjectionPapersTest, AreReadAsTheyWereKept) {
  const Projection result = Sample();
  const store::RecordRow row = RecordOf(result);
  EXPECT_EQ(row.code, "demo-city/00042");
  const Result<Projection> read = ProjectionOf(row);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, result);
  EXPECT_EQ(read->variants[0].refused(), 2);
  EXPECT_EQ(read->variants[0].funds[0].band.below_zero, 33U);
}

TEST(ProjectionPapersTest, DamageIsRefusedWhereverItIs) {
  const store::RecordRow row = RecordOf(Sample());
  for (std::size_t length = 0; length < row.body.size(); ++length) {
    store::RecordRow cut = row;
    cut.body.resize(length);
    EXPECT_EQ(ProjectionOf(cut).error().code, ErrorCode::kStoreCorrupt) << length;
  }
  Projection unknown = Sample();
  unknown.variants[0].refusals[0].code = static_cast<ErrorCode>(999);
  EXPECT_FALSE(ProjectionOf(RecordOf(unknown)).ok());
}

TEST(ProjectionPapersTest, ABalanceThatDoesNotFollowIsNoticed) {
  Projection result = Sample();
  EXPECT_TRUE(AddsUp(result));
  result.variants[0].funds[0].spending[30] += 1;
  EXPECT_FALSE(AddsUp(result));
}

TEST(ProjectionPapersTest, MonthsAreNamedAcrossYears) {
  EXPECT_EQ(MonthName(Date(2026, 12, 1), 0), "2026-12");
  EXPECT_EQ(MonthName(Date(2026, 12, 1), 1), "2027-01");
  EXPECT_EQ(MonthName(Date(2026, 12, 1), 59), "2031-11");
}

}  // namespace
}  // namespace tongchou::service
