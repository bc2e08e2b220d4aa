// A region on a disk that fails at any write or sync of a settlement's commit: every message was
// answered or refused; what was answered is there once after the next start, what was refused is
// there once after it was sent again, and the books agree.
#include "app/region_testing.h"
#include "service/persons.h"
#include "service/verify.h"
#include "store/sqlite/broken_disk_testing.h"

namespace tongchou::app {
namespace {

using store::BrokenDisk;
using store::DiskFault;

constexpr std::int64_t kPriceFen = 10;

struct Disk {
  const char* name;
  DiskFault fault;
  std::int64_t calls;        // how many fail
  std::int64_t fewest_hits;  // a commit has at least so many calls of this kind
};

void PrintTo(const Disk& disk, std::ostream* out) { *out << disk.name; }

// The disk comes first, so that it outlives the store.
class WithDisk {
 protected:
  BrokenDisk disk_{"broken-" + std::to_string(reinterpret_cast<std::uintptr_t>(this))};
};

class OnDisk : public WithDisk, public RegionTest {
 protected:
  OnDisk() {
    vfs_ = disk_.name();
    Reopen();
    person_ = Populate(1).front();
  }
  ~OnDisk() override { region_.reset(); }

  Result<service::Answered> Buy(const service::RequestKey& key) {
    service::PurchaseOrder order;
    order.psn_no = person_;
    order.scheme = "employee";
    order.begin = clock_.Now();
    order.lines = {Line("1", kPriceFen)};
    order.use_account = true;
    return service::Purchase(*region_, key, order,
                             [](const auto& made) { return made.settlement.setl_id; });
  }

  // As many settlements as `bought`, each paid once, and nothing that differs.
  void ExpectBought(std::int64_t bought) {
    const auto report = service::VerifyLedger(*region_, {});
    ASSERT_TRUE(report.ok()) << report.error().English() << " " << report.error().where;
    for (const Text& difference : report->differences) ADD_FAILURE() << difference.en;
    EXPECT_EQ(report->settlements, bought);
    EXPECT_EQ(BalanceOf(person_), Money{100'000 - kPriceFen * bought});
  }

  // Closes on the disk as it is, mends it, and opens again.
  void StartAgain() {
    region_.reset();
    disk_.Mend();
    Reopen();
  }

  std::string person_;
};

class BrokenDiskTest : public OnDisk, public testing::WithParamInterface<Disk> {};

TEST_P(BrokenDiskTest, WhatWasAnsweredIsThereOnceAndWhatWasRefusedCanBeSentAgain) {
  const Disk& disk = GetParam();
  std::int64_t bought = 0;
  for (std::int64_t call = 1;; ++call) {
    SCOPED_TRACE(call);
    const service::RequestKey key = Key(kPharmacy, "2102");
    disk_.Fail(disk.fault, call, disk.calls);
    const auto first = Buy(key);
    const bool hit = (disk.fault == DiskFault::kSync ? disk_.syncs() : disk_.writes()) >= call;
    // Without a new start it is answered or refused too.
    const auto repeated = Buy(key);
    StartAgain();
    if (first.ok()) ExpectBought(bought + 1);
    const auto again = Buy(key);
    ASSERT_TRUE(again.ok()) << again.error().English() << " " << again.error().where;
    if (first.ok()) {
      EXPECT_EQ(again->answer, first->answer);
    }
    if (repeated.ok()) {
      EXPECT_EQ(again->answer, repeated->answer);
    }
    ExpectBought(++bought);
    if (HasFailure()) return;
    if (hit) continue;
    EXPECT_TRUE(first.ok()) << "the disk did not fail during this commit";
    EXPECT_GE(call, disk.fewest_hits);
    return;
  }
}

constexpr Disk kDisks[] = {
    {"write_once", DiskFault::kWrite, 1, 20},
    {"write_for_good", DiskFault::kWrite, BrokenDisk::kForGood, 20},
    {"torn_for_good", DiskFault::kTorn, BrokenDisk::kForGood, 20},
    {"full_once", DiskFault::kFull, 1, 20},
    {"full_for_good", DiskFault::kFull, BrokenDisk::kForGood, 20},
    {"sync_once", DiskFault::kSync, 1, 1},
    {"sync_for_good", DiskFault::kSync, BrokenDisk::kForGood, 1},
};

INSTANTIATE_TEST_SUITE_P(All, BrokenDiskTest, testing::ValuesIn(kDisks),
                         [](const auto& info) { return std::string(info.param.name); });

TEST_F(OnDisk, IsCalledFullAndIsOverWhenThereIsRoomAgain) {
  disk_.Fail(DiskFault::kFull, 1, BrokenDisk::kForGood);
  const auto refused = Buy(Key(kPharmacy, "2102"));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kStoreFull);
  disk_.Mend();
  EXPECT_TRUE(Buy(Key(kPharmacy, "2102")).ok());
  ExpectBought(1);
}

}  // namespace
}  // namespace tongchou::app
