// PolicyTimer: looks every few seconds, and at once when it is made, whether another process
// published a version of the policies. On PostgreSQL a command notices that by itself; on SQLite,
// and for who only reads, nothing else would.
//
// Has a thread of its own until its end.
#ifndef TONGCHOU_APP_POLICY_TIMER_H_
#define TONGCHOU_APP_POLICY_TIMER_H_

#include "app/log.h"
#include "app/repeater.h"
#include "service/open_regions.h"

namespace tongchou::app {

class PolicyTimer {
 public:
  // Both outlive it.
  PolicyTimer(const service::Regions& regions, Log& log);

 private:
  void Look();

  const service::Regions& regions_;
  Log& log_;
  bool failing_ = false;  // of its own thread: a store that is away is told once
  Repeater repeater_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_POLICY_TIMER_H_
