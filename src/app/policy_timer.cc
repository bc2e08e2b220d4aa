#include "app/policy_timer.h"

#include <chrono>

#include "service/policy_shelf.h"

namespace tongchou::app {

PolicyTimer::PolicyTimer(const service::Regions& regions, Log& log)
    : regions_(regions), log_(log), repeater_([this] { Look(); }, std::chrono::seconds(2)) {}

void PolicyTimer::Look() {
  bool failed = false;
  for (const auto& region : regions_) {
    const Result<bool> news = region->policies().Look();
    failed |= !news.ok();
    if (!news.ok() && !failing_) {
      log_.Write(LogLevel::kWarn, "policy_look_failed",
                 {{"area", region->area()}, {"code", InfoOf(news.error().code).text_code}});
    }
    if (!news.ok() || !*news) continue;
    log_.Write(LogLevel::kInfo, "policy_taken_in",
               {{"area", region->area()}, {"pack_digest", region->pack().digest}});
  }
  failing_ = failed;
}

}  // namespace tongchou::app
