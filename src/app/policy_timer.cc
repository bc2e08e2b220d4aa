#include "app/policy_timer.h"

#include <chrono>

#include "service/policy_shelf.h"

namespace tongchou::app {

PolicyTimer::PolicyTimer(const service::Regions& regions, Log& log)
    : regions_(regions), log_(log), repeater_([this] { Look(); }, std::chrono::seconds(2)) {}

void PolicyTimer::Look() {
  for (const auto& region : regions_) {
    const Result<bool> news = region->policies().Look();
    if (!news.ok()) {
      log_.Write(LogLevel::kWarn, "policy_look_failed",
                 {{"area", region->area()}, {"code", InfoOf(news.error().code).text_code}});
    } else if (*news) {
      log_.Write(LogLevel::kInfo, "policy_taken_in",
                 {{"area", region->area()}, {"pack_digest", region->pack().digest}});
    }
  }
}

}  // namespace tongchou::app
