#include "console/jobs.h"

#include <algorithm>
#include <utility>

namespace tongchou::console {

Jobs::~Jobs() {
  if (thread_.joinable()) thread_.join();
}

Job Jobs::Start(Work work) {
  const std::lock_guard lock(mutex_);
  if (!jobs_.empty() && jobs_.back().status == JobStatus::kRunning) return jobs_.back();
  if (thread_.joinable()) thread_.join();  // its job has ended, so it is about to return
  Job job;
  job.id = "J" + std::to_string(++made_);
  job.started = clock_.Now();
  jobs_.push_back(job);
  if (jobs_.size() > kKeptJobs) jobs_.pop_front();
  thread_ = std::thread([this, id = job.id, work = std::move(work)] { Run(id, work); });
  return job;
}

void Jobs::Run(const std::string& id, const Work& work) {
  const Result<JobOutcome> outcome = work([this](std::int64_t done, std::int64_t total) {
    const std::lock_guard lock(mutex_);
    jobs_.back().done = done;
    jobs_.back().total = total;
  });
  const Moment now = clock_.Now();
  const std::lock_guard lock(mutex_);
  Job& job = jobs_.back();  // only one runs, and only Start adds
  TC_CHECK(job.id == id);
  job.finished = now;
  if (outcome.ok()) {
    job.status = JobStatus::kSucceeded;
    job.clean = outcome->clean;
    job.lines = outcome->lines;
  } else {
    job.status = JobStatus::kFailed;
    job.lines.push_back({true, {outcome.error().Chinese(), outcome.error().English()}});
  }
}

std::optional<Job> Jobs::Find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  if (found == jobs_.end()) return {};
  return *found;
}

}  // namespace tongchou::console
