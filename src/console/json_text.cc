#include "console/json_text.h"

#include <fmt/format.h>

#include "base/check.h"

namespace tongchou::console {

json::value AmountJson(Money amount) { return json::string(ToYuan(amount)); }

std::string DecimalText(std::int64_t value, int scale) {
  std::string digits = fmt::format("{:0{}}", value < 0 ? -value : value, scale + 1);
  std::string text = (value < 0 ? "-" : "") + digits.substr(0, digits.size() - scale);
  std::string decimals = digits.substr(digits.size() - scale);
  while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
  return decimals.empty() ? text : text + "." + decimals;
}

std::string RatioText(Ratio ratio) { return DecimalText(ratio.millionths, 6); }

json::value DateJson(Date day) { return json::string(ToString(day)); }

json::value EndJson(Date last) {
  if (last == kForever) return nullptr;
  return DateJson(last);
}

json::value TimeJson(Moment moment) {
  std::string text = ToString(moment);
  const std::size_t blank = text.find(' ');
  TC_CHECK(blank != std::string::npos);
  text[blank] = 'T';
  return json::string(text + "+08:00");
}

json::object TextJson(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

json::object NamedJson(std::string_view id, const Text& name) {
  return {{"id", id}, {"name", TextJson(name)}};
}

json::value StringOrNull(std::string_view text) {
  if (text.empty()) return nullptr;
  return json::string(text);
}

}  // namespace tongchou::console
