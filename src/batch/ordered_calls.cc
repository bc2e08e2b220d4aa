#include "batch/ordered_calls.h"

#include <utility>

namespace tongchou::batch {

OrderedCalls::OrderedCalls(int callers, Taken taken) : taken_(std::move(taken)) {
  for (int i = 0; i < callers; ++i) callers_.emplace_back([this] { Work(); });
}

OrderedCalls::~OrderedCalls() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& caller : callers_) caller.join();
}

Status OrderedCalls::Run(std::size_t count, const std::function<Status(std::size_t)>& call) {
  std::unique_lock lock(mutex_);
  call_ = &call;
  next_ = 0;
  count_ = count;
  refused_.reset();
  changed_.notify_all();
  changed_.wait(lock, [this] { return (next_ == count_ || refused_) && running_ == 0; });
  call_ = nullptr;
  count_ = next_ = 0;
  if (refused_) return *refused_;
  return Done{};
}

// Until the call before has been taken or nothing is under way: the queue then holds the calls in
// the order in which they began.
void OrderedCalls::WaitUntilTaken() const {
  while (taken_() == before_ && returned_.load() != begun_) std::this_thread::yield();
}

std::optional<std::size_t> OrderedCalls::Begin() {
  const std::lock_guard turn(turn_);
  WaitUntilTaken();
  std::unique_lock lock(mutex_);
  changed_.wait(lock,
                [this] { return stopping_ || (call_ != nullptr && next_ < count_ && !refused_); });
  if (stopping_) return {};
  ++running_;
  ++begun_;
  before_ = taken_();
  return next_++;
}

void OrderedCalls::End(const Status& status) {
  ++returned_;
  const std::lock_guard lock(mutex_);
  --running_;
  if (!status.ok() && !refused_) refused_ = status.error();
  changed_.notify_all();
}

void OrderedCalls::Work() {
  while (const std::optional<std::size_t> index = Begin()) End((*call_)(*index));
}

}  // namespace tongchou::batch
