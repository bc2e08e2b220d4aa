// CommitWatch: told what the committer does, for metrics and logs. The service neither counts nor
// writes logs itself.
//
// Called by the committer's two threads, so possibly by both at a time (Committed and Failed by
// either, TakenUp and Retried by the writing one): it must be thread-safe and quick, and must not
// call the service. A batch is told of before it is answered.
#ifndef TONGCHOU_SERVICE_COMMIT_WATCH_H_
#define TONGCHOU_SERVICE_COMMIT_WATCH_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "base/result.h"
#include "store/store.h"

namespace tongchou::service {

struct Batch {
  std::int64_t number = 0;  // counted from 1 since the start
  std::size_t commands = 0;
};

class CommitWatch {
 public:
  virtual ~CommitWatch() = default;

  // A command was taken up so long after it had arrived.
  virtual void TakenUp(std::chrono::microseconds waited) = 0;
  // `changes` are durable; the store took `took` for it, waiting for the disk included.
  virtual void Committed(const Batch& batch, const store::Changes& changes,
                         std::chrono::microseconds took) = 0;
  // The batch met a newer version and is tried again.
  virtual void Retried(const Batch& batch) = 0;
  // The store refused the batch; its commands are refused too, or run one by one when `split`.
  virtual void Failed(const Batch& batch, const Error& error, bool split) = 0;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_COMMIT_WATCH_H_
