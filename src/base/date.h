// Date: a calendar day of the zone +08:00 (the only zone of the product), and DateRange: days from
// the first to the last, both included, as rule books write 自…起 至…止.
//
// Values; thread-safe as any value is.
#ifndef TONGCHOU_BASE_DATE_H_
#define TONGCHOU_BASE_DATE_H_

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tongchou {

class Date {
 public:
  constexpr Date() = default;
  constexpr explicit Date(std::chrono::sys_days day) : day_(day) {}
  constexpr Date(int year, unsigned month, unsigned day)
      : day_(std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}) {}

  constexpr std::chrono::sys_days sys_days() const { return day_; }
  constexpr std::chrono::year_month_day ymd() const { return day_; }
  constexpr int year() const { return static_cast<int>(ymd().year()); }
  constexpr unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  constexpr unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  // Days since 1970-01-01; the form in which stores keep a date.
  constexpr std::int32_t days() const { return day_.time_since_epoch().count(); }
  static constexpr Date FromDays(std::int32_t days) {
    return Date(std::chrono::sys_days(std::chrono::days(days)));
  }
  constexpr Date PlusDays(int days) const { return Date(day_ + std::chrono::days(days)); }

  constexpr auto operator<=>(const Date&) const = default;

 private:
  std::chrono::sys_days day_{};
};

// The last day there is: "until further notice".
inline constexpr Date kForever{9999, 12, 31};

struct DateRange {
  Date from;
  Date through = kForever;  // the last day in force, included

  constexpr bool Contains(Date day) const { return from <= day && day <= through; }
  constexpr bool operator==(const DateRange&) const = default;
};

// Reads "2026-02-28". Refusals: kBadDate for another shape or a day that the calendar has not.
Result<Date> ParseDate(std::string_view text);

// "2026-02-28".
std::string ToString(Date date);

// Completed years of life on `day` of somebody born on `birth`. Born on 29 February: a year is
// complete on 1 March of the years that have no such day.
int AgeOn(Date day, Date birth);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_DATE_H_
