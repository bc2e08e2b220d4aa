// CrossingTimer: finishes what a crash or an unreachable neighbour has left open: at once when it
// is made, and then every few seconds.
//
// Has a thread of its own until Stop or its end.
#ifndef TONGCHOU_APP_CROSSING_TIMER_H_
#define TONGCHOU_APP_CROSSING_TIMER_H_

#include <chrono>

#include "app/log.h"
#include "app/repeater.h"
#include "service/neighbourhood.h"

namespace tongchou::app {

class CrossingTimer {
 public:
  // Both outlive it.
  CrossingTimer(service::Neighbourhood& areas, Log& log,
                std::chrono::milliseconds period = std::chrono::seconds(5));

  // Lets a pass that is under way end.
  void Stop() { repeater_.Stop(); }

 private:
  void WorkOff();

  service::Neighbourhood& areas_;
  Log& log_;
  Repeater repeater_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_CROSSING_TIMER_H_
