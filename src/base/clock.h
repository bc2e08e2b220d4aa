// Clock: where "now" comes from. Passed in everywhere; nothing else reads the machine's clock.
//
// Implementations are thread-safe.
#ifndef TONGCHOU_BASE_CLOCK_H_
#define TONGCHOU_BASE_CLOCK_H_

#include <cstdint>
#include <string>

#include "base/date.h"

namespace tongchou {

// A moment: milliseconds since 1970-01-01T00:00:00Z. Shown in the zone +08:00.
struct Moment {
  std::int64_t ms = 0;
  constexpr auto operator<=>(const Moment&) const = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Moment Now() const = 0;
};

// The machine's clock.
class SystemClock final : public Clock {
 public:
  Moment Now() const override;
};

// A clock that stands still until it is moved; for tests and generators. Not thread-safe to move.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Moment now) : now_(now) {}
  Moment Now() const override { return now_; }
  void MoveTo(Moment now) { now_ = now; }

 private:
  Moment now_;
};

// The calendar day of `moment` in the zone +08:00.
Date DayOf(Moment moment);

// Midnight (+08:00) that begins `day`, plus `second_of_day`.
Moment MomentOf(Date day, std::int32_t second_of_day = 0);

// "2026-01-02 03:04:05" in the zone +08:00.
std::string ToString(Moment moment);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_CLOCK_H_
