#include "gateway/decimal.h"

#include <cstddef>

namespace tongchou::gateway {
namespace {

bool AllDigits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::optional<std::int64_t> ReadDecimal(std::string_view text, int digits, int places) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view fraction = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && fraction.empty())) return std::nullopt;
  if (!AllDigits(whole) || !AllDigits(fraction)) return std::nullopt;
  while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  if (fraction.size() > static_cast<std::size_t>(places)) return std::nullopt;
  if (whole.size() + static_cast<std::size_t>(places) > static_cast<std::size_t>(digits)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  for (const char digit : whole) value = value * 10 + (digit - '0');
  for (int i = 0; i < places; ++i) {
    const auto index = static_cast<std::size_t>(i);
    value = value * 10 + (index < fraction.size() ? fraction[index] - '0' : 0);
  }
  return negative ? -value : value;
}

}  // namespace tongchou::gateway
