#include "service/projection_spend.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "service/projection_cases.h"
#include "service/sample_history.h"
#include "settle/replay.h"

namespace tongchou::service {
namespace {

const policy::Pack& DemoCity() {
  static const auto library = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies");
  return *(*library)->Find("demo-city");
}

const settle::PastCases& Cases() {
  static const SampleHistory sample(*DemoCity().epochs.front(),
                                    {400, 3, Date(2026, 1, 1), Date(2026, 12, 31)});
  return sample.cases();
}

std::uint16_t Employees() {
  const auto& schemes = Cases().words->schemes;
  return static_cast<std::uint16_t>(std::ranges::find(schemes, "employee") - schemes.begin());
}

// The last of its rules from `day` on pays only half of what is eligible.
policy::Pack StricterFrom(Date day) {
  policy::Pack pack;
  policy::Epoch before = *DemoCity().epochs.back(), after = before;
  before.in_force = {Date(2000, 1, 1), day.PlusDays(-1)};
  after.in_force = {day, kForever};
  for (policy::SchemePlan& scheme : after.schemes) {
    for (policy::BenefitPlan& benefit : scheme.benefits) {
      benefit.class_first_ratio.fill(Ratio{500'000});
    }
  }
  pack.epochs.push_back(std::make_unique<const policy::Epoch>(std::move(before)));
  pack.epochs.push_back(std::make_unique<const policy::Epoch>(std::move(after)));
  return pack;
}

YearOrder OrderFor(const policy::Pack& pack, ProjectionBase base = ProjectionBase::kMonths) {
  YearOrder order;
  order.scheme = Employees();
  order.span = {base, Date(2026, 1, 1), Date(2026, 12, 31), Date(2027, 1, 1)};
  order.variants = {&pack};
  return order;
}

YearSpending Spent(const YearOrder& order) {
  auto spent = SpendYear(Cases(), order);
  EXPECT_TRUE(spent.ok());
  return std::move(spent->front());
}

Int128 Total(const YearSpending& spending, std::size_t from = 0,
             std::size_t through = kMonthsOfYear - 1) {
  Int128 sum = 0;
  for (const auto& [fund, months] : spending.funds) {
    for (std::size_t i = from; i <= through; ++i) sum += months[i];
  }
  return sum;
}

// What the same year came to when it was replayed where it lies.
Int128 Replayed(const policy::Pack& pack, std::uint16_t scheme) {
  settle::ReplayRequest request;
  request.period = {Date(2026, 1, 1), Date(2026, 12, 31)};
  request.variants = {pack.epochs};
  return Replay(Cases(), request)->variants[0].by_scheme[scheme].funds_fen;
}

TEST(ProjectionSpendTest, WithoutGrowthTheYearAheadIsTheLastYearToTheFen) {
  const policy::Pack pack = StricterFrom(Date(2040, 1, 1));
  for (std::uint16_t scheme = 0; scheme < Cases().words->schemes.size(); ++scheme) {
    for (std::size_t year = 1; year <= kProjectedYears; ++year) {
      YearOrder order = OrderFor(pack);
      order.scheme = scheme;
      order.year = year;
      const YearSpending spent = Spent(order);
      EXPECT_EQ(Total(spent), Replayed(pack, scheme)) << scheme << " " << year;
      Int128 by_age = 0;
      for (const GroupSpending& month : spent.groups) {
        for (const Int128 fen : month) by_age += fen;
      }
      EXPECT_EQ(by_age, Total(spent));
    }
  }
  EXPECT_GT(Replayed(pack, Employees()), 0);
}

TEST(ProjectionSpendTest, ARuleFromNextJulyChangesNothingBeforeIt) {
  const policy::Pack never = StricterFrom(Date(2040, 1, 1)), july = StricterFrom(Date(2027, 7, 1));
  const YearSpending as_now = Spent(OrderFor(never)), changed = Spent(OrderFor(july));
  constexpr std::size_t kJune = 5;
  for (const auto& [fund, months] : as_now.funds) {
    for (std::size_t i = 0; i <= kJune; ++i) {
      EXPECT_EQ(months[i], changed.funds.at(fund)[i]) << fund << i;
    }
  }
  EXPECT_LT(Total(changed, kJune + 1), Total(as_now, kJune + 1));
}

TEST(ProjectionSpendTest, ARateTakesTheRulesOfEachMonth) {
  const policy::Pack never = StricterFrom(Date(2040, 1, 1)), july = StricterFrom(Date(2027, 7, 1)),
                     always = StricterFrom(Date(2001, 1, 1));
  const auto month = [](const policy::Pack& pack, std::size_t index) {
    return Total(Spent(OrderFor(pack, ProjectionBase::kRate)), index, index);
  };
  EXPECT_EQ(month(july, 5), month(never, 5));
  EXPECT_EQ(month(july, 6), month(always, 6));
  EXPECT_LT(month(july, 6), month(july, 5));
  // 365 days of history: a month is a twelfth of it.
  const Int128 year = Total(Spent(OrderFor(never, ProjectionBase::kRate)));
  const Int128 off = year - Replayed(never, Employees());
  EXPECT_LE(off < 0 ? -off : off, 60);
}

TEST(ProjectionSpendTest, HigherPricesNeverLowerWhatIsPaid) {
  const policy::Pack pack = StricterFrom(Date(2040, 1, 1));
  Int128 before = 0;
  for (const std::int64_t growth : {-1000, 0, 500, 1500}) {
    YearOrder order = OrderFor(pack);
    order.price_index = IndexOf(growth, 3);
    const Int128 spent = Total(Spent(order));
    EXPECT_GT(spent, before) << growth;
    before = spent;
  }
}

TEST(ProjectionSpendTest, ASampleOfPersonsIsScaledUp) {
  const policy::Pack pack = StricterFrom(Date(2040, 1, 1));
  YearOrder order = OrderFor(pack);
  const Int128 all = Total(Spent(order));
  order.every = 2;
  const Int128 sampled = Total(Spent(order));
  EXPECT_EQ(sampled % 2, 0);
  EXPECT_NE(sampled, all);
  EXPECT_GT(sampled, all / 2);
  EXPECT_LT(sampled, all * 2);
}

TEST(ProjectionSpendTest, ItStopsWhenNobodyWantsItAnyMore) {
  const policy::Pack pack = StricterFrom(Date(2040, 1, 1));
  YearOrder order = OrderFor(pack);
  order.progress = [](std::int64_t, std::int64_t) { return false; };
  EXPECT_EQ(SpendYear(Cases(), order).error().code, ErrorCode::kWorkCancelled);
}

TEST(ProjectionCasesTest, MovedCasesAreWholeAndOfOneScheme) {
  const CaseMove move{Employees(), {Date(2026, 3, 1), Date(2026, 12, 31)}, 2, IndexOf(0, 1), 1};
  const auto moved = MovedCases::Make(Cases(), move);
  ASSERT_TRUE(moved.ok());
  const settle::PastCases& cases = (*moved)->cases();
  EXPECT_TRUE(CheckPastCases(cases).ok());
  EXPECT_GT(cases.rows(), 0U);
  EXPECT_LT(cases.rows(), Cases().rows());
  for (std::size_t row = 0; row < cases.rows(); ++row) {
    EXPECT_EQ(Date::FromDays(cases.begin[row]).year(), 2028);
  }
}

TEST(ProjectionCasesTest, AnAmountBeyondTheLimitIsRefused) {
  const CaseMove move{
      Employees(), {Date(2026, 1, 1), Date(2026, 12, 31)}, 1, kWhole * 10'000'000, 1};
  EXPECT_EQ(MovedCases::Make(Cases(), move).error().code, ErrorCode::kAmountOverflow);
}

TEST(ProjectionCasesTest, TheLeapDayMovesToTheTwentyEighth) {
  EXPECT_EQ(YearsLater(Date(2028, 2, 29), 1), Date(2029, 2, 28));
  EXPECT_EQ(YearsLater(Date(2028, 2, 29), 4), Date(2032, 2, 29));
  EXPECT_EQ(YearsLater(Date(2028, 12, 31), -1), Date(2027, 12, 31));
}

TEST(ProjectionBaseTest, TwelveFullMonthsWhenTheHistoryReachesBack) {
  const auto full = SpanOf(Cases(), Date(2027, 1, 20));
  ASSERT_TRUE(full.ok());
  EXPECT_EQ(full->base, ProjectionBase::kMonths);
  EXPECT_EQ(full->from, Date(2026, 1, 1));
  EXPECT_EQ(full->through, Date(2026, 12, 31));
  EXPECT_EQ(full->start, Date(2027, 1, 1));
  const auto part = SpanOf(Cases(), Date(2026, 12, 20));
  ASSERT_TRUE(part.ok());
  EXPECT_EQ(part->base, ProjectionBase::kRate);
  EXPECT_EQ(part->through, Date(2026, 12, 19));
  EXPECT_EQ(part->start, Date(2027, 1, 1));
  EXPECT_EQ(SpanOf({}, Date(2027, 1, 1)).error().code, ErrorCode::kNoHistory);
  EXPECT_EQ(MonthStart(Date(2026, 1, 31), -1), Date(2025, 12, 1));
}

}  // namespace
}  // namespace tongchou::service
