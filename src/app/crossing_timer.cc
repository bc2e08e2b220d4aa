#include "app/crossing_timer.h"

#include <cstdint>

namespace tongchou::app {

CrossingTimer::CrossingTimer(service::Neighbourhood& areas, Log& log,
                             std::chrono::milliseconds period)
    : areas_(areas), log_(log), period_(period), thread_([this] { Run(); }) {}

void CrossingTimer::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void CrossingTimer::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    WorkOff();
    lock.lock();
    stopped_.wait_for(lock, period_, [this] { return stopping_; });
  }
}

void CrossingTimer::WorkOff() {
  const Result<service::WorkedOff> worked = areas_.WorkOff();
  if (!worked.ok()) {
    log_.Write(LogLevel::kWarn, "crossings_failed",
               {{"code", InfoOf(worked.error().code).text_code}});
    return;
  }
  if (worked->finished + worked->refused + worked->waiting == 0) return;
  log_.Write(LogLevel::kInfo, "crossings_worked_off",
             {{"finished", std::int64_t{worked->finished}},
              {"refused", std::int64_t{worked->refused}},
              {"waiting", std::int64_t{worked->waiting}}});
}

}  // namespace tongchou::app
