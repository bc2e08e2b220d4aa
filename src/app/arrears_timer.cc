#include "app/arrears_timer.h"

#include <chrono>
#include <cstdint>

#include "service/dunning.h"

namespace tongchou::app {

ArrearsTimer::ArrearsTimer(const service::Regions& regions, Log& log)
    : regions_(regions), log_(log), repeater_([this] { Note(); }, std::chrono::hours(1)) {}

void ArrearsTimer::Note() {
  for (const auto& region : regions_) {
    const Result<std::int64_t> noted = service::NoteArrears(*region, "timer");
    if (!noted.ok()) {
      log_.Write(LogLevel::kWarn, "arrears_failed",
                 {{"code", InfoOf(noted.error().code).text_code}});
    } else if (*noted > 0) {
      log_.Write(LogLevel::kInfo, "arrears_noted", {{"employers", *noted}});
    }
  }
}

}  // namespace tongchou::app
