#include "console/jobs.h"

#include <algorithm>
#include <utility>

namespace tongchou::console {

Jobs::~Jobs() {
  cancelled_ = true;
  if (thread_.joinable()) thread_.join();
}

namespace {

// Under which name the result of a kind of job stands: each has a form of its own.
std::string_view NameOfResult(const JobKind& kind) {
  if (kind.name.starts_with("receipts_")) return "posting";
  if (kind.name == "dunning_run") return "dunning";
  if (kind.name == "policy_reach") return "reach";
  if (kind.name == "what_if" || kind.name == "projection") return kind.name;
  return "result";
}

}  // namespace

json::object JobJson(const Job& job) {
  static constexpr std::string_view kStatuses[] = {"running", "succeeded", "failed", "cancelled"};
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
  made["can_be_cancelled"] = job.kind.can_be_cancelled;
  made["clean"] = job.clean ? json::value(*job.clean) : json::value(nullptr);
  made["started_at"] = TimeJson(job.started);
  made["finished_at"] = job.finished ? TimeJson(*job.finished) : json::value(nullptr);
  made["lines"] = std::move(lines);
  const std::string_view name = NameOfResult(job.kind);
  made["result"] = nullptr;
  if (name == "result" || !job.result.is_null()) made[name] = job.result;
  return made;
}

Result<Job> Jobs::Start(const JobKind& kind, Work work) {
  const std::lock_guard lock(mutex_);
  if (!jobs_.empty() && jobs_.back().status == JobStatus::kRunning) {
    if (jobs_.back().kind.name == kind.name && !kind.can_be_cancelled) return jobs_.back();
    return Error{ErrorCode::kJobRunning, {}, jobs_.back().id};
  }
  if (thread_.joinable()) thread_.join();  // its job has ended, so it is about to return
  Job job;
  job.id = "J" + std::to_string(++made_);
  job.kind = kind;
  job.started = clock_.Now();
  jobs_.push_back(job);
  if (jobs_.size() > kKeptJobs) jobs_.pop_front();
  cancelled_ = false;
  thread_ = std::thread([this, id = job.id, work = std::move(work)] { Run(id, work); });
  return job;
}

void Jobs::Run(const std::string& id, const Work& work) {
  const auto tell = [this](std::int64_t done, std::int64_t total) {
    const std::lock_guard lock(mutex_);
    jobs_.back().done = done;
    jobs_.back().total = total;
  };
  const Result<JobOutcome> outcome = work(Progress(tell, cancelled_));
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
    const bool cancelled = outcome.error().code == ErrorCode::kWorkCancelled;
    job.status = cancelled ? JobStatus::kCancelled : JobStatus::kFailed;
    job.lines.push_back({true, {outcome.error().Chinese(), outcome.error().English()}});
  }
}

Result<Job> Jobs::Cancel(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  if (found == jobs_.end()) return Error{ErrorCode::kUnknownJob, {}, std::string(id)};
  if (!found->kind.can_be_cancelled) {
    return Error{ErrorCode::kNotSupported,
                 {"这项任务不能中途取消", "this job cannot be stopped half-way"},
                 std::string(id)};
  }
  if (found->status == JobStatus::kRunning) cancelled_ = true;
  return *found;
}

std::optional<Job> Jobs::Find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  if (found == jobs_.end()) return {};
  return *found;
}

}  // namespace tongchou::console
