#include "service/projection_spend.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "base/check.h"
#include "service/policy_shelf.h"
#include "service/projection_cases.h"
#include "settle/replay.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kDaysOfYear = 365;

// Sums leave room for growth and for the sample.
constexpr std::int64_t kMostFen = std::numeric_limits<std::int64_t>::max() / 10'000;

void TakeRefusals(const settle::VariantSums& sums, const settle::PastCases& cases,
                  YearSpending& into) {
  for (const settle::ReplayRefusal& refusal : sums.refusals) {
    const std::int64_t first = refusal.rows.empty() ? 0 : cases.settlement[refusal.rows.front()];
    ProjectionRefusal& known =
        into.refusals.try_emplace(refusal.code, ProjectionRefusal{refusal.code, 0, first})
            .first->second;
    known.encounters += refusal.count;
    known.settlement = std::min(known.settlement, first);
  }
}

// The parts of a year's amount: `times` / `of` of it.
struct Share {
  std::int64_t times = 1, of = 1;

  Int128 Of(Int128 amount) const {
    return times == of ? amount : Int128{DivideRoundHalfAway(amount * times, of)};
  }
};

// What all funds paid in calendar month `month` (1..12), by age.
GroupSpending GroupsIn(const settle::VariantSums& sums, unsigned month) {
  GroupSpending groups{};
  for (std::size_t i = 0; i < kAgeGroups; ++i) {
    groups[i] = sums.by_provider[SlotOf(month, i)].funds_fen;
  }
  return groups;
}

// Each month of the replay is the same month ahead.
void TakeMonths(const settle::ReplayResult& replayed, std::size_t variant, Date from,
                YearSpending& into) {
  const auto skipped = static_cast<std::size_t>(
      (replayed.first_month.year() - from.year()) * static_cast<int>(kMonthsOfYear) +
      static_cast<int>(replayed.first_month.month()) - static_cast<int>(from.month()));
  const settle::VariantSums& sums = replayed.variants[variant];
  for (std::size_t fund = 0; fund < replayed.funds.size(); ++fund) {
    auto& months = into.funds[replayed.funds[fund].id];
    const auto& paid = sums.fund_month[fund];
    for (std::size_t i = 0; i < paid.size(); ++i) months[skipped + i] += paid[i];
  }
  for (std::size_t i = 0; i < kMonthsOfYear; ++i) {
    into.groups[i] = GroupsIn(sums, MonthStart(from, static_cast<int>(i)).month());
  }
}

// The whole of the replay is what `months` months come to, each as much.
void TakeRate(const settle::ReplayResult& replayed, const Share& a_month,
              const std::vector<std::size_t>& months, YearSpending& into) {
  const settle::VariantSums& sums = replayed.variants.front();
  for (std::size_t fund = 0; fund < replayed.funds.size(); ++fund) {
    Int128 paid = 0;
    for (const Int128 fen : sums.fund_month[fund]) paid += fen;
    for (const std::size_t month : months) {
      into.funds[replayed.funds[fund].id][month] += a_month.Of(paid);
    }
  }
  for (unsigned calendar = 1; calendar <= kMonthsOfYear; ++calendar) {
    const GroupSpending groups = GroupsIn(sums, calendar);
    for (const std::size_t month : months) {
      for (std::size_t i = 0; i < kAgeGroups; ++i) into.groups[month][i] += a_month.Of(groups[i]);
    }
  }
}

// An amount that fits: every sum is part of the sum of all costs.
bool Fits(const settle::ReplayResult& replayed) {
  return std::ranges::all_of(replayed.variants, [](const settle::VariantSums& variant) {
    return variant.all.total_fen <= kMostFen;
  });
}

// Nothing settled in the period is no refusal here: then nothing is paid.
Result<bool> ReplayInto(const settle::PastCases& cases, const settle::ReplayRequest& request,
                        settle::ReplayResult& replayed) {
  auto result = Replay(cases, request);
  if (!result.ok() && result.error().code == ErrorCode::kNoHistory) return false;
  if (!result.ok()) return result.error();
  if (!Fits(*result)) return Error{ErrorCode::kAmountOverflow, {}, "total"};
  replayed = *std::move(result);
  return true;
}

// Months by the epoch that is in force on their first day.
std::map<const policy::Epoch*, std::vector<std::size_t>> MonthsByEpoch(const policy::Pack& pack,
                                                                       Date first) {
  std::map<const policy::Epoch*, std::vector<std::size_t>> months;
  for (std::size_t i = 0; i < kMonthsOfYear; ++i) {
    const policy::Epoch* epoch = EpochOn(pack, MonthStart(first, static_cast<int>(i)));
    TC_CHECK(epoch != nullptr);
    months[epoch].push_back(i);
  }
  return months;
}

std::vector<std::unique_ptr<const policy::Epoch>> Always(const policy::Epoch& epoch) {
  policy::Epoch always = epoch;
  always.in_force = {Date(1900, 1, 1), kForever};
  std::vector<std::unique_ptr<const policy::Epoch>> epochs;
  epochs.push_back(std::make_unique<const policy::Epoch>(std::move(always)));
  return epochs;
}

Status SpendByMonths(const settle::PastCases& cases, const YearOrder& order,
                     std::vector<YearSpending>& into) {
  const int years = static_cast<int>(order.year);
  settle::ReplayRequest request;
  const Date from = MonthStart(order.span.from, years * static_cast<int>(kMonthsOfYear));
  request.period = {from, MonthStart(from, static_cast<int>(kMonthsOfYear)).PlusDays(-1)};
  for (const policy::Pack* pack : order.variants) request.variants.push_back(pack->epochs);
  request.progress = order.progress;
  settle::ReplayResult replayed;
  const Result<bool> any = ReplayInto(cases, request, replayed);
  if (!any.ok()) return any.error();
  if (!*any) return Done{};
  for (std::size_t i = 0; i < order.variants.size(); ++i) {
    TakeMonths(replayed, i, from, into[i]);
    TakeRefusals(replayed.variants[i], cases, into[i]);
  }
  return Done{};
}

Status SpendByRate(const settle::PastCases& cases, const YearOrder& order,
                   std::vector<YearSpending>& into) {
  const int months_before = (static_cast<int>(order.year) - 1) * static_cast<int>(kMonthsOfYear);
  const Date first = MonthStart(order.span.start, months_before);
  const std::int64_t days = order.span.through.days() - order.span.from.days() + 1;
  for (std::size_t i = 0; i < order.variants.size(); ++i) {
    for (const auto& [epoch, months] : MonthsByEpoch(*order.variants[i], first)) {
      const auto always = Always(*epoch);
      settle::ReplayRequest request;
      request.period = {order.span.from, order.span.through};
      request.variants.push_back(always);
      request.progress = order.progress;
      settle::ReplayResult replayed;
      const Result<bool> any = ReplayInto(cases, request, replayed);
      if (!any.ok()) return any.error();
      if (!*any) continue;
      const Share a_month{kDaysOfYear, days * static_cast<std::int64_t>(kMonthsOfYear)};
      TakeRate(replayed, a_month, months, into[i]);
      TakeRefusals(replayed.variants.front(), cases, into[i]);
    }
  }
  return Done{};
}

}  // namespace

Result<std::vector<YearSpending>> SpendYear(const settle::PastCases& cases,
                                            const YearOrder& order) {
  const bool by_months = order.span.base == ProjectionBase::kMonths;
  const int moved_years = by_months ? static_cast<int>(order.year) : 0;
  const auto moved = MovedCases::Make(cases, {order.scheme,
                                              {order.span.from, order.span.through},
                                              moved_years,
                                              order.price_index,
                                              order.every});
  if (!moved.ok()) return moved.error();
  std::vector<YearSpending> spending(order.variants.size());
  if ((*moved)->cases().rows() == 0) return spending;
  const Status spent = by_months ? SpendByMonths((*moved)->cases(), order, spending)
                                 : SpendByRate((*moved)->cases(), order, spending);
  if (!spent.ok()) return spent.error();
  for (YearSpending& variant : spending) {
    for (auto& [fund, months] : variant.funds) {
      for (Int128& fen : months) fen *= order.every;
    }
    for (GroupSpending& groups : variant.groups) {
      for (Int128& fen : groups) fen *= order.every;
    }
    for (auto& [code, refusal] : variant.refusals) refusal.encounters *= order.every;
  }
  return spending;
}

}  // namespace tongchou::service
