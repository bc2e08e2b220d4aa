#include "base/money.h"

#include <fmt/format.h>

#include <optional>

namespace tongchou {

namespace {

constexpr int kMaxDigits = 15;  // whole digits read before the range check; keeps int64 safe

// The decimal `text` scaled by 10^places, or nothing when it is not digits[.digits{1,places}].
std::optional<std::int64_t> ParseScaled(std::string_view text, int places) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view decimals;
  if (point != std::string_view::npos) {
    decimals = text.substr(point + 1);
    if (decimals.empty() || decimals.size() > static_cast<std::size_t>(places)) return {};
  }
  if (whole.empty()) return {};
  std::int64_t value = 0;
  std::size_t significant = 0;
  for (const char digit : whole) {
    if (digit < '0' || digit > '9') return {};
    if (significant > 0 || digit != '0') ++significant;
    if (significant + static_cast<std::size_t>(places) > kMaxDigits + 2) return {};
    value = value * 10 + (digit - '0');
  }
  for (int i = 0; i < places; ++i) {
    const char digit = static_cast<std::size_t>(i) < decimals.size() ? decimals[i] : '0';
    if (digit < '0' || digit > '9') return {};
    value = value * 10 + (digit - '0');
  }
  return value;
}

}  // namespace

Result<Money> ParseMoney(std::string_view text) {
  const std::optional<std::int64_t> fen = ParseScaled(text, 2);
  if (!fen || *fen > kMaxFen) return ErrorCode::kBadAmount;
  return Money{*fen};
}

Result<Ratio> ParseRatio(std::string_view text) {
  const std::optional<std::int64_t> millionths = ParseScaled(text, 6);
  if (!millionths || *millionths > Ratio::kOne) return ErrorCode::kBadRatio;
  return Ratio{*millionths};
}

std::string ToYuan(Money amount) {
  const bool negative = amount.fen < 0;
  const std::uint64_t fen = negative ? 0 - static_cast<std::uint64_t>(amount.fen)
                                     : static_cast<std::uint64_t>(amount.fen);
  return fmt::format("{}{}.{:02}", negative ? "-" : "", fen / 100, fen % 100);
}

std::string ToPercent(Ratio ratio) {
  std::string text = fmt::format("{}.{:04}", ratio.millionths / 10'000, ratio.millionths % 10'000);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + "%";
}

}  // namespace tongchou
