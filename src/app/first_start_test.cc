#include "app/first_start.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "app/stores.h"
#include "base/sm3.h"
#include "service/funds.h"
#include "service/overview.h"
#include "service/persons.h"
#include "service/sign_in.h"
#include "service/verify.h"

namespace tongchou::app {
namespace {

namespace fs = std::filesystem;

class FirstStartTest : public testing::Test {
 protected:
  FirstStartTest() {
    std::string pattern = (fs::temp_directory_path() / "tongchou-first-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    auto library = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies");
    TC_CHECK(library.ok());
    library_ = *std::move(library);
    options_.persons = 300;
    options_.callers = 16;
  }
  ~FirstStartTest() override { fs::remove_all(folder_); }

  std::string Folder(const char* name) {
    const fs::path folder = fs::path(folder_) / name;
    fs::create_directories(folder);
    return folder;
  }

  Status Make(const std::string& folder) {
    return MakeDemoStore({folder, {}}, library_, {"demo-city"}, clock_, options_, {});
  }

  std::unique_ptr<service::Region> Open(const std::string& folder) {
    auto store = OpenStore({folder, {}}, false);
    TC_CHECK(store.ok());
    auto region = service::Region::Open(library_, *std::move(store), clock_, {});
    TC_CHECK(region.ok());
    return *std::move(region);
  }

  std::string folder_;
  ManualClock clock_{MomentOf(Date(2026, 11, 22), 9 * 3600)};
  std::shared_ptr<const policy::Library> library_;
  batch::DemoOptions options_;
};

TEST_F(FirstStartTest, TheDemoRegionIsWholeAndItsBooksAgree) {
  const std::string folder = Folder("a");
  const Status made = Make(folder);
  ASSERT_TRUE(made.ok()) << made.error().English() << " " << made.error().where;
  EXPECT_TRUE(*IsDemo({folder, {}}));
  EXPECT_FALSE(fs::exists(fs::path(folder) / "demo-building"));
  const auto region = Open(folder);
  const auto counts = CountRegion(*region);
  ASSERT_TRUE(counts.ok());
  EXPECT_EQ(counts->persons, 300);
  EXPECT_EQ(counts->employers, 300);
  EXPECT_GT(counts->settlements, 90);
  const auto newest = LatestSettlementDay(*region);
  ASSERT_TRUE(newest.ok() && newest->has_value());
  EXPECT_LT(**newest, Date(2026, 11, 22));
  EXPECT_GE(**newest, Date(2026, 11, 19));
  const auto report = VerifyLedger(*region, {});
  ASSERT_TRUE(report.ok());
  EXPECT_TRUE(report->clean()) << report->differences.front().en;
  EXPECT_TRUE(SignIn(*region, "clerk", "demo-clerk").ok());
}

TEST_F(FirstStartTest, TheSameSeedGivesTheSameJournal) {
  for (const char* name : {"a", "b"}) ASSERT_TRUE(Make(Folder(name)).ok());
  const auto first = GetJournalHead(*Open(Folder("a")));
  const auto second = GetJournalHead(*Open(Folder("b")));
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->entries, second->entries);
  EXPECT_EQ(ToHex(first->digest), ToHex(second->digest));
  options_.seed = 7;
  ASSERT_TRUE(Make(Folder("c")).ok());
  EXPECT_NE(ToHex(GetJournalHead(*Open(Folder("c")))->digest), ToHex(first->digest));
}

TEST_F(FirstStartTest, WhatAKilledStartLeftIsMadeAnew) {
  const std::string folder = Folder("a");
  fs::create_directories(fs::path(folder) / "demo-building");
  std::ofstream(fs::path(folder) / "demo-building" / "tongchou.db") << "half a store";
  EXPECT_FALSE(*HasStore({folder, {}}));
  ASSERT_TRUE(Make(folder).ok());
  EXPECT_TRUE(*HasStore({folder, {}}));
}

TEST_F(FirstStartTest, ADayBeforeThePolicyIsRefusedAndLeavesNothing) {
  clock_.MoveTo(MomentOf(Date(2026, 1, 3)));
  const std::string folder = Folder("a");
  const Status made = Make(folder);
  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().code, ErrorCode::kDemoNotPossible);
  EXPECT_FALSE(*HasStore({folder, {}}));
  EXPECT_FALSE(*IsDemo({folder, {}}));
}

TEST_F(FirstStartTest, AFolderThatCannotBeMadeIsRefusedByName) {
  std::ofstream(fs::path(folder_) / "file") << "";
  const Status prepared = PrepareFolder(folder_ + "/file/data");
  ASSERT_FALSE(prepared.ok());
  EXPECT_NE(prepared.error().English().find("/file/data"), std::string::npos);
}

}  // namespace
}  // namespace tongchou::app
