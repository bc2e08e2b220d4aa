// Ahead: the results of many computations that do not depend on each other, worked out ahead by
// threads of their own and taken in order. No more than a window of them waits to be taken, so that
// memory stays bounded however many there are.
//
// Take is for one thread at a time. The destructor ends what was not taken.
#ifndef TONGCHOU_SERVICE_AHEAD_H_
#define TONGCHOU_SERVICE_AHEAD_H_

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace tongchou::service {

// How many threads are worth having for work that only the processor bounds.
inline std::size_t WorthwhileThreads() {
  constexpr unsigned kMost = 4;  // beside them the committer and the store are at work
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMost);
}

template <typename Value>
class Ahead {
 public:
  // The result of an item, 0 .. items - 1.
  using Compute = std::function<Value(std::size_t item)>;

  // A thread for each of `workers`; any of them may get any item. `window` is above zero.
  Ahead(std::size_t items, std::size_t window, std::vector<Compute> workers)
      : items_(items), slots_(window), workers_(std::move(workers)) {
    for (const Compute& compute : workers_) {
      threads_.emplace_back([this, &compute] { Work(compute); });
    }
  }
  ~Ahead() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    room_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;

  // The result of the next item: at most as often as there are items.
  Value Take() {
    std::unique_lock lock(mutex_);
    std::optional<Value>& slot = slots_[taken_ % slots_.size()];
    ready_.wait(lock, [&] { return slot.has_value(); });
    Value value = *std::move(slot);
    slot.reset();
    ++taken_;
    lock.unlock();
    room_.notify_one();
    return value;
  }

 private:
  void Work(const Compute& compute) {
    std::unique_lock lock(mutex_);
    while (true) {
      room_.wait(lock,
                 [&] { return stopping_ || begun_ == items_ || begun_ < taken_ + slots_.size(); });
      if (stopping_ || begun_ == items_) break;
      const std::size_t item = begun_++;
      lock.unlock();
      Value value = compute(item);
      lock.lock();
      slots_[item % slots_.size()] = std::move(value);
      if (item == taken_) ready_.notify_one();
    }
    room_.notify_one();  // who waits for room that will not come
  }

  const std::size_t items_;
  std::mutex mutex_;
  std::condition_variable room_, ready_;
  std::vector<std::optional<Value>> slots_;  // of items taken_ .. taken_ + window - 1
  std::size_t begun_ = 0, taken_ = 0;
  bool stopping_ = false;
  const std::vector<Compute> workers_;
  std::vector<std::thread> threads_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_AHEAD_H_
