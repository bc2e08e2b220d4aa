#include "console/jobs.h"

#include <gtest/gtest.h>

#include <condition_variable>

namespace tongchou::console {
namespace {

constexpr JobKind kKind{"ledger_verify", Right::kLedgerVerify};

Job WaitForEnd(const Jobs& jobs, const std::string& id) {
  while (true) {
    const std::optional<Job> job = jobs.Find(id);
    if (job && job->status != JobStatus::kRunning) return *job;
    std::this_thread::yield();
  }
}

TEST(JobsTest, RunOneAtATimeAndKeepWhatCameOut) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Jobs jobs(clock);
  std::mutex mutex;
  mutex.lock();
  const Job first = *jobs.Start(kKind, [&](const Jobs::Progress& progress) -> Result<JobOutcome> {
    progress(1, 2);
    const std::lock_guard wait(mutex);
    return JobOutcome{true, {{false, {"好", "good"}}}, {}};
  });
  const auto refuses = [](const Jobs::Progress&) -> Result<JobOutcome> {
    return ErrorCode::kStoreCorrupt;
  };
  const auto other = jobs.Start({"levy_run", Right::kLevyRun}, refuses);
  EXPECT_EQ(other.error().code, ErrorCode::kJobRunning);
  const Job same = *jobs.Start(
      kKind, [](const Jobs::Progress&) -> Result<JobOutcome> { return ErrorCode::kStoreCorrupt; });
  EXPECT_EQ(same.id, first.id);
  mutex.unlock();
  const Job ended = WaitForEnd(jobs, first.id);
  EXPECT_EQ(ended.status, JobStatus::kSucceeded);
  EXPECT_EQ(ended.clean, true);
  EXPECT_EQ(ended.done, 1);
  EXPECT_EQ(ended.lines.size(), 1U);
}

// Works until it is cancelled.
Result<JobOutcome> Endless(const Jobs::Progress& progress) {
  while (!progress.cancelled()) std::this_thread::yield();
  return ErrorCode::kWorkCancelled;
}

TEST(JobsTest, WorkThatAsksIsCancelledAndTheNextOneIsNot) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Jobs jobs(clock);
  const JobKind kind{"what_if", Right::kWhatIfRun, true};
  const Job job = *jobs.Start(kind, Endless);
  // Somebody else's order is not the one that runs.
  EXPECT_EQ(jobs.Start(kind, Endless).error().code, ErrorCode::kJobRunning);
  EXPECT_TRUE(jobs.Cancel(job.id).ok());
  const Job ended = WaitForEnd(jobs, job.id);
  EXPECT_EQ(ended.status, JobStatus::kCancelled);
  EXPECT_EQ(ended.clean, std::nullopt);
  EXPECT_EQ(JobJson(ended).at("status"), "cancelled");
  EXPECT_EQ(JobJson(ended).at("result"), nullptr);
  const Job next = *jobs.Start(kind, [](const Jobs::Progress& progress) -> Result<JobOutcome> {
    if (progress.cancelled()) return ErrorCode::kWorkCancelled;
    return JobOutcome{true, {}, {}};
  });
  EXPECT_EQ(WaitForEnd(jobs, next.id).status, JobStatus::kSucceeded);
  EXPECT_EQ(jobs.Cancel(next.id)->status, JobStatus::kSucceeded);
}

TEST(JobsTest, WorkThatDoesNotAskIsNotCancelled) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Jobs jobs(clock);
  const Job job = *jobs.Start(kKind, [](const Jobs::Progress&) -> Result<JobOutcome> {
    return JobOutcome{true, {}, {}};
  });
  EXPECT_EQ(jobs.Cancel(job.id).error().code, ErrorCode::kNotSupported);
  EXPECT_EQ(jobs.Cancel("J99").error().code, ErrorCode::kUnknownJob);
  EXPECT_EQ(WaitForEnd(jobs, job.id).status, JobStatus::kSucceeded);
}

// Leaving while work runs that would not end by itself: the destructor must return.
TEST(JobsTest, TheEndCancelsWhatRuns) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Jobs jobs(clock);
  EXPECT_TRUE(jobs.Start({"what_if", Right::kWhatIfRun, true}, Endless).ok());
}

TEST(JobsTest, ARefusalIsAFailedJob) {
  ManualClock clock(MomentOf(Date(2026, 3, 1)));
  Jobs jobs(clock);
  const Job job = *jobs.Start(
      kKind, [](const Jobs::Progress&) -> Result<JobOutcome> { return ErrorCode::kStoreCorrupt; });
  const Job ended = WaitForEnd(jobs, job.id);
  EXPECT_EQ(ended.status, JobStatus::kFailed);
  EXPECT_EQ(ended.clean, std::nullopt);
  EXPECT_TRUE(ended.lines.at(0).problem);
  EXPECT_FALSE(jobs.Find("J99"));
}

}  // namespace
}  // namespace tongchou::console
