#include "base/date.h"

#include <fmt/format.h>

namespace tongchou {

namespace {

// The number in `text`, or -1 when a character is not a digit.
int Digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Result<Date> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return ErrorCode::kBadDate;
  const int year = Digits(text.substr(0, 4));
  const int month = Digits(text.substr(5, 2));
  const int day = Digits(text.substr(8, 2));
  if (year < 1 || month < 1 || day < 1) return ErrorCode::kBadDate;
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return ErrorCode::kBadDate;
  return Date(std::chrono::sys_days(ymd));
}

std::string ToString(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

int AgeOn(Date day, Date birth) {
  const bool before_birthday =
      day.month() < birth.month() || (day.month() == birth.month() && day.day() < birth.day());
  return day.year() - birth.year() - (before_birthday ? 1 : 0);
}

}  // namespace tongchou
