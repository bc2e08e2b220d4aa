#include "app/repeater.h"

#include <utility>

namespace tongchou::app {

Repeater::Repeater(std::function<void()> pass, std::chrono::milliseconds period)
    : pass_(std::move(pass)), period_(period), thread_([this] { Run(); }) {}

void Repeater::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Repeater::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    pass_();
    lock.lock();
    stopped_.wait_for(lock, period_, [this] { return stopping_; });
  }
}

}  // namespace tongchou::app
