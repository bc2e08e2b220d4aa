// A disk that refuses to make the log durable.
#include "store/sqlite/log_sync.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "store/sample_rows_testing.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::store {
namespace {

constexpr const char* kVfs = "tongchou-refusing-syncs";

// What the library calls has no place for state of its own.
std::atomic<bool> refuses{false};
sqlite3_io_methods of_log;
int (*sync_of_system)(sqlite3_file*, int);

int SyncOrRefuse(sqlite3_file* file, int flags) {
  return refuses ? SQLITE_IOERR_FSYNC : sync_of_system(file, flags);
}

int OpenWithSync(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* given) {
  auto* const system = static_cast<sqlite3_vfs*>(vfs->pAppData);
  const int result = system->xOpen(system, name, file, flags, given);
  if (result != SQLITE_OK || (flags & SQLITE_OPEN_WAL) == 0) return result;
  of_log = *file->pMethods;
  sync_of_system = of_log.xSync;
  of_log.xSync = SyncOrRefuse;
  file->pMethods = &of_log;
  return result;
}

class RefusingDisk : public testing::Test {
 protected:
  RefusingDisk() {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    vfs_ = *system;
    vfs_.zName = kVfs;
    vfs_.pAppData = system;
    vfs_.xOpen = OpenWithSync;
    sqlite3_vfs_register(&vfs_, 0);
    std::string pattern =
        (std::filesystem::temp_directory_path() / "tongchou-sync-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~RefusingDisk() override {
    refuses = false;
    sqlite3_vfs_unregister(&vfs_);
    std::filesystem::remove_all(folder_);
  }

  std::unique_ptr<Store> Open() {
    return OpenSqlite({.path = folder_ + "/t.db", .create = true, .read_only = false, .vfs = kVfs})
        .value();
  }

  sqlite3_vfs vfs_;
  std::string folder_;
};

TEST_F(RefusingDisk, NothingIsTakenAfterARefusedSyncUntilTheStoreIsOpenedAgain) {
  const Changes first = SampleChanges({}, 1);
  std::unique_ptr<Store> store = Open();
  ASSERT_TRUE(store->Append(first).ok());
  refuses = true;
  EXPECT_EQ(store->Sync().error().code, ErrorCode::kStoreUnavailable);
  refuses = false;
  EXPECT_EQ(store->Sync().error().code, ErrorCode::kStoreUnavailable);
  EXPECT_EQ(store->Commit(SampleChanges(first.state, 2)).error().code,
            ErrorCode::kStoreUnavailable);
  EXPECT_FALSE(store->Read(first.area).ok());
  store.reset();
  store = Open();
  EXPECT_TRUE(store->Commit(SampleChanges(store->Load(first.area, {})->area, 2)).ok());
}

TEST_F(RefusingDisk, NobodyReadsWhatIsNotDurable) {
  std::unique_ptr<Store> store = Open();
  ASSERT_TRUE(store->Append(SampleChanges({}, 1)).ok());
  refuses = true;
  EXPECT_FALSE(store->Read(SampleChanges({}, 1).area).ok());
}

}  // namespace
}  // namespace tongchou::store
