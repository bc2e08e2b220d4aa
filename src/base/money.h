// Money: an exact amount in fen (1/100 yuan) as a 64-bit integer, and Ratio: an exact decimal of
// six places. Neither is ever a binary floating-point number, nor read through one.
//
// Invariants: |fen| <= kMaxFen for every amount that comes from outside, so that sums of a million
// of them and products with a ratio (in 128 bits) cannot overflow.
// Values; thread-safe as any value is.
#ifndef TONGCHOU_BASE_MONEY_H_
#define TONGCHOU_BASE_MONEY_H_

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tongchou {

__extension__ using Int128 = __int128;

// 10 billion yuan: more than any encounter, less than anything that could overflow.
inline constexpr std::int64_t kMaxFen = 1'000'000'000'000;

struct Money {
  std::int64_t fen = 0;

  constexpr auto operator<=>(const Money&) const = default;
  constexpr Money operator+(Money other) const { return {fen + other.fen}; }
  constexpr Money operator-(Money other) const { return {fen - other.fen}; }
  constexpr Money operator-() const { return {-fen}; }
  constexpr Money& operator+=(Money other) {
    fen += other.fen;
    return *this;
  }
  constexpr Money& operator-=(Money other) {
    fen -= other.fen;
    return *this;
  }
};

// A ratio in millionths: 85 % is 850'000.
struct Ratio {
  std::int64_t millionths = 0;

  static constexpr std::int64_t kOne = 1'000'000;
  constexpr auto operator<=>(const Ratio&) const = default;
};

// `numerator / denominator` to the nearest whole, halves away from zero. `denominator` > 0.
constexpr std::int64_t DivideRoundHalfAway(Int128 numerator, Int128 denominator) {
  const Int128 half = denominator / 2;
  const Int128 rounded =
      numerator >= 0 ? (numerator + half) / denominator : -((-numerator + half) / denominator);
  return static_cast<std::int64_t>(rounded);
}

// ratio × amount, rounded half away from zero to the fen.
constexpr Money MultiplyRoundHalfAway(Money amount, Ratio ratio) {
  return {DivideRoundHalfAway(Int128{amount.fen} * ratio.millionths, Ratio::kOne)};
}

// Reads a non-negative amount of yuan: ASCII digits, optionally a point and one or two decimals.
// Refusals: kBadAmount for anything else, or above kMaxFen.
Result<Money> ParseMoney(std::string_view text);

// Reads a ratio from 0 to 1: ASCII digits, optionally a point and up to six decimals.
// Refusals: kBadRatio.
Result<Ratio> ParseRatio(std::string_view text);

// "1234.50", "-0.05": always two decimals, no separators.
std::string ToYuan(Money amount);

// "85%", "2.5%": the shortest exact percentage.
std::string ToPercent(Ratio ratio);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_MONEY_H_
