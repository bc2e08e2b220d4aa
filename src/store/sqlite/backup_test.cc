#include "store/sqlite/backup.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "store/sample_rows_testing.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::store {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kArea = 990'100;

class BackupTest : public testing::Test {
 protected:
  BackupTest() {
    std::string pattern = (fs::temp_directory_path() / "tongchou-backup-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~BackupTest() override { fs::remove_all(folder_); }

  std::string File(const std::string& name) const { return folder_ + "/" + name; }
  std::unique_ptr<Store> Open(const std::string& name) {
    return OpenSqlite({.path = File(name), .create = true, .read_only = false, .vfs = {}}).value();
  }

  std::string folder_;
};

TEST_F(BackupTest, ACopyHoldsWhatWasDurableAndGoesOn) {
  const auto store = Open("live.db");
  ASSERT_TRUE(store->Commit(SampleChanges({}, 1)).ok());
  ASSERT_TRUE(BackUpSqlite(File("live.db"), File("copy.db")).ok());
  EXPECT_FALSE(fs::exists(File("copy.db-wal"))) << "the copy is one file";
  EXPECT_FALSE(fs::exists(File("copy.db.part")));
  const auto copy = Open("copy.db");
  EXPECT_EQ((*copy->Read(kArea))->Counts()->settlements, 1);
  const AreaState state = copy->Load(kArea, {})->area;
  EXPECT_EQ(state.version, store->Load(kArea, {})->area.version);
  EXPECT_TRUE(copy->Commit(SampleChanges(state, 2)).ok()) << "the numbers continue";
}

TEST_F(BackupTest, WhoWritesMeanwhileIsNotHeldUp) {
  const auto store = Open("live.db");
  std::atomic<bool> stop{false};
  std::atomic<int> committed{0};
  std::jthread writer([&] {
    AreaState state;
    for (int i = 1; !stop.load(); ++i) {
      ASSERT_TRUE(store->Commit(SampleChanges(state, i)).ok());
      state = store->Load(kArea, {})->area;
      committed = i;
      committed.notify_one();
    }
  });
  for (int seen = 0; seen < 5; seen = committed.load()) committed.wait(seen);
  for (int i = 0; i < 3; ++i) {
    const int before = committed.load();
    const std::string name = "copy" + std::to_string(i) + ".db";
    ASSERT_TRUE(BackUpSqlite(File("live.db"), File(name)).ok());
    EXPECT_GE((*Open(name)->Read(kArea))->Counts()->settlements, before);
  }
  stop = true;
}

TEST_F(BackupTest, AFileThatIsThereIsLeftAlone) {
  Open("live.db");
  std::ofstream(File("copy.db")) << "mine";
  EXPECT_EQ(BackUpSqlite(File("live.db"), File("copy.db")).error().code, ErrorCode::kDuplicateId);
  EXPECT_EQ(fs::file_size(File("copy.db")), 4U);
}

TEST_F(BackupTest, ADamagedStoreGivesNoCopy) {
  {
    const auto store = Open("live.db");
    ASSERT_TRUE(store->Commit(SampleChanges({}, 1)).ok());
  }
  std::fstream file(File("live.db"), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(5 * 4096);
  file << std::string(3 * 4096, '\x5a');
  file.close();
  const Status status = BackUpSqlite(File("live.db"), File("copy.db"));
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().code, ErrorCode::kStoreCorrupt);
  EXPECT_FALSE(fs::exists(File("copy.db")));
  EXPECT_FALSE(fs::exists(File("copy.db.part")));
}

TEST_F(BackupTest, WhatIsMissingIsSaid) {
  EXPECT_EQ(BackUpSqlite(File("none.db"), File("copy.db")).error().code,
            ErrorCode::kStoreUnavailable);
  Open("live.db");
  EXPECT_EQ(BackUpSqlite(File("live.db"), File("no/such/folder/copy.db")).error().code,
            ErrorCode::kStoreUnavailable);
}

}  // namespace
}  // namespace tongchou::store
