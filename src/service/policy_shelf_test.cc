#include "service/policy_shelf.h"

#include <gtest/gtest.h>

#include <utility>

#include "policy/load.h"
#include "policy/pack_for_test.h"

namespace tongchou::service {
namespace {

// The mini pack, told apart by a line in one of its files.
policy::Pack Version(const std::string& line) {
  policy::PackSource source = policy::MiniPack();
  source.files.front().bytes += "# " + line + "\n";
  policy::LoadedPack loaded = policy::LoadPack(source);
  TC_CHECK(loaded.error_count == 0);
  return std::move(loaded.pack);
}

class PolicyShelfTest : public testing::Test {
 protected:
  PolicyShelfTest() {
    library_ = policy::Library::FromSources({policy::MiniPack()}).value();
    shelf_.emplace(library_, library_->packs().front());
  }

  // A source that holds `lines`, the newest last.
  VersionSource Source() {
    VersionSource source;
    source.find = [this](const std::string& digest) -> Result<std::optional<policy::Pack>> {
      ++finds_;
      for (const std::string& line : lines_) {
        policy::Pack pack = Version(line);
        if (pack.digest == digest) return std::optional<policy::Pack>(std::move(pack));
      }
      return std::optional<policy::Pack>();
    };
    source.newest = [this](const std::string& known) -> Result<std::optional<policy::Pack>> {
      ++asks_;
      if (lines_.empty()) return std::optional<policy::Pack>();
      policy::Pack pack = Version(lines_.back());
      if (pack.digest == known) return std::optional<policy::Pack>();
      return std::optional<policy::Pack>(std::move(pack));
    };
    return source;
  }

  std::shared_ptr<const policy::Library> library_;
  std::optional<PolicyShelf> shelf_;
  std::vector<std::string> lines_;
  int finds_ = 0, asks_ = 0;
};

TEST_F(PolicyShelfTest, WithoutPublicationsTheFolderHolds) {
  ASSERT_TRUE(shelf_->Connect(Source()).ok());
  EXPECT_EQ(&shelf_->current(), &library_->packs().front());
}

TEST_F(PolicyShelfTest, TheNewestVersionHoldsFromTheStartAndOlderOnesAreFound) {
  lines_ = {"two", "three"};
  ASSERT_TRUE(shelf_->Connect(Source()).ok());
  EXPECT_EQ(shelf_->current().digest, Version("three").digest);
  EXPECT_EQ(shelf_->Find("mini"), &shelf_->current());
  const policy::Pack* older = shelf_->FindByDigest(Version("two").digest);
  ASSERT_NE(older, nullptr);
  EXPECT_EQ(older->digest, Version("two").digest);
  EXPECT_EQ(shelf_->FindByDigest(older->digest), older);
  EXPECT_EQ(finds_, 1);
  EXPECT_EQ(shelf_->FindByDigest(library_->packs().front().digest), &library_->packs().front());
}

TEST_F(PolicyShelfTest, WhatIsNowhereIsLookedForOnce) {
  ASSERT_TRUE(shelf_->Connect(Source()).ok());
  const std::string digest = Version("two").digest;
  EXPECT_EQ(shelf_->FindByDigest(digest), nullptr);
  EXPECT_EQ(shelf_->FindByDigest(digest), nullptr);
  EXPECT_EQ(finds_, 1);
  shelf_->Keep(Version("two"));
  EXPECT_NE(shelf_->FindByDigest(digest), nullptr);
}

TEST_F(PolicyShelfTest, WhatAnotherProcessPublishedIsTakenInWhenTheRegistersMove) {
  ASSERT_TRUE(shelf_->Connect(Source()).ok());
  lines_ = {"two"};
  const policy::Pack* before = &shelf_->current();
  ASSERT_TRUE(shelf_->UpTo(0).ok());
  EXPECT_EQ(&shelf_->current(), before);
  ASSERT_TRUE(shelf_->UpTo(7).ok());
  EXPECT_EQ(shelf_->current().digest, Version("two").digest);
  const int asked = asks_;
  ASSERT_TRUE(shelf_->UpTo(7).ok());
  EXPECT_EQ(asks_, asked);
}

TEST_F(PolicyShelfTest, LookingTakesInWhatAnotherProcessPublishedAndSaysSoOnce) {
  ASSERT_TRUE(shelf_->Connect(Source()).ok());
  EXPECT_FALSE(*shelf_->Look());
  lines_.push_back("second");
  EXPECT_TRUE(*shelf_->Look());
  EXPECT_EQ(shelf_->current().digest, Version("second").digest);
  EXPECT_FALSE(*shelf_->Look());
}

TEST_F(PolicyShelfTest, WhatIsPublishedHereWhileSomebodyLooksIsNotOvertaken) {
  VersionSource source = Source();
  source.newest = [this](const std::string&) -> Result<std::optional<policy::Pack>> {
    if (lines_.empty()) return std::optional<policy::Pack>();
    shelf_->SetCurrent(shelf_->Keep(Version("newer")));
    return std::optional<policy::Pack>(Version(lines_.back()));
  };
  ASSERT_TRUE(shelf_->Connect(std::move(source)).ok());
  lines_.push_back("second");
  EXPECT_FALSE(*shelf_->Look());
  EXPECT_EQ(shelf_->current().digest, Version("newer").digest);
}

}  // namespace
}  // namespace tongchou::service
