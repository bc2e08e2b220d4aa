#include "service/policy_reach.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "policy/library.h"
#include "service/sample_history.h"
#include "settle/replay_for_test.h"

namespace tongchou::service {
namespace {

using testing::Pair;
using testing::UnorderedElementsAre;

constexpr DateRange kYear{Date(2026, 1, 1), Date(2026, 12, 31)};
constexpr char kIllness[] = "职工基本医疗保险/住院/大病保险/band";

const policy::Pack& DemoCity() {
  static const auto library = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies");
  return *(*library)->Find("demo-city");
}

// One column of the rows, by member, by "scheme/benefit/axis" and of bands with the layer.
using Counts = std::map<std::string, std::map<std::string, std::int64_t>>;
Counts ColumnOf(const PolicyReach& reach, std::int64_t ReachRow::*column) {
  Counts counts;
  for (const ReachRow& row : reach.rows) {
    std::string where;
    for (const Text& part : row.place) where += part.zh + "/";
    counts[where + row.axis][row.member] = row.*column;
  }
  return counts;
}

PolicyReach ReachOfCases(const settle::PastCases& cases, const DateRange& period = kYear) {
  const Result<PolicyReach> reach = ReachOf(DemoCity(), cases, period);
  TC_CHECK(reach.ok());
  return *reach;
}

// Stays of employees in service in hospitals of level 3, one of each person, of these costs.
settle::CaseColumns Stays(const std::vector<std::int64_t>& costs_fen, const char* benefit) {
  settle::CaseColumns columns;
  columns.words.schemes = {"employee"};
  columns.words.benefits = {{0, benefit}};
  columns.words.categories = {{0, "active"}};
  columns.words.offices = {""};
  columns.words.providers = {"H1"};
  settle::CaseClass shared;
  shared.level = 3;
  for (const std::int64_t fen : costs_fen) {
    const settle::FeeLine line{.amount = Money{fen}};
    settle::Figures figures;
    figures.total = figures.eligible = Money{fen};
    columns.AddRow(Date(2026, 3, 1), Date(2026, 3, 9), shared, {.age = 40}, {&line, 1}, figures);
    columns.EndPerson();
  }
  return columns;
}

TEST(PolicyReachTest, ACaseCountsInItsClassesAndInEveryBandThatItReaches) {
  const settle::CaseColumns columns = Stays({100'000, 500'000'000}, "inpatient");
  const PolicyReach reach = ReachOfCases(columns.cases());
  EXPECT_EQ(reach.encounters, 2);
  Counts past = ColumnOf(reach, &ReachRow::past);
  EXPECT_THAT(past["职工基本医疗保险/住院/level"],
              UnorderedElementsAre(Pair("1", 0), Pair("2", 0), Pair("3", 2)));
  EXPECT_THAT(past["职工基本医疗保险/住院/category"],
              UnorderedElementsAre(Pair("active", 2), Pair("retired", 0)));
  // The stay of 1000 yuan leaves less than the deductible; that of five million goes through all.
  ASSERT_GT(past[kIllness].size(), 1U);
  for (const auto& [band, count] : past[kIllness]) EXPECT_EQ(count, 1) << band;
}

TEST(PolicyReachTest, ABandThatNoPastCaseReachesStaysAtNothing) {
  const settle::CaseColumns columns = Stays({100'000, 12'000'000}, "inpatient");
  Counts past = ColumnOf(ReachOfCases(columns.cases()), &ReachRow::past);
  EXPECT_EQ(past[kIllness]["0.00 CNY .. 50000.00 CNY"], 1);
  EXPECT_EQ(past[kIllness]["50000.00 CNY .. 100000.00 CNY"], 0);
}

TEST(PolicyReachTest, WithoutHistoryOnlyExamplesAreCounted) {
  const PolicyReach reach = ReachOfCases(settle::CaseColumns().cases());
  EXPECT_EQ(reach.encounters + reach.refused, 0);
  Counts examples = ColumnOf(reach, &ReachRow::examples);
  EXPECT_GT(examples["职工基本医疗保险/住院/level"]["3"], 0);
  for (const auto& [band, count] : examples[kIllness]) EXPECT_GT(count, 0) << band;
  for (const auto& [where, members] : ColumnOf(reach, &ReachRow::past)) {
    for (const auto& [member, count] : members) EXPECT_EQ(count, 0) << where << " " << member;
  }
}

TEST(PolicyReachTest, CasesOutsideOfThePeriodAndThoseThatTheRulesRefuseAreNotCounted) {
  const settle::CaseColumns columns = Stays({100'000}, "inpatient");
  const DateRange later{Date(2026, 4, 1), Date(2026, 12, 31)};
  EXPECT_EQ(ReachOfCases(columns.cases(), later).encounters, 0);
  const PolicyReach reach = ReachOfCases(Stays({100'000}, "hydrotherapy").cases());
  EXPECT_EQ(reach.encounters, 0);
  EXPECT_EQ(reach.refused, 1);
}

TEST(PolicyReachTest, EveryCaseHasOneClassOfEachAxis) {
  const SampleHistory sample(*DemoCity().epochs.front(), {300, 7, kYear.from, kYear.through});
  const PolicyReach reach = ReachOfCases(sample.cases());
  EXPECT_EQ(static_cast<std::uint64_t>(reach.encounters), sample.cases().rows());
  std::map<std::string, std::map<std::string, std::int64_t>> sums;  // by benefit, by axis
  for (const ReachRow& row : reach.rows) {
    if (row.axis != "band") sums[row.place[0].zh + row.place[1].zh][row.axis] += row.past;
  }
  ASSERT_FALSE(sums.empty());
  for (const auto& [benefit, axes] : sums) {
    for (const auto& [axis, sum] : axes) EXPECT_EQ(sum, axes.begin()->second) << benefit << axis;
  }
}

TEST(PolicyReachTest, StopsWhenItIsTold) {
  const settle::CaseColumns columns = Stays({100'000}, "inpatient");
  const auto stop = [](std::int64_t, std::int64_t) { return false; };
  const auto reach = ReachOf(DemoCity(), columns.cases(), kYear, stop);
  ASSERT_FALSE(reach.ok());
  EXPECT_EQ(reach.error().code, ErrorCode::kWorkCancelled);
}

}  // namespace
}  // namespace tongchou::service
