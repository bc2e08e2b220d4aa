// Dates and times as the interface writes them, always in the zone +08:00.
//
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_WIRE_TIME_H_
#define TONGCHOU_GATEWAY_WIRE_TIME_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/date.h"

namespace tongchou::gateway {

// Reads "2026-03-01 09:30:00" (also with a T, or with ".123" after the seconds).
// Nothing for another shape (a day alone) or a day or time that does not exist.
std::optional<Moment> ReadTime(std::string_view text);

// Reads "2026-03-01", or the day of a time.
std::optional<Date> ReadDay(std::string_view text);

// "20260301093000123": refmsg_time and respond_time.
std::string StampOf(Moment moment);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_WIRE_TIME_H_
