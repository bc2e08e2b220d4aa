#include "app/crossing_timer.h"

#include <cstdint>

namespace tongchou::app {

CrossingTimer::CrossingTimer(service::Neighbourhood& areas, Log& log,
                             std::chrono::milliseconds period)
    : areas_(areas), log_(log), repeater_([this] { WorkOff(); }, period) {}

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
