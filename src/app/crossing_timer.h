// CrossingTimer: finishes what a crash or an unreachable neighbour has left open: at once when it
// is made, and then every few seconds.
//
// Has a thread of its own until Stop or its end.
#ifndef TONGCHOU_APP_CROSSING_TIMER_H_
#define TONGCHOU_APP_CROSSING_TIMER_H_

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/log.h"
#include "service/neighbourhood.h"

namespace tongchou::app {

class CrossingTimer {
 public:
  // Both outlive it.
  CrossingTimer(service::Neighbourhood& areas, Log& log,
                std::chrono::milliseconds period = std::chrono::seconds(5));
  ~CrossingTimer() { Stop(); }
  CrossingTimer(const CrossingTimer&) = delete;
  CrossingTimer& operator=(const CrossingTimer&) = delete;

  // Lets a pass that is under way end.
  void Stop();

 private:
  void Run();
  void WorkOff();

  service::Neighbourhood& areas_;
  Log& log_;
  const std::chrono::milliseconds period_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_CROSSING_TIMER_H_
