// OrderedCalls: a pool of callers that block in a verb until it is durable, yet reach the committer
// in a fixed order, so that many of them share a commit and the outcome is the same every time.
//
// A call begins only when the one before it has been taken into the committer's queue (or has
// returned). One thread at a time may use a pool.
#ifndef TONGCHOU_BATCH_ORDERED_CALLS_H_
#define TONGCHOU_BATCH_ORDERED_CALLS_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/result.h"

namespace tongchou::batch {

class OrderedCalls {
 public:
  // How many calls were taken into the queue so far; read from any thread.
  using Taken = std::function<std::uint64_t()>;

  OrderedCalls(int callers, Taken taken);
  ~OrderedCalls();
  OrderedCalls(const OrderedCalls&) = delete;
  OrderedCalls& operator=(const OrderedCalls&) = delete;

  // Makes calls 0 .. count - 1 and waits for all of them. After a refusal no further call begins;
  // the first one is returned.
  Status Run(std::size_t count, const std::function<Status(std::size_t)>& call);

 private:
  void Work();
  std::optional<std::size_t> Begin();
  void WaitUntilTaken() const;
  void End(const Status& status);

  Taken taken_;
  std::mutex turn_;           // held by the caller that begins next
  std::uint64_t before_ = 0;  // taken before the last call began; under turn_
  std::atomic<std::uint64_t> returned_{0};
  std::uint64_t begun_ = 0;  // under turn_

  std::mutex mutex_;
  std::condition_variable changed_;
  const std::function<Status(std::size_t)>* call_ = nullptr;  // the rest is under mutex_
  std::size_t next_ = 0, count_ = 0, running_ = 0;
  std::optional<Error> refused_;
  bool stopping_ = false;
  std::vector<std::thread> callers_;
};

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_ORDERED_CALLS_H_
