// Jobs: work of the console that takes longer than a request: the verification of the ledger, the
// levy of a month.
//
// One job runs at a time; the last kKeptJobs are remembered until the server stops. Thread-safe;
// the destructor waits for the job that runs.
#ifndef TONGCHOU_CONSOLE_JOBS_H_
#define TONGCHOU_CONSOLE_JOBS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
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

enum class JobStatus : std::uint8_t { kRunning, kSucceeded, kFailed };

struct JobLine {
  bool problem = false;
  Text text;
};

// What is done, and the right that its starter had; who sees the job must have it too.
struct JobKind {
  std::string_view name;  // "ledger_verify"
  Right right = Right::kSignedIn;
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
  using Progress = std::function<void(std::int64_t done, std::int64_t total)>;
  using Work = std::function<Result<JobOutcome>(const Progress&)>;

  // `clock` outlives this.
  explicit Jobs(const Clock& clock) : clock_(clock) {}
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // Starts `work` on a thread of its own, or gives the job of that kind that runs already.
  // Refusals: kJobRunning when one of another kind runs.
  Result<Job> Start(const JobKind& kind, Work work);

  // The job called `id`, or nothing.
  std::optional<Job> Find(std::string_view id) const;

 private:
  void Run(const std::string& id, const Work& work);

  const Clock& clock_;
  mutable std::mutex mutex_;
  std::deque<Job> jobs_;   // the oldest first; under mutex_
  std::int64_t made_ = 0;  // under mutex_
  std::thread thread_;     // under mutex_
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_JOBS_H_
