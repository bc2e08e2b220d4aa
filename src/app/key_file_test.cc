#include "app/key_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace tongchou::app {
namespace {

namespace fs = std::filesystem;

class KeyFileTest : public testing::Test {
 protected:
  KeyFileTest() {
    std::string pattern = (fs::temp_directory_path() / "tongchou-keys-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ + "/data.keys";
  }
  ~KeyFileTest() override { fs::remove_all(folder_); }

  ErrorCode Refusal() {
    const auto file = KeyFile::Open(path_);
    return file.ok() ? ErrorCode::kInternalDefect : file.error().code;
  }

  const Date today_{2026, 11, 22};
  std::string folder_, path_;
};

TEST_F(KeyFileTest, IsMadeForItsOwnerAloneAndNeverOverwritten) {
  ASSERT_TRUE(KeyFile::Make(path_, today_).ok());
  struct stat about {};
  ASSERT_EQ(stat(path_.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);
  EXPECT_EQ(KeyFile::Make(path_, today_).error().code, ErrorCode::kKeyFileUnreadable);
  EXPECT_TRUE(KeyFile::Open(path_).ok());
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), {}), 1);
}

TEST_F(KeyFileTest, IsRefusedWhenOthersMayReadIt) {
  ASSERT_TRUE(KeyFile::Make(path_, today_).ok());
  for (const mode_t mode : {0640, 0604, 0620, 0602}) {
    ASSERT_EQ(chmod(path_.c_str(), mode), 0);
    EXPECT_EQ(Refusal(), ErrorCode::kKeyFileUnreadable) << std::oct << mode;
  }
  ASSERT_EQ(chmod(path_.c_str(), 0400), 0);
  EXPECT_TRUE(KeyFile::Open(path_).ok());
}

TEST_F(KeyFileTest, IsRefusedWhenMissingOrDamagedWithTheLine) {
  EXPECT_EQ(Refusal(), ErrorCode::kKeyFileUnreadable);
  ASSERT_TRUE(KeyFile::Make(path_, today_).ok());
  std::ofstream(path_, std::ios::app) << "no key\n";
  const auto file = KeyFile::Open(path_);
  ASSERT_FALSE(file.ok());
  EXPECT_NE(file.error().English().find("line 7"), std::string::npos) << file.error().English();
}

TEST_F(KeyFileTest, ANewKeyIsTheCurrentOneAndTheOldOneStaysReadable) {
  const auto before = *KeyFile::Make(path_, today_);
  const std::string old = KeyFile::SealingWith(before).keys->Seal("c", "text");
  ASSERT_TRUE(before->AddKey(today_).ok());
  const auto after = KeyFile::SealingWith(*KeyFile::Open(path_)).keys;
  EXPECT_EQ(after->Open("c", old).value(), "text");
  EXPECT_FALSE(after->IsCurrent(old));
}

TEST_F(KeyFileTest, IsHeldAloneOnlyWhenNobodyElseHasIt) {
  const auto first = *KeyFile::Make(path_, today_);
  auto second = *KeyFile::Open(path_);
  EXPECT_EQ(first->Hold(true).error().code, ErrorCode::kKeysInUse);
  EXPECT_EQ(first->AddKey(today_).error().code, ErrorCode::kKeysInUse);
  second.reset();
  ASSERT_TRUE(first->Hold(true).ok());
  EXPECT_EQ(Refusal(), ErrorCode::kKeysInUse);
  ASSERT_TRUE(first->Hold(false).ok());
  EXPECT_TRUE(KeyFile::Open(path_).ok());
}

TEST_F(KeyFileTest, LiesBesideTheDataFolder) {
  EXPECT_EQ(UsualKeyPath("data"), "data.keys");
  EXPECT_EQ(UsualKeyPath("/srv/data//"), "/srv/data.keys");
}

}  // namespace
}  // namespace tongchou::app
