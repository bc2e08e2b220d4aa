// ArrearsTimer: notes every hour, and at once when it is made, which bills have come to their due
// day unpaid, so that the days that they freeze are known before they begin.
//
// Has a thread of its own until its end.
#ifndef TONGCHOU_APP_ARREARS_TIMER_H_
#define TONGCHOU_APP_ARREARS_TIMER_H_

#include "app/log.h"
#include "app/repeater.h"
#include "service/open_regions.h"

namespace tongchou::app {

class ArrearsTimer {
 public:
  // Both outlive it.
  ArrearsTimer(const service::Regions& regions, Log& log);

 private:
  void Note();

  const service::Regions& regions_;
  Log& log_;
  Repeater repeater_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_ARREARS_TIMER_H_
