// Committer: the one writer of an area. It takes what has arrived, loads what all of it needs,
// executes the commands in order of arrival and appends what they write in one transaction. A
// second thread makes what was appended durable and only then answers, so that the next batch is
// computed while the disk works on this one.
//
// When a commit fails nothing of the batch happened (or nobody knows): every caller of it is
// refused with the store's code and may ask again with the same key. A commit that meets a newer
// version is loaded and executed again, a bounded number of times; from the second time on it holds
// the area, so that it cannot lose again. When a batch of several is
// refused as damaged or stale for good, its commands are run one by one, so that one damaged row
// stops only those who need it.
// Thread-safe. Stop (or the destructor) takes no more commands and finishes those that wait.
//
// With `while_waiting` it has no thread: a caller of Submit that would wait calls it, then executes
// what is in the queue as batches of its own thread. What is submitted inside of that call joins
// the same batch, so a simulator chooses each batch and everything happens in an order that it
// knows. Then one thread only may call Submit.
#ifndef TONGCHOU_SERVICE_COMMITTER_H_
#define TONGCHOU_SERVICE_COMMITTER_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "service/command.h"
#include "service/commit_watch.h"

namespace tongchou::service {

struct CommitterCounts {
  std::int64_t batches = 0;   // committed
  std::int64_t commands = 0;  // accepted and committed
  std::int64_t retries = 0;   // of batches that met a newer version
  std::int64_t held = 0;      // of the committed: those that held the area against other processes
  std::int64_t failures = 0;  // batches that the store refused
};

// The queue at one moment.
struct CommitterQueue {
  bool taking = false;                  // false after Stop
  std::size_t length = 0;               // commands that wait or are under way
  std::chrono::microseconds oldest{0};  // since the oldest of them arrived
};

class Committer {
 public:
  // `watch`, when given, outlives this.
  Committer(Region& region, int batch_max, CommitWatch* watch = nullptr,
            std::function<void()> while_waiting = {});
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  // Blocks until the command is refused or durable. Refusals: those of the command,
  // kMessageIdReused, store_* codes; kStoreUnavailable after Stop.
  Result<Answered> Submit(const Command& command);

  void Stop();
  CommitterCounts counts() const;
  CommitterQueue queue() const;

  // Commands that have entered the queue so far: callers that want an order wait for it to move.
  std::uint64_t taken() const { return taken_.load(); }

 private:
  using Time = std::chrono::steady_clock::time_point;
  // One caller that waits, on its own stack.
  struct Pending {
    const Command* command = nullptr;
    Time arrived;
    std::mutex mutex;
    std::condition_variable done;
    std::optional<Result<Answered>> result;
  };
  // A batch whose rows are appended, or that needed none.
  struct Appended {
    std::vector<Pending*> batch;
    std::vector<Result<Answered>> results;
    Batch about;
    store::Changes changes;
    bool changed = false;
    Time started;          // when its rows were given to the store
    bool refused = false;  // by the store: nothing of it waits for the disk
  };

  // The two threads.
  void Write();
  void Answer();
  // Executes the next batch of what is in the queue, or makes durable and answers what is appended.
  // `lock` is released meanwhile.
  void WriteNext(std::unique_lock<std::mutex>& lock);
  void AnswerNext(std::unique_lock<std::mutex>& lock);
  // Whether the next batch is to be taken: there is work, and the disk is idle or at least half as
  // much waits for a commit as for the disk. Taking each command as it comes would make many small
  // transactions.
  bool MayTake() const;
  // Tells how long each command of `batch` waited.
  void TellTakenUp(std::span<Pending* const> batch) const;
  void TellDurable(const Appended& appended, const Status& durable) const;
  void RunBatch(std::span<Pending* const> batch);
  // One try at `tried.batch`: results and changes are set when it was appended; otherwise the
  // refusal of the store.
  Status TryBatch(Appended& tried);
  Result<Answered> ExecuteOne(const Command& command, const ReferenceSnapshot& reference,
                              WorkingSet& set);

  Region& region_;
  const std::size_t batch_max_;
  CommitWatch* const watch_;  // may be nullptr
  const std::function<void()> while_waiting_;
  std::int64_t batch_number_ = 0;  // of the latest; the writing thread only
  mutable std::mutex mutex_;
  std::condition_variable arrived_, appended_;
  std::deque<Pending*> queue_;
  std::vector<Appended> unanswered_;
  std::size_t on_disk_ = 0;  // commands that were appended and are not answered
  bool stopping_ = false;
  bool written_ = false;  // the writing thread has ended
  CommitterCounts counts_;
  std::deque<Time> arrivals_;  // of the commands that are not answered, oldest first
  int holding_left_ = 0;       // how many of the next batches hold the area
  std::atomic<std::uint64_t> taken_{0};
  std::thread writer_, answerer_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_COMMITTER_H_
