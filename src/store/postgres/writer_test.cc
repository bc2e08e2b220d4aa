// Several writers on one area, and commits whose connection is cut.
#include "store/postgres/writer.h"

#include <gtest/gtest.h>

#include <charconv>
#include <future>

#include "store/postgres/cutting_proxy_testing.h"
#include "store/postgres/database_testing.h"
#include "store/sample_rows_testing.h"

namespace tongchou::store::postgres {
namespace {

constexpr std::int64_t kTestArea = 990'100;  // of the sample rows

Needs Holding() {
  Needs needs;
  needs.hold = true;
  return needs;
}

class WriterTest : public testing::Test {
 protected:
  void SetUp() override {
    database_ = Setting(kTestDatabase);
    if (database_.empty()) GTEST_SKIP() << kTestDatabase << " is not set";
    const std::string name = testing::UnitTest::GetInstance()->current_test_info()->name();
    schema_ = SchemaOf("writer_" + name);
    OpenSchema("writer_" + name);
  }

  Writer MakeWriter() { return Writer(TestConnection(schema_, database_)); }
  // The address of the database with more parameters of libpq.
  std::string AddressWith(const std::string& parameters) const {
    return database_ + (database_.find('?') == database_.npos ? "?" : "&") + parameters;
  }
  // A writer whose connections go through the proxy.
  Writer MakeWriter(const CuttingProxy& proxy) {
    ConnectOptions options = TestConnection(
        schema_, AddressWith("hostaddr=127.0.0.1&sslmode=disable&gssencmode=disable&port=" +
                             std::to_string(proxy.port())));
    options.deadlines.find_out_ms = 2'000;
    return Writer(options);
  }
  std::uint16_t ServerPort() {
    const auto connection = Connect(schema_);
    const auto rows = connection->Execute("SELECT inet_server_port()");
    std::uint16_t port = 0;
    const std::string_view text = (*rows)[0].Text(0);
    std::from_chars(text.data(), text.data() + text.size(), port);
    return port;
  }
  static AreaState StateOf(Writer& writer) {
    const Result<Loaded> loaded = writer.Load(kTestArea, {});
    EXPECT_TRUE(loaded.ok());
    return loaded.ok() ? loaded->area : AreaState();
  }
  static std::size_t SettlementsOf(Writer& writer, std::int64_t number) {
    Needs needs;
    needs.settlements = {number};
    return writer.Load(kTestArea, needs)->settlements.size();
  }

  std::string database_, schema_;
};

TEST_F(WriterTest, WhoHoldsTheAreaCannotLose) {
  Writer one = MakeWriter(), other = MakeWriter();
  ASSERT_TRUE(one.Commit(SampleChanges({}, 1)).ok());
  const AreaState state = StateOf(other);
  const Result<Loaded> held = one.Load(kTestArea, Holding());
  ASSERT_TRUE(held.ok());
  auto lost = std::async(std::launch::async,
                         [&] { return other.Commit(SampleChanges(state, 2)).error().code; });
  EXPECT_TRUE(one.Commit(SampleChanges(held->area, 2)).ok());
  EXPECT_EQ(lost.get(), ErrorCode::kStaleVersion);
  EXPECT_EQ(StateOf(other).version, 2);
}

TEST_F(WriterTest, HoldersTakeTurnsAndNeitherLoses) {
  constexpr int kCommits = 25;
  const auto work = [&](int) {
    Writer writer = MakeWriter();
    for (int i = 0; i < kCommits; ++i) {
      const Result<Loaded> held = writer.Load(kTestArea, Holding());
      const Changes changes = SampleChanges(held->area, held->area.settlements + 1);
      if (!writer.Commit(changes).ok()) return false;
    }
    return true;
  };
  Writer first = MakeWriter();
  ASSERT_TRUE(first.Commit(SampleChanges({}, 1)).ok());
  auto one = std::async(std::launch::async, work, 1);
  auto other = std::async(std::launch::async, work, 2);
  EXPECT_TRUE(one.get());
  EXPECT_TRUE(other.get());
  EXPECT_EQ(StateOf(first).settlements, 2 * kCommits + 1);
}

TEST_F(WriterTest, ReleaseLetsOthersCommit) {
  Writer one = MakeWriter(), other = MakeWriter();
  ASSERT_TRUE(one.Commit(SampleChanges({}, 1)).ok());
  ASSERT_TRUE(one.Load(kTestArea, Holding()).ok());
  one.Release();
  EXPECT_TRUE(other.Commit(SampleChanges(StateOf(other), 2)).ok());
}

TEST_F(WriterTest, AHolderWhoStallsLosesItsHold) {
  ConnectOptions options = TestConnection(schema_, database_);
  options.deadlines.idle_ms = 200;
  Writer stalled(options), other = MakeWriter();
  ASSERT_TRUE(other.Commit(SampleChanges({}, 1)).ok());
  const Result<Loaded> held = stalled.Load(kTestArea, Holding());
  ASSERT_TRUE(held.ok());
  // Waits for the row until the server has ended the session of the holder.
  EXPECT_TRUE(other.Commit(SampleChanges(held->area, 2)).ok());
  EXPECT_EQ(stalled.Commit(SampleChanges(held->area, 2)).error().code, ErrorCode::kStaleVersion);
  EXPECT_EQ(StateOf(stalled).version, 2);
}

TEST_F(WriterTest, AConnectionThatWasEndedWhileIdleIsMadeAgain) {
  Writer writer(TestConnection(schema_, AddressWith("application_name=" + schema_)));
  ASSERT_TRUE(writer.Commit(SampleChanges({}, 1)).ok());
  const auto ended = Connect(schema_)->Execute(
      "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = '" +
      schema_ + "'");
  ASSERT_TRUE(ended.ok());
  ASSERT_EQ(ended->size(), 1);
  EXPECT_EQ(StateOf(writer).version, 1);
  EXPECT_TRUE(writer.Commit(SampleChanges(StateOf(writer), 2)).ok());
}

// A cut before, within and after the request: whatever happened is found out, and never guessed.
class CutCommitTest : public WriterTest, public testing::WithParamInterface<Cut> {};

TEST_P(CutCommitTest, TheOutcomeOfACutCommitIsFoundOut) {
  if (IsSkipped()) return;
  CuttingProxy proxy(ServerPort());
  Writer writer = MakeWriter(proxy);
  ASSERT_TRUE(writer.Commit(SampleChanges({}, 1)).ok());
  const AreaState state = StateOf(writer);
  proxy.Arm(GetParam());
  const Status status = writer.Commit(SampleChanges(state, 2));
  if (GetParam() == Cut::kLateRequest) proxy.DeliverLate();
  Writer other = MakeWriter();
  if (status.ok()) {
    EXPECT_EQ(GetParam(), Cut::kAnswer);
    EXPECT_EQ(SettlementsOf(other, 2), 1u);
  } else {
    EXPECT_NE(GetParam(), Cut::kAnswer);
    EXPECT_EQ(status.error().code, ErrorCode::kStaleVersion);
    EXPECT_EQ(SettlementsOf(other, 2), 0u);
    EXPECT_TRUE(writer.Commit(SampleChanges(StateOf(writer), 2)).ok());
  }
  EXPECT_EQ(StateOf(other).settlements, 2);
}

TEST_P(CutCommitTest, TheFirstCommitOfAnAreaToo) {
  if (IsSkipped()) return;
  CuttingProxy proxy(ServerPort());
  Writer writer = MakeWriter(proxy);
  ASSERT_EQ(StateOf(writer).version, 0);
  proxy.Arm(GetParam());
  const Status status = writer.Commit(SampleChanges({}, 1));
  if (GetParam() == Cut::kLateRequest) proxy.DeliverLate();
  Writer other = MakeWriter();
  EXPECT_EQ(status.ok(), GetParam() == Cut::kAnswer);
  EXPECT_EQ(SettlementsOf(other, 1), status.ok() ? 1u : 0u);
  if (!status.ok()) {
    EXPECT_TRUE(writer.Commit(SampleChanges(StateOf(writer), 1)).ok());
  }
}

INSTANTIATE_TEST_SUITE_P(Cuts, CutCommitTest,
                         testing::Values(Cut::kRequest, Cut::kHalfRequest, Cut::kAnswer,
                                         Cut::kLateRequest));

TEST_F(WriterTest, AServerThatStaysAwayLeavesTheOutcomeOpen) {
  CuttingProxy proxy(ServerPort());
  Writer writer = MakeWriter(proxy);
  ASSERT_TRUE(writer.Commit(SampleChanges({}, 1)).ok());
  const AreaState state = StateOf(writer);
  proxy.Refuse(true);
  proxy.Arm(Cut::kAnswer);
  EXPECT_EQ(writer.Commit(SampleChanges(state, 2)).error().code, ErrorCode::kStoreUnavailable);
  EXPECT_EQ(writer.Load(kTestArea, {}).error().code, ErrorCode::kStoreUnavailable);
  proxy.Refuse(false);
  EXPECT_EQ(SettlementsOf(writer, 2), 1u);
}

}  // namespace
}  // namespace tongchou::store::postgres
