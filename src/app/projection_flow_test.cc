// A projection of a region with a year of history of its own.
#include "service/projection.h"

#include <algorithm>
#include <numeric>

#include "app/region_testing.h"
#include "service/funds.h"
#include "service/what_if.h"

namespace tongchou::app {
namespace {

using service::Assumed;
using service::kMonthsOfYear;
using service::kProjectedMonths;
using service::Projection;
using service::ProjectionOrder;

ProjectionOrder WithoutGrowth() {
  ProjectionOrder order;
  for (const Assumed what : {Assumed::kPriceGrowth, Assumed::kWageGrowth, Assumed::kAgeing}) {
    order.assumptions[static_cast<std::size_t>(what)] = 0;
  }
  return order;
}

class ProjectionFlowTest : public RegionTest {
 protected:
  ProjectionFlowTest() {
    Reopen();
    people_ = Populate(3);
  }

  // A visit, a stay and an income in each month of a year; then it is April 2027.
  void LiveAYear() {
    for (int month = 0; month < 12; ++month) {
      const int number = 3 + month;
      MoveTo(Date(2026 + number / 12, static_cast<unsigned>(number % 12) + 1, 15));
      Receive(Money{1'000'000 + 10'000 * month});
      const service::Visit visit = Register(people_[0], service::VisitKind::kOutpatient);
      Upload(visit, {Line("1", 80'000 + 1'000 * month)});
      MustSettle(visit);
      const service::Visit stay = Register(people_[month % 3], service::VisitKind::kStay);
      Upload(stay, {Line("1", 3'000'000)});
      Discharge(stay);
      MustSettle(stay);
    }
    MoveTo(Date(2027, 4, 10));
  }

  void Receive(Money amount) {
    const service::Contribution received{.day = region_->today(),
                                         .reference = "levy",
                                         .incomes = {{"employee", "pooled", amount}},
                                         .credits = {}};
    ASSERT_TRUE(PostContribution(*region_, "test", received).ok());
  }

  Projection Project(const ProjectionOrder& order) {
    auto result = ComputeProjection(*region_, folder_, order);
    EXPECT_TRUE(result.ok()) << result.error().English() << " " << result.error().where;
    return *std::move(result);
  }

  std::vector<std::string> people_;
};

const service::ProjectedFund& Pooled(const Projection& result) {
  for (const service::ProjectedFund& fund : result.variants[0].funds) {
    if (fund.scheme == "employee" && fund.fund == "pooled") return fund;
  }
  ADD_FAILURE() << "no pooled fund";
  return result.variants[0].funds.front();
}

std::int64_t YearOf(const std::vector<std::int64_t>& months, std::size_t year) {
  const auto first = months.begin() + static_cast<std::ptrdiff_t>(year * kMonthsOfYear);
  return std::accumulate(first, first + kMonthsOfYear, std::int64_t{0});
}

TEST_F(ProjectionFlowTest, WithoutGrowthTheLastYearRepeatsToTheFen) {
  LiveAYear();
  const Projection result = Project(WithoutGrowth());
  EXPECT_EQ(result.base, service::ProjectionBase::kMonths);
  EXPECT_EQ(result.from, Date(2026, 4, 1));
  EXPECT_EQ(result.through, Date(2027, 3, 31));
  EXPECT_EQ(result.start, Date(2027, 4, 1));
  EXPECT_EQ(result.encounters, 24);
  EXPECT_EQ(result.income_months, 12);
  const service::ProjectedFund& fund = Pooled(result);
  for (std::size_t month = 0; month < kProjectedMonths; ++month) {
    const auto of_year = static_cast<std::int64_t>(month % kMonthsOfYear);
    EXPECT_EQ(fund.income[month], 1'000'000 + 10'000 * of_year);
    EXPECT_EQ(fund.spending[month], fund.spending[month % kMonthsOfYear]);
  }
  service::WhatIfOrder order;
  order.variants = {""};
  order.base = service::kAsPaid;
  order.from = result.from;
  order.through = result.through;
  const auto paid = ComputeWhatIf(*region_, folder_, order);
  ASSERT_TRUE(paid.ok());
  for (const service::WhatIfFund& each : paid->funds) {
    if (each.scheme != fund.scheme || each.fund != fund.fund) continue;
    EXPECT_GT(each.paid[0].fen, 0);
    EXPECT_EQ(YearOf(fund.spending, 0), each.paid[0].fen);
    EXPECT_EQ(YearOf(fund.spending, 4), each.paid[1].fen);
    EXPECT_EQ(fund.opening, each.balance->fen);
  }
}

TEST_F(ProjectionFlowTest, PricesWagesAndVisitsGrowWhatTheyStandFor) {
  LiveAYear();
  ProjectionOrder order = WithoutGrowth();
  const service::ProjectedFund still = Pooled(Project(order));
  ASSERT_TRUE(service::Assume("wage_growth", 1000, order.assumptions).ok());
  ASSERT_TRUE(service::Assume("visit_growth", 1000, order.assumptions).ok());
  const service::ProjectedFund grown = Pooled(Project(order));
  EXPECT_EQ(grown.income[0], 1'100'000);
  EXPECT_EQ(grown.income[12], 1'210'000);
  EXPECT_EQ(grown.spending[3], DivideRoundHalfAway(Int128{still.spending[3]} * 11, 10));
  // The deductible does not grow: the fund pays more than in proportion.
  order = WithoutGrowth();
  ASSERT_TRUE(service::Assume("price_growth", 1000, order.assumptions).ok());
  const service::ProjectedFund dearer = Pooled(Project(order));
  EXPECT_GT(YearOf(dearer.spending, 0) * 10, YearOf(still.spending, 0) * 11);
}

TEST_F(ProjectionFlowTest, WhatIsKeptIsReadAgainAndVerified) {
  LiveAYear();
  ProjectionOrder order;
  order.seed = 9;
  auto kept = KeepProjection(*region_, "officer", Project(order));
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->number, 1);
  EXPECT_EQ(KeepProjection(*region_, "officer", Project(order))->number, 2);
  Reopen();
  const auto read = service::GetProjection(*region_, 1);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, *kept);
  EXPECT_EQ(service::FindProjections(*region_)->front().number, 2);
  EXPECT_EQ(service::GetProjection(*region_, 3).error().code, ErrorCode::kUnknownResult);
  ExpectClean();
}

TEST_F(ProjectionFlowTest, WithoutHistoryOrWhenStoppedNothingComesOfIt) {
  EXPECT_EQ(ComputeProjection(*region_, folder_, {}).error().code, ErrorCode::kNoHistory);
  LiveAYear();
  for (const std::int64_t stop_at : {0, 1500, 2500, 6000}) {
    ProjectionOrder order;
    order.progress = [&](std::int64_t done, std::int64_t total) {
      EXPECT_LE(done, total);
      return done < stop_at;
    };
    EXPECT_EQ(ComputeProjection(*region_, folder_, order).error().code, ErrorCode::kWorkCancelled)
        << stop_at;
  }
  EXPECT_TRUE(service::FindProjections(*region_)->empty());
}

}  // namespace
}  // namespace tongchou::app
