// The arithmetic of a projection: members by age, indices of growth, a fund's balance month by
// month, and the band that seeded paths draw around it. Whole numbers only: growth in parts of ten
// thousand, indices and ratios in thousand-millionths (kWhole is one).
//
// It knows neither a store nor rules of settlement. Values; pure; thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_MODEL_H_
#define TONGCHOU_SERVICE_PROJECTION_MODEL_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/text.h"

namespace tongchou::service {

inline constexpr std::size_t kProjectedYears = 5;
inline constexpr std::size_t kMonthsOfYear = 12;
inline constexpr std::size_t kProjectedMonths = kProjectedYears * kMonthsOfYear;
inline constexpr std::int64_t kWhole = 1'000'000'000;

// What is assumed. A result holds its assumptions in this order.
enum class Assumed : std::uint8_t {
  kPriceGrowth,
  kVisitGrowth,
  kWageGrowth,
  kFixedGrowth,
  kMembersYoung,
  kMembersWorking,
  kMembersOld,
  kAgeing,
  kRetirementAge,
  kDeathsInfant,
  kDeathsYoung,
  kDeathsMiddle,
  kDeathsSixties,
  kDeathsSeventies,
  kDeathsEighties,
  kDeathsOld,
  kPriceDeviation,
  kVisitDeviation,
  kWageDeviation,
};
inline constexpr std::size_t kAssumptions = 19;

struct AssumptionInfo {
  std::string_view code;  // "price_growth"
  std::int64_t usual = 0, least = 0, most = 0;
  Text unit;
  Text name;
  Text source;  // where the usual value is from
};
// In the order of Assumed.
std::span<const AssumptionInfo> AllAssumptions();

// Where `value` is from: the source of the usual one, or that it was set.
Text SourceOf(const AssumptionInfo& info, std::int64_t value);

using Assumptions = std::array<std::int64_t, kAssumptions>;
Assumptions UsualAssumptions();

inline std::int64_t ValueOf(const Assumptions& assumptions, Assumed what) {
  return assumptions[static_cast<std::size_t>(what)];
}

// Puts `value` in the place of `code`. Refusals: kBadAssumption (no such, or out of its range).
Status Assume(std::string_view code, std::int64_t value, Assumptions& assumptions);
// Refusals: kBadAssumption (the first one out of its range).
Status CheckAssumptions(const Assumptions& assumptions);

// Members by completed years of age in millionths of a person; the last age is that or more.
inline constexpr std::size_t kAges = 111;
inline constexpr std::int64_t kMillion = 1'000'000;
using AgeCounts = std::array<std::int64_t, kAges>;

// Members now and after each of the projected years. Each year: everybody gets a year older or
// dies; as many as died join, of the ages in `joining` (nobody there: of those of the members);
// then each age grows by what is assumed for it. Without ageing only that growth.
std::vector<AgeCounts> MembersAhead(const AgeCounts& now, const AgeCounts& joining,
                                    const Assumptions& assumptions);

std::int64_t MembersOf(const AgeCounts& members, std::size_t from, std::size_t through);

// Those who contribute: all, or with `until_retirement` those below the age of retirement.
std::int64_t PayersOf(const AgeCounts& members, bool until_retirement,
                      const Assumptions& assumptions);

// Groups of ages in which spending follows the number of members.
inline constexpr std::size_t kGroupYears = 5;
inline constexpr std::size_t kAgeGroups = (kAges + kGroupYears - 1) / kGroupYears;
using GroupSpending = std::array<Int128, kAgeGroups>;  // fen
std::size_t GroupOfAge(std::size_t age);

// By group: members later by members now (kWhole: as many). A group that is empty now follows the
// members as a whole.
std::array<std::int64_t, kAgeGroups> GroupRatios(const AgeCounts& now, const AgeCounts& later);
// By how much `spending` changes with its groups; kWhole when there is none.
std::int64_t MembersFactor(const GroupSpending& spending,
                           const std::array<std::int64_t, kAgeGroups>& ratios);

// Growth in parts of ten thousand for `years` years as an index.
std::int64_t IndexOf(std::int64_t growth, std::size_t years);

// amount × each of the factors (kWhole is one), rounded half away after each.
Int128 Scaled(Int128 amount, std::initializer_list<std::int64_t> factors);

// One fund, month by month. Amounts in fen.
struct FundAhead {
  std::int64_t opening = 0;
  bool by_wages = false;  // its income follows wages
  std::vector<std::int64_t> income, spending;
};

// By how much a path leaves the central one, by year; kWhole: not at all.
struct Path {
  std::array<std::int64_t, kProjectedYears> spending{}, wages{};
};

// `count` paths. A path draws for each year deviations of the growth of prices, visits and wages,
// each the assumed standard deviation times the sum of twelve values that are uniform between -1/2
// and 1/2; a deviation stays for the years after it. The same seed gives the same paths.
std::vector<Path> DrawPaths(std::int64_t seed, std::size_t count, const Assumptions& assumptions);

// The balance after each month: as assumed, and what one path in ten is below, half of them, and
// one in ten is above.
struct Band {
  std::vector<std::int64_t> balance, low, middle, high;
  std::optional<std::size_t> below_zero, below_zero_low;  // the first month, of balance and of low

  bool operator==(const Band&) const = default;
};

// Of the funds together. At least one path; the months of all funds are as many.
Band BandOf(std::span<const FundAhead> funds, std::span<const Path> paths);

// How long the balance after `month` lasts: by the mean spending of the twelve months through it
// (of all so far in the first year), in tenths of a month, rounded down. Nothing when nothing was
// spent; 0 for an empty fund.
std::optional<std::int64_t> PayableTenths(std::int64_t balance_fen,
                                          std::span<const std::int64_t> spending,
                                          std::size_t month);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_MODEL_H_
