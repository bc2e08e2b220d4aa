#include "batch/demo_visits.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/sm3.h"
#include "batch/demo_lines.h"

namespace tongchou::batch {
namespace {

constexpr std::uint64_t kSeed = 20260101;
constexpr Date kFirst{2026, 10, 23};
constexpr int kDays = 30;

class DemoVisitsTest : public testing::Test {
 protected:
  const std::vector<DemoPerson> people_ =
      MakePeople({kSeed, 5000, "990100", kFirst.PlusDays(kDays)}, MakeEmployers(kSeed));
  const std::vector<service::Provider> providers_ = MakeProviders("990100");
  const DemoMonth month_ = MakeMonth({kSeed, kFirst, kDays}, people_, providers_);
};

TEST_F(DemoVisitsTest, AreSomeSixtyForEachHundredPersonsOfEveryKind) {
  EXPECT_NEAR(static_cast<int>(month_.visits.size()), 3000, 900);
  std::map<service::VisitKind, int> kinds;
  for (const DemoVisit& visit : month_.visits) ++kinds[visit.kind];
  EXPECT_GT(kinds[service::VisitKind::kOutpatient], 1000);
  EXPECT_GT(kinds[service::VisitKind::kPharmacy], 300);
  EXPECT_GT(kinds[service::VisitKind::kStay], 60);
}

TEST_F(DemoVisitsTest, EventsAreInOrderAndAVisitHasOneAtATime) {
  std::set<std::pair<std::int32_t, std::uint32_t>> seen;
  std::int32_t last = 0;
  for (const DemoEvent& event : month_.events) {
    EXPECT_GE(event.step, last);
    EXPECT_LT(event.step, kDays * kStepsPerDay);
    EXPECT_TRUE(seen.insert({event.step, event.visit}).second);
    last = event.step;
  }
}

TEST_F(DemoVisitsTest, NobodyIsInTwoPlacesOnOneDay) {
  std::set<std::pair<std::uint32_t, int>> seen;
  for (const DemoVisit& visit : month_.visits) {
    for (int day = 0; day <= visit.days; ++day) {
      const int on = visit.begin_step / kStepsPerDay + day;
      EXPECT_TRUE(seen.insert({visit.person, on}).second) << visit.person << " on day " << on;
    }
  }
}

TEST_F(DemoVisitsTest, StaysCostMoreTheLargerTheHospitalAndNeverMuchInASmallOne) {
  const std::vector<DemoItem> catalogue = MakeCatalogue(kSeed, Date(2026, 1, 1));
  const LineMaker maker(kSeed, catalogue);
  std::array<std::vector<std::int64_t>, 3> stays;  // what they cost, in fen, by level
  for (std::uint32_t i = 0; i < month_.visits.size(); ++i) {
    const DemoVisit& visit = month_.visits[i];
    if (visit.kind != service::VisitKind::kStay) continue;
    std::int64_t stay_fen = 0;
    for (int part = 0; part < UploadsOf(visit); ++part) {
      for (const auto& line : maker.Lines(i, visit, part, MomentOfStep(kFirst, 0))) {
        stay_fen += line.amount.fen;
      }
    }
    stays[visit.level - 1U].push_back(stay_fen);
  }
  for (std::vector<std::int64_t>& costs : stays) std::ranges::sort(costs);
  const auto middle_yuan = [&](std::size_t level) {
    return stays[level][stays[level].size() / 2] / 100;
  };
  EXPECT_NEAR(middle_yuan(0), 2'000, 1'000);
  EXPECT_NEAR(middle_yuan(1), 5'000, 1'800);
  EXPECT_NEAR(middle_yuan(2), 10'000, 3'500);
  EXPECT_LT(stays[0].back() / 100, 20'000);
}

TEST_F(DemoVisitsTest, LinesAddUpAndAreTheSameEveryTime) {
  const std::vector<DemoItem> catalogue = MakeCatalogue(kSeed, Date(2026, 1, 1));
  EXPECT_NEAR(static_cast<int>(catalogue.size()), 600, 20);
  const LineMaker maker(kSeed, catalogue);
  std::string first, second;
  for (std::string* text : {&first, &second}) {
    for (std::uint32_t i = 0; i < month_.visits.size(); ++i) {
      const DemoVisit& visit = month_.visits[i];
      std::set<std::string> numbers;
      for (int part = 0; part < UploadsOf(visit); ++part) {
        const auto lines = maker.Lines(i, visit, part, MomentOfStep(kFirst, visit.begin_step));
        ASSERT_FALSE(lines.empty());
        for (const service::UploadLine& line : lines) {
          EXPECT_TRUE(numbers.insert(line.sn).second);
          EXPECT_EQ(Int128{line.amount.fen} * 100'000'000,
                    Int128{line.price_e6} * line.quantity_e4);
          *text += fmt::format("{} {} {}\n", line.sn, line.item_code, line.amount.fen);
        }
      }
    }
  }
  EXPECT_EQ(ToHex(Sm3(first)), ToHex(Sm3(second)));
}

}  // namespace
}  // namespace tongchou::batch
