// WorkerPool: a fixed number of threads that take tasks from one queue, oldest first.
//
// Thread-safe. Tasks must not throw. Destruction runs what is queued, then joins.
#ifndef TONGCHOU_HTTP_WORKER_POOL_H_
#define TONGCHOU_HTTP_WORKER_POOL_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tongchou::http {

class WorkerPool {
 public:
  explicit WorkerPool(int threads);
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Queues `task`; it runs on some worker.
  void Submit(std::function<void()> task);

 private:
  void Run();

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_WORKER_POOL_H_
