#include "base/clock.h"

#include <fmt/format.h>

#include <chrono>

namespace tongchou {

namespace {

constexpr std::int64_t kZoneMs = 8LL * 3600 * 1000;
constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;

std::int64_t FloorDivide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

}  // namespace

Moment SystemClock::Now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

Date DayOf(Moment moment) {
  return Date::FromDays(static_cast<std::int32_t>(FloorDivide(moment.ms + kZoneMs, kDayMs)));
}

Moment MomentOf(Date day, std::int32_t second_of_day) {
  return {std::int64_t{day.days()} * kDayMs - kZoneMs + std::int64_t{second_of_day} * 1000};
}

std::string ToString(Moment moment) {
  const Date day = DayOf(moment);
  const std::int64_t second = (moment.ms - MomentOf(day).ms) / 1000;
  return fmt::format("{} {:02}:{:02}:{:02}", ToString(day), second / 3600, second / 60 % 60,
                     second % 60);
}

}  // namespace tongchou
