// What the committer tells who watches it, on a store that fails where the test wants it to.
#include "app/observer.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "app/region_testing.h"
#include "service/audit.h"
#include "service/committer.h"

namespace tongchou::app {
namespace {

using testing::ElementsAre;

class Recorder final : public service::CommitWatch {
 public:
  void TakenUp(std::chrono::microseconds) override { said.push_back("taken up"); }
  void Committed(const service::Batch& batch, const store::Changes& changes,
                 std::chrono::microseconds) override {
    said.push_back("committed " + std::to_string(batch.commands) + " with " +
                   std::to_string(changes.audits.size()));
  }
  void Retried(const service::Batch&) override { said.push_back("retried"); }
  void Failed(const service::Batch&, const Error& error, bool split) override {
    said.push_back(std::string(InfoOf(error.code).text_code) + (split ? " split" : ""));
  }
  std::vector<std::string> said;
};

class CommitWatchTest : public RegionTest {
 protected:
  CommitWatchTest() {
    watch_ = &recorder_;
    Reopen();
  }
  ~CommitWatchTest() override { region_.reset(); }

  Status Audit() { return service::RecordAudit(*region_, "test", "look", "page"); }

  Recorder recorder_;
};

TEST_F(CommitWatchTest, HearsOfABatchThatBecameDurable) {
  ASSERT_TRUE(Audit().ok());
  EXPECT_THAT(recorder_.said, ElementsAre("taken up", "committed 1 with 1"));
}

TEST_F(CommitWatchTest, HearsOfARetryAndThenOfTheCommit) {
  ASSERT_TRUE(Audit().ok());
  recorder_.said.clear();
  faults_->Plan({.at_call = 2, .calls = 1, .code = ErrorCode::kStaleVersion});
  ASSERT_TRUE(Audit().ok());
  EXPECT_THAT(recorder_.said, ElementsAre("taken up", "retried", "committed 1 with 1"));
}

TEST_F(CommitWatchTest, HearsOfABatchThatTheStoreRefused) {
  faults_->Plan({.at_call = 1, .calls = 10, .code = ErrorCode::kStoreFull});
  ASSERT_FALSE(Audit().ok());
  EXPECT_THAT(recorder_.said, ElementsAre("taken up", "store_full"));
  EXPECT_EQ(region_->committer().queue().length, 0U);
}

}  // namespace
}  // namespace tongchou::app
