// Settlements across areas when a store fails or the process ends between any two steps: what is
// open is finished once, and random histories leave books that agree.
#include <map>
#include <random>

#include "app/crossing_testing.h"

namespace tongchou::app {
namespace {

constexpr int kMostCalls = 14;  // more than the calls of one settlement to either store

// Whatever fails, the hospital repeats itself after the restart and gets its answer.
TEST_F(CrossingTest, AFailureBetweenAnyTwoStepsIsFinishedOnce) {
  int failed = 0;
  for (const std::size_t broken : {kCity, kCounty}) {
    for (int call = 1; call <= kMostCalls; ++call) {
      for (const bool after : {false, true}) {
        SCOPED_TRACE(testing::Message() << "store " << broken << " call " << call << " " << after);
        const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, 0), 1'000 + call);
        const service::RequestKey key = Key(kCounty, "2207");
        const std::int64_t before = SettlementsOf(kCity);
        faults_[broken]->Plan({call, 1, ErrorCode::kStoreUnavailable, after});
        const auto first = Settle(kCity, kCounty, key, visit);
        faults_[broken]->Plan({});
        if (!first.ok()) {
          ++failed;
          Reopen();
          ASSERT_TRUE(areas_->WorkOff().ok());
        }
        const auto again = Settle(kCity, kCounty, key, visit);
        ASSERT_TRUE(again.ok()) << again.error().English();
        if (first.ok()) {
          EXPECT_EQ(again->answer, first->answer);
        }
        EXPECT_EQ(SettlementsOf(kCity), before + 1);
      }
    }
  }
  EXPECT_GT(failed, 8);
  ExpectClean();
}

TEST_F(CrossingTest, AnAreaThatCannotBeReachedLeavesTheOrderOpenUntilItCan) {
  const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, 0), 100'000);
  const service::RequestKey key = Key(kCounty, "2207");
  faults_[kCity]->Plan({1, 1'000, ErrorCode::kStoreUnavailable, false});
  EXPECT_EQ(Settle(kCity, kCounty, key, visit).error().code, ErrorCode::kCrossingInProgress);
  EXPECT_EQ(Crossing(kCounty, key).state, store::CrossingState::kAsked);
  const auto waiting = areas_->of(kCounty).WorkOff();
  ASSERT_TRUE(waiting.ok());
  EXPECT_EQ(waiting->waiting, 1);
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.due_from"), Money{});
  faults_[kCity]->Plan({});
  const auto worked = areas_->WorkOff();
  ASSERT_TRUE(worked.ok());
  EXPECT_EQ(worked->finished, 1);
  EXPECT_EQ(BalanceOf(kCounty, "clearing.990100.due_from"), Money{40'000});
  const auto answer = Settle(kCity, kCounty, key, visit);
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->repeated);
  ExpectClean();
}

// What one side alone has is shown with its state, and nothing is paid for that month.
TEST_F(CrossingTest, AnItemThatOneSideHasKeepsTheMonthFromBeingPaid) {
  const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, 0), 100'000);
  const service::RequestKey key = Key(kCounty, "2207");
  // The county's store fails from step 3 on: how many calls the steps before make is found out.
  const service::VisitRef other = Visit(kCity, kCounty, Person(kCity, 1), 100'000);
  faults_[kCounty]->Plan({});
  ASSERT_TRUE(Settle(kCity, kCounty, Key(kCounty, "2207"), other).ok());
  const std::int64_t calls = faults_[kCounty]->calls();
  faults_[kCounty]->Plan({calls - 1, 100, ErrorCode::kStoreUnavailable, false});
  EXPECT_FALSE(Settle(kCity, kCounty, key, visit).ok());
  faults_[kCounty]->Plan({});
  Reopen();
  clock_.MoveTo(MomentOf(Date(2026, 4, 1), 3'600));
  const DateRange march{Date(2026, 3, 1), Date(2026, 3, 31)};
  const auto statement = service::StatementOf(At(kCity), At(kCounty), march);
  ASSERT_TRUE(statement.ok());
  ASSERT_EQ(statement->single_sided, 1);
  EXPECT_EQ(statement->items.back().state, service::PairState::kUnfinished);
  EXPECT_EQ(service::PayMonth(At(kCity), At(kCounty), march, "test").error().code,
            ErrorCode::kClearingNotDue);
  ASSERT_TRUE(areas_->WorkOff().ok());
  EXPECT_TRUE(service::PayMonth(At(kCity), At(kCounty), march, "test").ok());
  ExpectClean();
}

// A hospital's till in a random history: what it did and what it was told.
struct Till {
  std::size_t home = 0, here = 0;
  std::string settlement;  // that stands, the person's latest
};

class RandomHistory : public CrossingTest, public testing::WithParamInterface<unsigned> {};

TEST_P(RandomHistory, LeavesBooksThatAgree) {
  std::mt19937 random(GetParam());
  const auto below = [&random](int count) {
    return static_cast<int>(random() % static_cast<unsigned>(count));
  };
  // By person: the settlements that stand, oldest first.
  std::map<std::string, std::vector<Till>> standing;
  for (int step = 0; step < 60; ++step) {
    const auto home = static_cast<std::size_t>(below(2));
    const std::size_t here = below(3) == 0 ? home : 1 - home;
    const std::string& person = Person(home, static_cast<std::size_t>(below(4)));
    std::vector<Till>& stack = standing[person];
    const bool undo = !stack.empty() && below(3) == 0;
    const Till till = undo ? stack.back() : Till{home, here, {}};
    service::VisitRef visit;
    if (!undo) visit = Visit(home, here, person, 100 + below(50'000));
    const service::RequestKey key = Key(till.here, undo ? "2208" : "2207");
    const bool use_account = below(2) == 0;
    const auto send = [&] {
      return undo ? Undo(till.home, till.here, key, till.settlement)
                  : Settle(till.home, till.here, key, visit, use_account);
    };
    if (below(3) == 0) {
      faults_[static_cast<std::size_t>(below(2))]->Plan(
          {1 + below(12), 1 + below(2), ErrorCode::kStoreUnavailable, below(2) == 0});
    }
    auto answer = send();
    for (store::FaultyStore* store : faults_) store->Plan({});
    if (!answer.ok()) {
      if (below(2) == 0) Reopen();
      if (below(2) == 0) {
        ASSERT_TRUE(areas_->WorkOff().ok());
      }
      answer = send();
    }
    ASSERT_TRUE(answer.ok()) << answer.error().English();
    if (undo) {
      stack.pop_back();
    } else {
      stack.push_back({home, here, answer->answer});
    }
  }
  ASSERT_TRUE(areas_->WorkOff().ok());
  ExpectClean();
  std::int64_t made = 0;
  for (const auto& [person, stack] : standing) made += static_cast<std::int64_t>(stack.size());
  clock_.MoveTo(MomentOf(Date(2026, 4, 1), 3'600));
  const DateRange march{Date(2026, 3, 1), Date(2026, 3, 31)};
  for (const std::size_t home : {kCity, kCounty}) {
    const auto paid = service::PayMonth(At(home), At(1 - home), march, "test");
    ASSERT_TRUE(paid.ok()) << paid.error().English();
    const std::string code =
        home == kCity ? "clearing.990100.due_from" : "clearing.990200.due_from";
    EXPECT_EQ(BalanceOf(1 - home, code), Money{});
  }
  EXPECT_GT(made, 10);
  ExpectClean();
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomHistory, testing::Range(1u, 9u));

}  // namespace
}  // namespace tongchou::app
