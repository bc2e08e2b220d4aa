#include "gateway/wire_time.h"

#include <fmt/format.h>

#include <cstdint>

namespace tongchou::gateway {
namespace {

constexpr std::size_t kDayLength = 10;   // "2026-03-01"
constexpr std::size_t kTimeLength = 19;  // "2026-03-01 09:30:00"

// The two digits at `at`, below `limit`; -1 otherwise.
int TwoDigits(std::string_view text, std::size_t at, int limit) {
  const int high = text[at] - '0';
  const int low = text[at + 1] - '0';
  if (high < 0 || high > 9 || low < 0 || low > 9) return -1;
  const int value = high * 10 + low;
  return value < limit ? value : -1;
}

}  // namespace

std::optional<Moment> ReadTime(std::string_view text) {
  const Result<Date> day = ParseDate(text.substr(0, kDayLength));
  if (!day.ok()) return std::nullopt;
  if (text.size() > kTimeLength && text[kTimeLength] == '.' &&
      text.find_first_not_of("0123456789", kTimeLength + 1) == std::string_view::npos) {
    text = text.substr(0, kTimeLength);
  }
  if (text.size() != kTimeLength || (text[10] != ' ' && text[10] != 'T')) return std::nullopt;
  if (text[13] != ':' || text[16] != ':') return std::nullopt;
  const int hours = TwoDigits(text, 11, 24);
  const int minutes = TwoDigits(text, 14, 60);
  const int seconds = TwoDigits(text, 17, 60);
  if (hours < 0 || minutes < 0 || seconds < 0) return std::nullopt;
  return MomentOf(*day, hours * 3600 + minutes * 60 + seconds);
}

std::optional<Date> ReadDay(std::string_view text) {
  const Result<Date> day = ParseDate(text.substr(0, kDayLength));
  if (!day.ok() || (text.size() > kDayLength && !ReadTime(text))) return std::nullopt;
  return *day;
}

std::string StampOf(Moment moment) {
  std::string stamp;
  for (const char letter : ToString(moment)) {
    if (letter >= '0' && letter <= '9') stamp += letter;
  }
  constexpr std::int64_t kSecondMs = 1000;
  const std::int64_t ms = ((moment.ms % kSecondMs) + kSecondMs) % kSecondMs;
  return stamp + fmt::format("{:03}", ms);
}

}  // namespace tongchou::gateway
