#include "service/projection_model.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/check.h"
#include "base/random.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kParts = 10'000;
constexpr std::int64_t kThousand = 1'000;
constexpr std::size_t kWorkingFrom = 18, kOldFrom = 60;

const Text kPartsAYear = {"万分之/年", "parts of 10 000 a year"};
const Text kPerMilleAYear = {"千分之/年", "per mille a year"};
const Text kPlain = {"默认值，不是本区数据，请按本区情况改",
                     "a plain default, not a figure of this area: set it"};
const Text kLikeHistory = {"与近一年相同", "as in the last year"};

AssumptionInfo Growth(std::string_view code, std::int64_t usual, const Text& name,
                      const Text& source) {
  return {code, usual, -2000, 3000, kPartsAYear, name, source};
}

AssumptionInfo Members(std::string_view code, const Text& zh_en) {
  return Growth(code, 0, {"参保人数增长：" + zh_en.zh, "growth of members " + zh_en.en},
                kLikeHistory);
}

AssumptionInfo Deaths(std::string_view code, std::int64_t usual, const Text& ages) {
  const Text name = {"死亡率：" + ages.zh, "deaths " + ages.en};
  return {code, usual, 0, 1000, kPerMilleAYear, name, kPlain};
}

AssumptionInfo Spread(std::string_view code, std::int64_t usual, const Text& of) {
  const Text name = {of.zh + "的标准差", "standard deviation of the growth of " + of.en};
  return {code, usual, 0, 2000, kPartsAYear, name, kPlain};
}

const std::array<AssumptionInfo, kAssumptions> kAll = {{
    Growth("price_growth", 300, {"费用价格增长", "growth of prices"}, kPlain),
    Growth("visit_growth", 0, {"就诊率增长", "growth of visits a member"}, kLikeHistory),
    Growth("wage_growth", 400, {"缴费工资增长", "growth of wages"}, kPlain),
    Growth("fixed_growth", 0, {"定额缴费与补助增长", "growth of fixed contributions"},
           kLikeHistory),
    Members("members_young", {"18 岁以下", "below 18"}),
    Members("members_working", {"18–59 岁", "of 18 to 59"}),
    Members("members_old", {"60 岁及以上", "of 60 and above"}),
    {"ageing",
     1,
     0,
     1,
     {"1 是，0 否", "1 yes, 0 no"},
     {"参保人逐年变老", "members get a year older each year"},
     kLikeHistory},
    {"retirement_age",
     60,
     40,
     80,
     {"岁", "years"},
     {"不再缴费的年龄", "age from which nobody contributes"},
     kPlain},
    Deaths("deaths_0", 5, {"0 岁", "at 0"}),
    Deaths("deaths_1_39", 1, {"1–39 岁", "at 1 to 39"}),
    Deaths("deaths_40_59", 3, {"40–59 岁", "at 40 to 59"}),
    Deaths("deaths_60_69", 12, {"60–69 岁", "at 60 to 69"}),
    Deaths("deaths_70_79", 35, {"70–79 岁", "at 70 to 79"}),
    Deaths("deaths_80_89", 95, {"80–89 岁", "at 80 to 89"}),
    Deaths("deaths_90", 220, {"90 岁及以上", "from 90 on"}),
    Spread("price_deviation", 150, {"价格增长", "prices"}),
    Spread("visit_deviation", 200, {"就诊率增长", "visits"}),
    Spread("wage_deviation", 150, {"工资增长", "wages"}),
}};

struct DeathBand {
  std::size_t from;
  Assumed rate;
};
constexpr std::array<DeathBand, 7> kDeathBands = {{{0, Assumed::kDeathsInfant},
                                                   {1, Assumed::kDeathsYoung},
                                                   {40, Assumed::kDeathsMiddle},
                                                   {60, Assumed::kDeathsSixties},
                                                   {70, Assumed::kDeathsSeventies},
                                                   {80, Assumed::kDeathsEighties},
                                                   {90, Assumed::kDeathsOld}}};

std::int64_t DeathsAt(std::size_t age, const Assumptions& assumptions) {
  const auto above = std::ranges::upper_bound(kDeathBands, age, {}, &DeathBand::from);
  return ValueOf(assumptions, std::prev(above)->rate);
}

std::int64_t GrowthAt(std::size_t age, const Assumptions& assumptions) {
  if (age < kWorkingFrom) return ValueOf(assumptions, Assumed::kMembersYoung);
  return ValueOf(assumptions, age < kOldFrom ? Assumed::kMembersWorking : Assumed::kMembersOld);
}

std::int64_t Sum(const AgeCounts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

AgeCounts OlderByOne(const AgeCounts& members, const AgeCounts& joining,
                     const Assumptions& assumptions) {
  AgeCounts next{};
  std::int64_t died = 0;
  for (std::size_t age = 0; age < kAges; ++age) {
    const std::int64_t deaths =
        DivideRoundHalfAway(Int128{members[age]} * DeathsAt(age, assumptions), kThousand);
    next[std::min(age + 1, kAges - 1)] += members[age] - deaths;
    died += deaths;
  }
  const AgeCounts& like = Sum(joining) > 0 ? joining : members;
  const std::int64_t all = Sum(like);
  if (all == 0) return next;
  for (std::size_t age = 0; age < kAges; ++age) {
    next[age] += DivideRoundHalfAway(Int128{died} * like[age], all);
  }
  return next;
}

// The standard deviation of the sum of twelve uniform values of width one is one.
std::int64_t Deviation(std::int64_t deviation, Random& random) {
  constexpr int kDraws = 12;
  std::int64_t sum = 0;
  for (int i = 0; i < kDraws; ++i) sum += random.Between(-kParts / 2, kParts / 2);
  return DivideRoundHalfAway(Int128{sum} * deviation, kParts);
}

// `index` after a year whose growth was `more` above what is assumed.
std::int64_t Deviated(std::int64_t index, std::int64_t growth, std::int64_t more) {
  const std::int64_t grown = std::max<std::int64_t>(kParts + growth + more, 1);
  return DivideRoundHalfAway(Int128{index} * grown, kParts + growth);
}

std::int64_t RatioOf(std::int64_t later, std::int64_t now) {
  return DivideRoundHalfAway(Int128{later} * kWhole, now);
}

// Takes a path's balance after each month into `ends`, by month.
void Follow(std::span<const FundAhead> funds, const Path* path,
            std::vector<std::vector<std::int64_t>>& ends) {
  Int128 balance = 0;
  for (const FundAhead& fund : funds) balance += fund.opening;
  for (std::size_t month = 0; month < ends.size(); ++month) {
    const std::size_t year = month / kMonthsOfYear;
    for (const FundAhead& fund : funds) {
      const std::int64_t wages = path == nullptr || !fund.by_wages ? kWhole : path->wages[year];
      const std::int64_t costs = path == nullptr ? kWhole : path->spending[year];
      balance += Scaled(fund.income[month], {wages}) - Scaled(fund.spending[month], {costs});
    }
    ends[month].push_back(static_cast<std::int64_t>(balance));
  }
}

std::optional<std::size_t> FirstBelowZero(const std::vector<std::int64_t>& balances) {
  const auto found = std::ranges::find_if(balances, [](std::int64_t fen) { return fen < 0; });
  if (found == balances.end()) return {};
  return static_cast<std::size_t>(found - balances.begin());
}

Error BadAssumption(const AssumptionInfo& info, std::int64_t value) {
  return Error{ErrorCode::kBadAssumption,
               {fmt::format("{}：{} 不在 {} 至 {}（{}）之内", info.name.zh, value, info.least,
                            info.most, info.unit.zh),
                fmt::format("{}: {} is not within {} to {} ({})", info.name.en, value, info.least,
                            info.most, info.unit.en)},
               std::string(info.code)};
}

}  // namespace

std::span<const AssumptionInfo> AllAssumptions() { return kAll; }

Text SourceOf(const AssumptionInfo& info, std::int64_t value) {
  return value == info.usual ? info.source : Text{"本次设定", "set for this run"};
}

Assumptions UsualAssumptions() {
  Assumptions usual{};
  for (std::size_t i = 0; i < kAssumptions; ++i) usual[i] = AllAssumptions()[i].usual;
  return usual;
}

Status Assume(std::string_view code, std::int64_t value, Assumptions& assumptions) {
  const auto found = std::ranges::find(AllAssumptions(), code, &AssumptionInfo::code);
  if (found == AllAssumptions().end()) {
    return Error{ErrorCode::kBadAssumption,
                 {fmt::format("没有名为“{}”的假设", code),
                  fmt::format("there is no assumption named '{}'", code)},
                 std::string(code)};
  }
  if (value < found->least || value > found->most) return BadAssumption(*found, value);
  assumptions[static_cast<std::size_t>(found - AllAssumptions().begin())] = value;
  return Done{};
}

Status CheckAssumptions(const Assumptions& assumptions) {
  for (std::size_t i = 0; i < kAssumptions; ++i) {
    const AssumptionInfo& info = AllAssumptions()[i];
    if (assumptions[i] < info.least || assumptions[i] > info.most) {
      return BadAssumption(info, assumptions[i]);
    }
  }
  return Done{};
}

std::vector<AgeCounts> MembersAhead(const AgeCounts& now, const AgeCounts& joining,
                                    const Assumptions& assumptions) {
  std::vector<AgeCounts> years = {now};
  for (std::size_t year = 0; year < kProjectedYears; ++year) {
    AgeCounts next = ValueOf(assumptions, Assumed::kAgeing) == 0
                         ? years.back()
                         : OlderByOne(years.back(), joining, assumptions);
    for (std::size_t age = 0; age < kAges; ++age) {
      const std::int64_t grown = kParts + GrowthAt(age, assumptions);
      next[age] = DivideRoundHalfAway(Int128{next[age]} * grown, kParts);
    }
    years.push_back(next);
  }
  return years;
}

std::int64_t MembersOf(const AgeCounts& members, std::size_t from, std::size_t through) {
  std::int64_t sum = 0;
  for (std::size_t age = from; age <= through && age < kAges; ++age) sum += members[age];
  return sum;
}

std::int64_t PayersOf(const AgeCounts& members, bool until_retirement,
                      const Assumptions& assumptions) {
  if (!until_retirement) return Sum(members);
  const auto retirement = static_cast<std::size_t>(ValueOf(assumptions, Assumed::kRetirementAge));
  return MembersOf(members, 0, retirement - 1);
}

std::size_t GroupOfAge(std::size_t age) { return std::min(age, kAges - 1) / kGroupYears; }

std::array<std::int64_t, kAgeGroups> GroupRatios(const AgeCounts& now, const AgeCounts& later) {
  const std::int64_t all_now = Sum(now);
  const std::int64_t whole = all_now == 0 ? kWhole : RatioOf(Sum(later), all_now);
  std::array<std::int64_t, kAgeGroups> ratios{};
  for (std::size_t group = 0; group < kAgeGroups; ++group) {
    const std::size_t first = group * kGroupYears;
    const std::int64_t before = MembersOf(now, first, first + kGroupYears - 1);
    const std::int64_t after = MembersOf(later, first, first + kGroupYears - 1);
    ratios[group] = before == 0 ? whole : RatioOf(after, before);
  }
  return ratios;
}

std::int64_t MembersFactor(const GroupSpending& spending,
                           const std::array<std::int64_t, kAgeGroups>& ratios) {
  Int128 now = 0, later = 0;
  for (std::size_t group = 0; group < kAgeGroups; ++group) {
    now += spending[group];
    later += spending[group] * ratios[group];
  }
  return now == 0 ? kWhole : DivideRoundHalfAway(later, now);
}

std::int64_t IndexOf(std::int64_t growth, std::size_t years) {
  std::int64_t index = kWhole;
  for (std::size_t i = 0; i < years; ++i) {
    index = DivideRoundHalfAway(Int128{index} * (kParts + growth), kParts);
  }
  return index;
}

Int128 Scaled(Int128 amount, std::initializer_list<std::int64_t> factors) {
  for (const std::int64_t factor : factors) {
    if (factor != kWhole) amount = DivideRoundHalfAway(amount * factor, kWhole);
  }
  return amount;
}

std::vector<Path> DrawPaths(std::int64_t seed, std::size_t count, const Assumptions& assumptions) {
  const auto value = [&](Assumed what) { return ValueOf(assumptions, what); };
  constexpr std::uint64_t kStream = 1;
  std::vector<Path> paths(count);
  for (std::size_t i = 0; i < count; ++i) {
    Random random(static_cast<std::uint64_t>(seed), kStream, i);
    std::int64_t spending = kWhole, wages = kWhole;
    for (std::size_t year = 0; year < kProjectedYears; ++year) {
      spending = Deviated(spending, value(Assumed::kPriceGrowth),
                          Deviation(value(Assumed::kPriceDeviation), random));
      spending = Deviated(spending, value(Assumed::kVisitGrowth),
                          Deviation(value(Assumed::kVisitDeviation), random));
      wages = Deviated(wages, value(Assumed::kWageGrowth),
                       Deviation(value(Assumed::kWageDeviation), random));
      paths[i].spending[year] = spending;
      paths[i].wages[year] = wages;
    }
  }
  return paths;
}

Band BandOf(std::span<const FundAhead> funds, std::span<const Path> paths) {
  TC_CHECK(!funds.empty() && !paths.empty());
  constexpr std::size_t kTen = 10;
  const std::size_t months = funds.front().income.size();
  std::vector<std::vector<std::int64_t>> central(months), ends(months);
  Follow(funds, nullptr, central);
  for (const Path& path : paths) Follow(funds, &path, ends);
  Band band;
  for (std::size_t month = 0; month < months; ++month) {
    std::vector<std::int64_t>& sorted = ends[month];
    std::ranges::sort(sorted);
    // The nearest rank: at least so many tenths of the paths are at or below it.
    const auto rank = [&](std::size_t tenths) {
      return sorted[(sorted.size() * tenths + kTen - 1) / kTen - 1];
    };
    band.balance.push_back(central[month].front());
    band.low.push_back(rank(1));
    band.middle.push_back(rank(kTen / 2));
    band.high.push_back(rank(kTen - 1));
  }
  band.below_zero = FirstBelowZero(band.balance);
  band.below_zero_low = FirstBelowZero(band.low);
  return band;
}

std::optional<std::int64_t> PayableTenths(std::int64_t balance_fen,
                                          std::span<const std::int64_t> spending,
                                          std::size_t month) {
  constexpr std::int64_t kTenths = 10;
  const std::size_t first = month + 1 < kMonthsOfYear ? 0 : month + 1 - kMonthsOfYear;
  Int128 spent = 0;
  for (std::size_t i = first; i <= month; ++i) spent += spending[i];
  if (spent <= 0) return {};
  if (balance_fen <= 0) return 0;
  const auto months = static_cast<std::int64_t>(month + 1 - first);
  return static_cast<std::int64_t>(Int128{balance_fen} * months * kTenths / spent);
}

}  // namespace tongchou::service
