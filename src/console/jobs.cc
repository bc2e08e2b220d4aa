#include "console/jobs.h"

#include <algorithm>
#include <utility>

namespace tongchou::console {

Jobs::~Jobs() {
  if (thread_.joinable()) thread_.join();
}

json::object JobJson(const Job& job) {
  static constexpr std::string_view kStatuses[] = {"running", "succeeded", "failed"};
  json::array lines;
  for (const JobLine& line : job.lines) {
    lines.push_back(
        json::object{{"level", line.problem ? "problem" : "info"}, {"text", TextJson(line.text)}});
  }
  json::object made;
  made["id"] = job.id;
  made["kind"] = job.kind.name;
  made["status"] = kStatuses[static_cast<std::size_t>(job.status)];
  const bool ended = job.status != JobStatus::kRunning;
  made["progress"] = ended ? 1.0
                     : job.total == 0
                         ? 0.0
                         : static_cast<double>(job.done) / static_cast<double>(job.total);
  made["clean"] = job.clean ? json::value(*job.clean) : json::value(nullptr);
  made["started_at"] = TimeJson(job.started);
  made["finished_at"] = job.finished ? TimeJson(*job.finished) : json::value(nullptr);
  made["lines"] = std::move(lines);
  // Each kind of result has a name, as each has a form of its own.
  const bool receipts = job.kind.name.starts_with("receipts_");
  const bool named = receipts || job.kind.name == "dunning_run";
  made["result"] = named ? json::value(nullptr) : job.result;
  if (named && !job.result.is_null()) made[receipts ? "posting" : "dunning"] = job.result;
  return made;
}

Result<Job> Jobs::Start(const JobKind& kind, Work work) {
  const std::lock_guard lock(mutex_);
  if (!jobs_.empty() && jobs_.back().status == JobStatus::kRunning) {
    if (jobs_.back().kind.name == kind.name) return jobs_.back();
    return Error{ErrorCode::kJobRunning, {}, jobs_.back().id};
  }
  if (thread_.joinable()) thread_.join();  // its job has ended, so it is about to return
  Job job;
  job.id = "J" + std::to_string(++made_);
  job.kind = kind;
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
    job.result = outcome->result;
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
