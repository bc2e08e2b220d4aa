// Several servers at one crossing: each has crossings of its own over the same two areas, as the
// processes on one database have. Whatever happens between the steps of one, an order has one
// outcome for all of them.
#include <functional>
#include <random>
#include <thread>
#include <utility>

#include "app/crossing_testing.h"

namespace tongchou::app {
namespace {

// The neighbour of one server, which lets the test act when the answer is on its way back.
class Interrupted final : public service::Neighbour {
 public:
  explicit Interrupted(service::Region& insured)
      : neighbour_(service::NeighbourOf(
            insured,
            [](const service::Region&, const service::CrossingQuestion&,
               const service::SettlementOutcome& outcome) { return outcome.settlement.setl_id; })) {
  }

  Result<service::CrossingAnswer> Ask(const service::CrossingQuestion& question,
                                      const service::CrossingOrder& order) override {
    auto answer = neighbour_->Ask(question, order);
    if (meanwhile) std::exchange(meanwhile, {})();
    if (lose_answer) return ErrorCode::kStoreUnavailable;
    return answer;
  }

  std::function<void()> meanwhile;
  bool lose_answer = false;  // as if the server ended before it could book

 private:
  const std::unique_ptr<service::Neighbour> neighbour_;
};

// One server's view of the county, where the city's insured are treated.
struct OneServer {
  OneServer(service::Region& here, service::Region& insured)
      : neighbour(insured), crossings(here), city(insured.area_number()) {
    crossings.Add(city, neighbour);
  }

  Result<service::Answered> Settle(const service::RequestKey& key, const service::VisitRef& visit) {
    service::SettleOrder order;
    order.visit = visit;
    return crossings.Ask(city, key, order);
  }

  Interrupted neighbour;
  service::Crossings crossings;
  std::int64_t city;
};

class CrossingRaceTest : public CrossingTest {
 protected:
  // A visit that is refused as settled until `settled_` is taken back.
  service::VisitRef SettledVisit(std::size_t person) {
    const service::VisitRef visit = Visit(kCity, kCounty, Person(kCity, person), 100'000);
    const auto settled = Settle(kCity, kCounty, Key(kCounty, "2207"), visit);
    EXPECT_TRUE(settled.ok());
    settled_ = settled->answer;
    return visit;
  }

  void MakeAcceptable() {
    const auto undone = Undo(kCity, kCounty, Key(kCounty, "2208"), settled_);
    ASSERT_TRUE(undone.ok()) << undone.error().English();
  }

  OneServer first_{At(kCounty), At(kCity)}, second_{At(kCounty), At(kCity)};
  std::string settled_;
};

TEST_F(CrossingRaceTest, ARefusalThatOneServerGotIsWhatTheOtherGetsToo) {
  const service::VisitRef visit = SettledVisit(0);
  const service::RequestKey key = Key(kCounty, "2207");
  Result<service::Answered> other = ErrorCode::kStoreUnavailable;
  first_.neighbour.meanwhile = [&] {
    MakeAcceptable();
    other = second_.Settle(key, visit);
  };
  const auto one = first_.Settle(key, visit);
  EXPECT_EQ(one.error().code, ErrorCode::kAlreadySettled);
  ASSERT_FALSE(other.ok()) << "settled as " << other->answer << ", which the hospital never hears";
  EXPECT_EQ(other.error().code, ErrorCode::kAlreadySettled);
  EXPECT_EQ(other.error().where, one.error().where);
  EXPECT_EQ(Crossing(kCounty, key).state, store::CrossingState::kRefused);
  EXPECT_TRUE(second_.Settle(key, visit).ok()) << "mended, it may be sent again";
  ExpectClean();
}

TEST_F(CrossingRaceTest, ARefusalClosesNoOrderThatAnotherServerHasSettled) {
  const service::VisitRef visit = SettledVisit(0);
  const service::RequestKey key = Key(kCounty, "2207");
  second_.neighbour.lose_answer = true;
  first_.neighbour.meanwhile = [&] {
    MakeAcceptable();
    EXPECT_FALSE(second_.Settle(key, visit).ok());
  };
  EXPECT_FALSE(first_.Settle(key, visit).ok());
  ExpectClean();
}

TEST_F(CrossingRaceTest, AnOrderThatWasMendedMeanwhileIsAnotherOne) {
  const service::VisitRef visit = SettledVisit(0);
  const service::RequestKey key = Key(kCounty, "2207");
  service::RequestKey mended = key;
  mended.body = Sm3("mended");
  first_.neighbour.meanwhile = [&] {
    EXPECT_FALSE(second_.Settle(key, visit).ok());
    MakeAcceptable();
    second_.neighbour.lose_answer = true;
    EXPECT_EQ(second_.Settle(mended, visit).error().code, ErrorCode::kCrossingInProgress);
  };
  EXPECT_EQ(first_.Settle(key, visit).error().code, ErrorCode::kAlreadySettled);
  EXPECT_EQ(Crossing(kCounty, key).state, store::CrossingState::kAsked);
  second_.neighbour.lose_answer = false;
  EXPECT_TRUE(second_.Settle(mended, visit).ok());
  ExpectClean();
}

// Both ask at once while what refuses is taken away; what comes of it is drawn by the machine.
TEST_F(CrossingRaceTest, ManyRoundsAtOnceLeaveBooksThatAgree) {
  constexpr int kRounds = 40;
  for (int round = 0; round < kRounds; ++round) {
    const service::VisitRef visit = SettledVisit(0);
    const service::RequestKey key = Key(kCounty, "2207");
    Result<service::Answered> answers[] = {ErrorCode::kStoreUnavailable,
                                           ErrorCode::kStoreUnavailable};
    std::thread one([&] { answers[0] = first_.Settle(key, visit); });
    std::thread other([&] { answers[1] = second_.Settle(key, visit); });
    MakeAcceptable();
    one.join();
    other.join();
    const bool settled = answers[0].ok() || answers[1].ok();
    const store::CrossingRow row = Crossing(kCounty, key);
    EXPECT_EQ(row.state,
              settled ? store::CrossingState::kAnswered : store::CrossingState::kRefused);
    const auto again = first_.Settle(key, visit);
    ASSERT_TRUE(again.ok()) << again.error().English();
    EXPECT_EQ(again->repeated, settled);
    for (const auto& answer : answers) {
      if (answer.ok()) {
        EXPECT_EQ(answer->answer, again->answer);
      }
    }
    ASSERT_TRUE(Undo(kCity, kCounty, Key(kCounty, "2208"), again->answer).ok());
  }
  ExpectClean();
}

}  // namespace
}  // namespace tongchou::app
