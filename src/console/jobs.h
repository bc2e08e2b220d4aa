// Jobs: work of the console that takes longer than a request: the verification of the ledger, the
// levy of a month.
//
// One job runs at a time; the last kKeptJobs are remembered until the server stops. Work that asks
// whether it was cancelled can be: it ends with kWorkCancelled and leaves nothing behind.
// Thread-safe; the destructor cancels the job that runs, where it can be, and waits for it.
#ifndef TONGCHOU_CONSOLE_JOBS_H_
#define TONGCHOU_CONSOLE_JOBS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "base/text.h"
#include "console/json_text.h"
#include "console/rights.h"

namespace tongchou::console {

inline constexpr std::size_t kKeptJobs = 20;

enum class JobStatus : std::uint8_t { kRunning, kSucceeded, kFailed, kCancelled };

struct JobLine {
  bool problem = false;
  Text text;
};

// What is done, and the right that its starter had; who sees the job must have it too.
struct JobKind {
  std::string_view name;  // "ledger_verify"
  Right right = Right::kSignedIn;
  // The work asks Progress::cancelled, and is its starter's own: no two of them are the same job.
  bool can_be_cancelled = false;
};

struct Job {
  std::string id;
  JobKind kind;
  JobStatus status = JobStatus::kRunning;
  std::int64_t done = 0, total = 0;
  std::optional<bool> clean;  // none while it runs, or when it failed
  Moment started;
  std::optional<Moment> finished;
  std::vector<JobLine> lines;
  json::value result;  // null, or what the kind of job gives
};

// What a job came to.
struct JobOutcome {
  bool clean = false;
  std::vector<JobLine> lines;
  json::value result;
};

json::object JobJson(const Job& job);

class Jobs {
 public:
  // How the work tells how far it is, and learns that nobody wants it any more. Copies are of the
  // same job; what they refer to outlives the work.
  class Progress {
   public:
    using Tell = std::function<void(std::int64_t done, std::int64_t total)>;

    Progress(Tell tell, const std::atomic<bool>& cancelled)
        : tell_(std::move(tell)), cancelled_(&cancelled) {}
    void operator()(std::int64_t done, std::int64_t total) const { tell_(done, total); }
    bool cancelled() const { return cancelled_->load(std::memory_order_relaxed); }

   private:
    Tell tell_;
    const std::atomic<bool>* cancelled_;
  };
  using Work = std::function<Result<JobOutcome>(const Progress&)>;

  // `clock` outlives this.
  explicit Jobs(const Clock& clock) : clock_(clock) {}
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // Starts `work` on a thread of its own, or gives the job of that kind that runs already, where
  // it does the same. Refusals: kJobRunning when another one runs.
  Result<Job> Start(const JobKind& kind, Work work);

  // The job called `id`, or nothing.
  std::optional<Job> Find(std::string_view id) const;

  // Tells the job called `id` to stop; it ends when its work asks next. A job that has ended stays
  // as it is. Refusals: kUnknownJob, kNotSupported (its work cannot be stopped half-way).
  Result<Job> Cancel(std::string_view id);

 private:
  void Run(const std::string& id, const Work& work);

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::deque<Job> jobs_;                // the oldest first; under mutex_
  std::int64_t made_ = 0;               // under mutex_
  std::thread thread_;                  // under mutex_
  std::atomic<bool> cancelled_{false};  // of the job that runs
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_JOBS_H_
