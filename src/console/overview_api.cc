// The region and the overview of a day and its month.
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "console/api.h"
#include "console/policy_json.h"
#include "console/rights.h"
#include "console/settlement_json.h"
#include "console/words.h"
#include "service/funds.h"
#include "service/overview.h"
#include "service/persons.h"
#include "service/policy_shelf.h"
#include "service/scoped_reads.h"

namespace tongchou::console {

namespace {

constexpr int kSeriesDays = 30;
constexpr int kLatestItems = 10;
constexpr std::string_view kPharmacyKey = "pharmacy";

struct Totals {
  std::int64_t count = 0;
  Money total, funds, account, cash;

  void Add(const service::DayTotal& day) {
    count += day.count;
    total += day.total;
    funds += day.funds;
    account += day.account;
    cash += day.cash;
  }
};

json::object TotalsJson(const Totals& totals) {
  return {{"count", totals.count},
          {"total", AmountJson(totals.total)},
          {"fund", AmountJson(totals.funds)},
          {"account", AmountJson(totals.account)},
          {"cash", AmountJson(totals.cash)}};
}

json::object LevelName(const std::string& key) {
  if (key == kPharmacyKey) return NamedJson(key, {"零售药店", "pharmacies"});
  return MemberJson("level", key);
}

json::array FundsJson(const std::vector<service::FundFlow>& flows) {
  json::array funds;
  for (const service::FundFlow& flow : flows) {
    funds.push_back(json::object{{"fund", NamedJson(flow.fund, flow.fund_title)},
                                 {"scheme", NamedJson(flow.scheme, flow.scheme_title)},
                                 {"opening", AmountJson(flow.opening)},
                                 {"income", AmountJson(flow.income)},
                                 {"spent", AmountJson(flow.spent)},
                                 {"balance", AmountJson(flow.balance)}});
  }
  return funds;
}

// The sums that an overview shows, taken from the daily rows.
struct Sums {
  Totals day, month;
  std::map<std::string, Totals> by_level;
  std::map<std::string, std::pair<std::string, Totals>> by_benefit;  // with one of its schemes
  std::map<Date, Totals> by_day;
};

Sums SumUp(const std::vector<service::DayTotal>& rows, Date date) {
  Sums sums;
  for (const service::DayTotal& row : rows) {
    sums.by_day[row.day].Add(row);
    if (row.day == date) sums.day.Add(row);
    if (row.day.year() != date.year() || row.day.month() != date.month()) continue;
    sums.month.Add(row);
    sums.by_level[row.pharmacy ? std::string(kPharmacyKey) : std::to_string(row.level)].Add(row);
    auto& [scheme, totals] = sums.by_benefit[row.benefit];
    scheme = row.scheme;
    totals.Add(row);
  }
  return sums;
}

void AddSlices(const Sums& sums, const Words& words, json::object& overview) {
  json::array levels, benefits;
  for (const auto& [key, totals] : sums.by_level) {
    levels.push_back(json::object{{"key", LevelName(key)}, {"totals", TotalsJson(totals)}});
  }
  for (const auto& [benefit, scheme_totals] : sums.by_benefit) {
    benefits.push_back(json::object{{"key", words.Benefit(scheme_totals.first, benefit)},
                                    {"totals", TotalsJson(scheme_totals.second)}});
  }
  overview["by_level"] = std::move(levels);
  overview["by_benefit"] = std::move(benefits);
}

json::array SeriesJson(const Sums& sums, Date date) {
  json::array series;
  for (int back = kSeriesDays - 1; back >= 0; --back) {
    const Date day = date.PlusDays(-back);
    const auto found = sums.by_day.find(day);
    const Totals totals = found == sums.by_day.end() ? Totals() : found->second;
    series.push_back(json::object{{"date", DateJson(day)}, {"totals", TotalsJson(totals)}});
  }
  return series;
}

Result<json::array> LatestJson(Console& console, const Call& call, const Words& words, Date date) {
  json::array latest;
  if (!MayDo(call.session.roles, Right::kSettlementRead)) return latest;
  service::SettlementQuery query;
  query.through = date;
  query.limit = kLatestItems;
  const Result<service::SettlementPage> page =
      FindSettlements(console.region(), call.scope(), query);
  if (!page.ok()) return page.error();
  for (const service::SettlementItem& item : page->items) {
    latest.push_back(SettlementItemJson(console.region(), words, item));
  }
  return latest;
}

}  // namespace

Answer GetRegion(Console& console, const Call&) {
  service::Region& region = console.region();
  const Result<service::RegionCounts> counts = CountRegion(region);
  if (!counts.ok()) return counts.error();
  json::array packs;
  for (const policy::Pack* pack : region.policies().packs()) {
    const bool of_this_area = pack->area == region.area();
    if (of_this_area && pack->in_force.Contains(region.today())) {
      packs.push_back(PackSummaryJson(*pack));
    }
  }
  return json::value{{"area", region.area()},
                     {"name", TextJson(region.pack().title)},
                     {"today", DateJson(region.today())},
                     {"packs", std::move(packs)},
                     {"persons", counts->persons},
                     {"providers", counts->providers},
                     {"employers", counts->employers},
                     {"settlements", counts->settlements},
                     {"demo", console.options().demo},
                     {"version", console.options().version}};
}

Answer GetOverview(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Result<std::optional<Date>> asked = DayQuery(call.request, "date");
  if (!asked.ok()) return asked.error();
  const Date date = asked->value_or(region.today());
  const Date month_start(date.year(), date.month(), 1);
  const Date from = std::min(month_start, date.PlusDays(1 - kSeriesDays));
  const Result<std::vector<service::DayTotal>> rows =
      DayTotals(region, from, month_start.PlusDays(31));
  if (!rows.ok()) return rows.error();
  const Result<std::vector<service::FundFlow>> flows =
      FundFlows(region, Date(date.year(), 1, 1), date);
  if (!flows.ok()) return flows.error();
  const Result<std::optional<Date>> newest = LatestSettlementDay(region);
  if (!newest.ok()) return newest.error();
  const Words words(region, date);
  const Result<json::array> latest = LatestJson(console, call, words, date);
  if (!latest.ok()) return latest.error();

  const Sums sums = SumUp(*rows, date);
  json::object overview;
  overview["date"] = DateJson(date);
  overview["latest_date"] = *newest ? DateJson(**newest) : json::value(nullptr);
  overview["funds"] = FundsJson(*flows);
  overview["day"] = TotalsJson(sums.day);
  overview["month"] = TotalsJson(sums.month);
  AddSlices(sums, words, overview);
  overview["series"] = SeriesJson(sums, date);
  overview["latest"] = *latest;
  return json::value(std::move(overview));
}

}  // namespace tongchou::console
