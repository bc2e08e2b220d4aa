// How values are written in the console's JSON: amounts as strings of yuan, ratios as decimals,
// times with the zone, names in both languages.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_CONSOLE_JSON_TEXT_H_
#define TONGCHOU_CONSOLE_JSON_TEXT_H_

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/money.h"
#include "base/text.h"

namespace tongchou::console {

namespace json = boost::json;

// "1234.50".
json::value AmountJson(Money amount);

// "0.88", "1": the shortest exact decimal.
std::string RatioText(Ratio ratio);

// A decimal of `scale` places without trailing zeros: (1250000, 6) is "1.25".
std::string DecimalText(std::int64_t value, int scale);

// "2026-03-01"; null for the open end of a range.
json::value DateJson(Date day);
json::value EndJson(Date last);

// "2026-03-01T09:30:00+08:00".
json::value TimeJson(Moment moment);

// {"zh", "en"}.
json::object TextJson(const Text& text);

// {"id", "name"}.
json::object NamedJson(std::string_view id, const Text& name);

// `text`, or null when it is empty.
json::value StringOrNull(std::string_view text);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_JSON_TEXT_H_
