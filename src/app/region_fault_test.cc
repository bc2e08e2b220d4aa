// A region on a store that fails at any call, and on one whose process is killed.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/region_testing.h"
#include "service/committer.h"
#include "service/history.h"
#include "service/persons.h"

namespace tongchou::app {
namespace {

using service::VisitKind;

class RegionFaults : public RegionTest {
 protected:
  RegionFaults() { person_ = Populate(1).front(); }

  service::PurchaseOrder OrderOf(const std::string& sn) {
    service::PurchaseOrder order;
    order.psn_no = person_;
    order.scheme = "employee";
    order.begin = clock_.Now();
    order.lines = {Line(sn, 1'000)};
    order.use_account = true;
    return order;
  }

  Result<service::Answered> Buy(const service::RequestKey& key, const std::string& sn) {
    return service::Purchase(*region_, key, OrderOf(sn),
                             [](const auto& made) { return made.settlement.setl_id; });
  }

  std::size_t CountSettlements() {
    service::SettlementQuery query;
    query.psn_no = person_;
    const auto found = service::FindSettlements(*region_, query);
    EXPECT_TRUE(found.ok());
    return found.ok() ? found->items.size() : 0;
  }

  std::string person_;
};

// At whichever call the store fails, a purchase is either there as a whole or not at all, and the
// same message again gives one answer and one purchase.
TEST_F(RegionFaults, NoFailureLeavesAHalfDoneCommand) {
  std::size_t bought = 0;
  for (const bool after : {false, true}) {
    for (std::int64_t call = 1; call <= 4; ++call) {
      const service::RequestKey key = Key(kPharmacy, "2102");
      faults_->Plan(
          {.at_call = call, .calls = 1, .code = ErrorCode::kStoreUnavailable, .after = after});
      const auto first = Buy(key, "1");
      faults_->Plan({});
      if (!first.ok()) {
        EXPECT_EQ(first.error().code, ErrorCode::kStoreUnavailable);
      }
      ExpectClean();
      const auto again = Buy(key, "1");
      ASSERT_TRUE(again.ok());
      EXPECT_FALSE(again->answer.empty());
      if (first.ok()) {
        EXPECT_EQ(again->answer, first->answer);
      }
      ++bought;
      EXPECT_EQ(CountSettlements(), bought);
      EXPECT_EQ(BalanceOf(person_), Money{100'000 - 1'000 * static_cast<std::int64_t>(bought)});
      ExpectClean();
    }
  }
}

TEST_F(RegionFaults, AStaleVersionIsLoadedAndTriedAgain) {
  // Call 1 loads, call 2 appends and meets a newer version once.
  faults_->Plan({.at_call = 2, .calls = 1, .code = ErrorCode::kStaleVersion, .after = false});
  EXPECT_TRUE(Buy(Key(kPharmacy, "2102"), "1").ok());
  faults_->Plan({});
  EXPECT_EQ(region_->committer().counts().retries, 1);
  EXPECT_EQ(CountSettlements(), 1u);
  ExpectClean();
}

// A disk that is full only when the rows are to become durable: they are there, and may stay.
TEST_F(RegionFaults, WhatCannotBeMadeDurableHasAnUnknownOutcome) {
  const service::RequestKey key = Key(kPharmacy, "2102");
  // Call 1 loads, call 2 appends, call 3 makes durable.
  faults_->Plan({.at_call = 3, .calls = 1, .code = ErrorCode::kStoreFull, .after = false});
  const auto first = Buy(key, "1");
  faults_->Plan({});
  ASSERT_FALSE(first.ok());
  EXPECT_EQ(first.error().code, ErrorCode::kStoreUnavailable);
  const auto again = Buy(key, "1");
  ASSERT_TRUE(again.ok());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(CountSettlements(), 1u);
  ExpectClean();
}

TEST_F(RegionFaults, AFullDiskIsSaidAndNothingIsStored) {
  faults_->Plan({.at_call = 1, .calls = 1000, .code = ErrorCode::kStoreFull, .after = false});
  const auto refused = Buy(Key(kPharmacy, "2102"), "1");
  faults_->Plan({});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kStoreFull);
  EXPECT_EQ(CountSettlements(), 0u);
  ExpectClean();
}

TEST_F(RegionFaults, AfterStopNothingIsTaken) {
  region_->Stop();
  const auto refused = Buy(Key(kPharmacy, "2102"), "1");
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kStoreUnavailable);
}

// A process that is killed in the middle of its work leaves every answered purchase and no other.
TEST_F(RegionFaults, AKilledProcessLosesNothingThatItAnswered) {
  region_.reset();
  int answered[2];
  ASSERT_EQ(pipe(answered), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    Reopen();
    for (int i = 0; i < 100; ++i) {
      const service::RequestKey key{kPharmacy, "k" + std::to_string(i), "2102", Sm3("body")};
      const char done = Buy(key, "1").ok() ? 1 : 0;
      if (write(answered[1], &done, 1) != 1) _exit(1);
    }
    _exit(0);
  }
  close(answered[1]);
  std::size_t seen = 0;
  char done = 0;
  while (seen < 20 && read(answered[0], &done, 1) == 1 && done == 1) ++seen;
  kill(child, SIGKILL);
  while (read(answered[0], &done, 1) == 1 && done == 1) ++seen;
  close(answered[0]);
  waitpid(child, nullptr, 0);
  Reopen();
  ExpectClean();
  const std::size_t stored = CountSettlements();
  EXPECT_GE(stored, seen);
  EXPECT_LE(stored, seen + 1);
  for (std::size_t i = 0; i < seen; ++i) {
    const service::RequestKey key{kPharmacy, "k" + std::to_string(i), "2102", Sm3("body")};
    const auto repeated = Buy(key, "1");
    ASSERT_TRUE(repeated.ok());
    EXPECT_TRUE(repeated->repeated);
  }
}

}  // namespace
}  // namespace tongchou::app
