#include "service/ids.h"

#include <fmt/core.h>

#include <charconv>

namespace tongchou::service {
namespace {

constexpr std::size_t kAreaDigits = 6;
constexpr std::size_t kIdDigits = 18;

// The value of a text of digits only; 0 for anything else.
std::int64_t Digits(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool all = error == std::errc() && end == text.data() + text.size();
  return all && value > 0 ? value : 0;
}

}  // namespace

std::string IdText(std::int64_t area, IdKind kind, std::int64_t number) {
  return fmt::format("{:06}{}{:011}", area, static_cast<char>(kind), number);
}

std::int64_t IdNumber(std::int64_t area, IdKind kind, std::string_view text) {
  if (text.size() != kIdDigits || text[kAreaDigits] != static_cast<char>(kind)) return 0;
  if (AreaNumber(text.substr(0, kAreaDigits)) != area) return 0;
  return Digits(text.substr(kAreaDigits + 1));
}

std::int64_t AreaNumber(std::string_view code) {
  return code.size() == kAreaDigits ? Digits(code) : 0;
}

}  // namespace tongchou::service
