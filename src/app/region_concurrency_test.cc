// Many threads on few persons, on a real store: nothing is lost, doubled or reordered.
#include <atomic>
#include <random>
#include <thread>

#include "app/region_testing.h"
#include "service/committer.h"
#include "service/history.h"
#include "service/persons.h"
#include "service/register.h"

namespace tongchou::app {
namespace {

constexpr int kThreads = 16;
constexpr int kRounds = 40;
constexpr int kPersons = 12;

class RegionConcurrency : public RegionTest {
 protected:
  RegionConcurrency() : persons_(Populate(kPersons)) {}

  service::RequestKey KeyOf(int thread, int round, const std::string& infno) const {
    const std::string msgid = std::to_string(thread) + "-" + std::to_string(round) + infno;
    return {kPharmacy, msgid, infno, Sm3(msgid)};
  }

  // One purchase, sent twice under its key at times, taken back at times.
  void Round(int thread, int round, std::mt19937& random) {
    service::PurchaseOrder order;
    order.psn_no = persons_[random() % persons_.size()];
    order.scheme = "employee";
    order.begin = clock_.Now();
    order.lines = {Line("1", 100 + static_cast<std::int64_t>(random() % 5'000))};
    order.use_account = random() % 2 == 0;
    const service::RequestKey key = KeyOf(thread, round, "2102");
    const auto write = [](const auto& made) { return made.settlement.setl_id; };
    const auto bought = service::Purchase(*region_, key, order, write);
    ASSERT_TRUE(bought.ok()) << bought.error().English();
    if (random() % 4 == 0) {
      const auto again = service::Purchase(*region_, key, order, write);
      ASSERT_TRUE(again.ok());
      EXPECT_TRUE(again->repeated);
      EXPECT_EQ(again->answer, bought->answer);
    }
    if (random() % 3 != 0) return;
    const auto undone = service::UndoByMessage(*region_, KeyOf(thread, round, "2601"),
                                               {order.psn_no, key.msgid, "2102"}, {});
    // Somebody else may have settled for the same person meanwhile.
    if (undone.ok()) {
      ++undone_;
    } else {
      EXPECT_EQ(undone.error().code, ErrorCode::kLaterSettlementExists);
    }
  }

  std::vector<std::string> persons_;
  std::atomic<int> undone_{0};
};

TEST_F(RegionConcurrency, ManyThreadsOnFewPersonsLoseAndDoubleNothing) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([this, thread] {
      std::mt19937 random(static_cast<unsigned>(thread));
      for (int round = 0; round < kRounds; ++round) Round(thread, round, random);
    });
  }
  // Readers beside them see whole states only.
  std::atomic<bool> stop{false};
  std::thread reader([&] {
    while (!stop) {
      service::SettlementQuery query;
      query.limit = 20;
      EXPECT_TRUE(service::FindSettlements(*region_, query).ok());
      ExpectClean();
    }
  });
  for (std::thread& thread : threads) thread.join();
  stop = true;
  reader.join();
  ExpectClean();
  const auto counts = service::CountRegion(*region_);
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ(counts->settlements, kThreads * kRounds);
  EXPECT_LT(region_->committer().counts().batches, kThreads * kRounds + undone_.load() + 10)
      << "commits are shared";
  Reopen();
  ExpectClean();
}

}  // namespace
}  // namespace tongchou::app
