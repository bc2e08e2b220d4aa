#include "store/sqlite/checkpointer.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <string>

namespace tongchou::store::sqlite {
namespace {

class CheckpointerTest : public testing::Test {
 protected:
  CheckpointerTest() {
    std::string pattern =
        (std::filesystem::temp_directory_path() / "tongchou-checkpoint-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    writer_ = Open();
    EXPECT_TRUE(writer_->Execute("PRAGMA journal_mode = WAL; CREATE TABLE t (body BLOB)").ok());
    EXPECT_TRUE(writer_->WatchLog().ok());
  }
  ~CheckpointerTest() override {
    writer_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::unique_ptr<Connection> Open() {
    auto connection =
        Connection::Open(folder_ + "/t.db", {.create = true, .read_only = false, .vfs = {}})
            .value();
    EXPECT_TRUE(connection->Execute("PRAGMA journal_mode = WAL").ok());
    return connection;
  }
  // One commit of about `pages` pages; gives how long the log is.
  std::int64_t Commit(int pages) {
    const std::lock_guard lock(commits_);
    const std::string bytes = std::to_string(pages * 4096);
    EXPECT_TRUE(writer_->Execute("INSERT INTO t VALUES (zeroblob(" + bytes + "))").ok());
    return writer_->log_pages();
  }

  std::string folder_;
  std::unique_ptr<Connection> writer_;
  std::mutex commits_;
};

TEST_F(CheckpointerTest, ALongLogIsFoldedBackWhileCommitsGoOn) {
  Checkpointer checkpointer(Open(), commits_);
  std::int64_t longest = 0;
  std::int64_t pages = Commit(100);
  // However slow the machine is, the log must begin anew some time.
  for (int i = 0; i < 5'000 && pages >= longest; ++i) {
    longest = pages;
    checkpointer.Logged(pages);
    if (pages > Checkpointer::kLogPages) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    pages = Commit(longest > Checkpointer::kLogPages ? 1 : 500);
  }
  EXPECT_GT(longest, Checkpointer::kLogPages);
  EXPECT_LT(pages, longest);
}

TEST_F(CheckpointerTest, AShortLogIsLeftAlone) {
  std::int64_t pages = 0;
  {
    Checkpointer checkpointer(Open(), commits_);
    checkpointer.Logged(Commit(100));
    pages = Commit(1);
  }
  EXPECT_GT(Commit(1), pages);
}

}  // namespace
}  // namespace tongchou::store::sqlite
