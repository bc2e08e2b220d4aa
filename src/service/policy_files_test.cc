#include "service/policy_files.h"

#include <gtest/gtest.h>

namespace tongchou::service {
namespace {

const PolicyFiles kBase = {{"a.yaml", "a1\n"}, {"b.yaml", "b1\n"}, {"x/c.yaml", "c1\n"}};

TEST(PolicyFilesTest, AnOverlayMakesTheFilesItWasTakenFrom) {
  const PolicyFiles changed = {{"a.yaml", "a2\n"}, {"x/c.yaml", "c1\n"}, {"d.yaml", "d1\n"}};
  const PolicyOverlay overlay = OverlayBetween(kBase, changed);
  EXPECT_EQ(overlay,
            (PolicyOverlay{{"a.yaml", "a2\n"}, {"b.yaml", std::nullopt}, {"d.yaml", "d1\n"}}));
  EXPECT_EQ(WithOverlay(kBase, overlay), changed);
  EXPECT_TRUE(OverlayBetween(kBase, kBase).empty());
}

TEST(PolicyFilesTest, ChangesOfDifferentFilesAreBroughtTogether) {
  const PolicyFiles next = {{"a.yaml", "a1\n"}, {"b.yaml", "b2\n"}, {"x/c.yaml", "c1\n"}};
  const auto brought = BringOnto(kBase, {{"a.yaml", "mine\n"}, {"x/c.yaml", std::nullopt}}, next);
  ASSERT_TRUE(brought.ok());
  EXPECT_EQ(WithOverlay(next, *brought), (PolicyFiles{{"a.yaml", "mine\n"}, {"b.yaml", "b2\n"}}));
}

TEST(PolicyFilesTest, TheSameChangeOnBothSidesIsNoChangeAnyMore) {
  const PolicyFiles next = {{"a.yaml", "same\n"}, {"b.yaml", "b1\n"}, {"x/c.yaml", "c1\n"}};
  const auto brought = BringOnto(kBase, {{"a.yaml", "same\n"}}, next);
  ASSERT_TRUE(brought.ok());
  EXPECT_TRUE(brought->empty());
}

TEST(PolicyFilesTest, AFileThatBothChangedIsNamed) {
  PolicyFiles next = kBase;
  next["a.yaml"] = "theirs\n";
  next.erase("b.yaml");
  const auto brought =
      BringOnto(kBase, {{"a.yaml", "mine\n"}, {"b.yaml", "mine\n"}, {"x/c.yaml", "c2\n"}}, next);
  ASSERT_FALSE(brought.ok());
  EXPECT_EQ(brought.error().code, ErrorCode::kDraftConflict);
  EXPECT_EQ(brought.error().where, "a.yaml, b.yaml");
}

TEST(PolicyFilesTest, AnArchiveComesBackToTheByte) {
  PolicyFiles files = kBase;
  files["empty.yaml"] = "";
  files["block.yaml"] = std::string(512, 'x');
  files["text.yaml"] = "title: {zh: 汉字, en: x}\r\n# end without a line break";
  const std::string archive = WriteArchive("mini", files);
  const auto read = ReadArchive("mini", archive);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, files);
  EXPECT_EQ(WriteArchive("mini", *read), archive);
}

TEST(PolicyFilesTest, DamagedAndForeignArchivesAreRefused) {
  const std::string archive = WriteArchive("mini", kBase);
  const auto code = [](const std::string& pack, const std::string& bytes) {
    const auto read = ReadArchive(pack, bytes);
    return read.ok() ? ErrorCode{} : read.error().code;
  };
  EXPECT_EQ(code("other", archive), ErrorCode::kBadArchive);
  EXPECT_EQ(code("mini", ""), ErrorCode::kBadArchive);
  EXPECT_EQ(code("mini", "PK\3\4"), ErrorCode::kBadArchive);
  EXPECT_EQ(code("mini", archive.substr(0, 700)), ErrorCode::kBadArchive);
  std::string damaged = archive;
  damaged[3] ^= 1;
  EXPECT_EQ(code("mini", damaged), ErrorCode::kBadArchive);
  for (std::size_t length = 0; length < archive.size() - 1024; length += 37) {
    EXPECT_NE(code("mini", archive.substr(0, length)), ErrorCode{}) << length;
  }
  EXPECT_EQ(code("mini", std::string(1024, '\0')), ErrorCode::kBadArchive);
}

TEST(PolicyFilesTest, PathsThatLeaveThePackAreRefused) {
  for (const char* path : {"", "/a", "a/", "../a", "a/../b", "a//b", ".a", "a/.b", "a b", "a\\b"}) {
    const Status checked = CheckPolicyFiles({{path, ""}});
    ASSERT_FALSE(checked.ok()) << path;
    EXPECT_EQ(checked.error().code, ErrorCode::kBadEdit) << path;
  }
  EXPECT_TRUE(CheckPolicyFiles({{"examples/a-b_1.yaml", ""}}).ok());
  EXPECT_FALSE(CheckPolicyFiles({{"a.yaml", "\xFF\xFE"}}).ok());
  EXPECT_FALSE(CheckPolicyFiles({{"a.yaml", std::string(kMostPolicyBytes + 1, 'x')}}).ok());
}

}  // namespace
}  // namespace tongchou::service
