// Two regions, as two processes have them, on one PostgreSQL: they notice what the other one did.
#include <atomic>
#include <thread>

#include "app/region_testing.h"
#include "service/committer.h"
#include "service/persons.h"
#include "service/register.h"
#include "service/sign_in.h"
#include "store/postgres/database_testing.h"

namespace tongchou::app {
namespace {

using service::VisitKind;

class TwoRegions : public RegionTest {
 protected:
  void SetUp() override {
    if (store::postgres::Setting(store::postgres::kTestDatabase).empty()) {
      GTEST_SKIP() << store::postgres::kTestDatabase << " is not set";
    }
    region_ = OpenOne();
    other_ = OpenOne();
    persons_ = Populate(8);
  }

  std::unique_ptr<service::Region> OpenOne() {
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    auto region = service::Region::Open(library_, store::postgres::OpenSchema("regions_" + name),
                                        clock_, {.pack = kPack, .seal = {}});
    return std::move(region).value();
  }

  Result<service::Answered> Buy(service::Region& region, const service::RequestKey& key,
                                const std::string& person) {
    service::PurchaseOrder order;
    order.psn_no = person;
    order.scheme = "employee";
    order.begin = clock_.Now();
    order.lines = {Line("1", 1'000)};
    order.use_account = true;
    return service::Purchase(region, key, order,
                             [](const auto& made) { return made.settlement.setl_id; });
  }

  std::unique_ptr<service::Region> other_;
  std::vector<std::string> persons_;
};

// `other_` was opened before anything was registered.
TEST_F(TwoRegions, WhatOneRegistersTheOtherKnows) {
  EXPECT_TRUE(service::FindProvider(*other_, kHospital).has_value());
  EXPECT_TRUE(service::FindEmployer(*other_, "E1").has_value());
  EXPECT_TRUE(service::FindCatalogueItem(*other_, "A1", Date(2026, 3, 1)).has_value());
  EXPECT_EQ(service::AllProviders(*other_).size(), 3u);
  EXPECT_FALSE(service::FindProvider(*other_, "H00000000000").has_value());
  ASSERT_TRUE(service::AddUser(*region_, "test", {"both", "两处", {"clerk"}}, "long enough").ok());
  EXPECT_TRUE(service::SignIn(*other_, "both", "long enough").ok());
}

TEST_F(TwoRegions, ACommandKnowsTheCatalogueThatTheOtherHasJustChanged) {
  ASSERT_TRUE(Buy(*other_, Key(kPharmacy, "2102"), persons_[0]).ok());
  service::CatalogueItem item;
  item.code = "A1";
  item.name = "甲药";
  item.from = DayOf(clock_.Now());
  item.fee_class = settle::FeeClass::kC;
  ASSERT_TRUE(service::PutCatalogueItems(*region_, "test", {item}).ok());
  std::swap(region_, other_);
  const auto details = Upload(Register(persons_[1], VisitKind::kOutpatient), {Line("1", 1'000)});
  ASSERT_EQ(details.size(), 1u);
  EXPECT_EQ(details[0].split.full_self_pay, Money{1'000});
}

TEST_F(TwoRegions, AMessageHasOneAnswerWhereverItIsSent) {
  const service::RequestKey key = Key(kPharmacy, "2102");
  const auto first = Buy(*region_, key, persons_[0]);
  const auto again = Buy(*other_, key, persons_[0]);
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(first->answer, again->answer);
}

TEST_F(TwoRegions, UnderLoadNeitherLosesAndRetriesAreFew) {
  constexpr int kThreads = 8, kRounds = 30;
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      service::Region& region = thread % 2 == 0 ? *region_ : *other_;
      for (int round = 0; round < kRounds; ++round) {
        const std::string msgid = std::to_string(thread) + "-" + std::to_string(round);
        const auto person = static_cast<std::size_t>(thread + round) % persons_.size();
        if (!Buy(region, {kPharmacy, msgid, "2102", Sm3(msgid)}, persons_[person]).ok()) ++refused;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(refused, 0);
  const auto counts = service::CountRegion(*region_);
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ(counts->settlements, kThreads * kRounds);
  for (const service::Region* region : {region_.get(), other_.get()}) {
    const service::CommitterCounts work = region->committer().counts();
    EXPECT_EQ(work.failures, 0);
    // A batch loses at most once, and then holds the area for many.
    EXPECT_LE(work.retries, 1 + work.batches / 32);
    EXPECT_EQ(work.retries > 0, work.held > 0);
  }
  ExpectClean();
}

}  // namespace
}  // namespace tongchou::app
