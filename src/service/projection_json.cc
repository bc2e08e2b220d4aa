#include "service/projection_json.h"

#include <fmt/format.h>

#include "service/ids.h"
#include "service/table_file.h"

namespace tongchou::service {
namespace {

namespace json = boost::json;

json::object TextJson(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

json::string YuanJson(std::int64_t fen) { return json::string(ToYuan(Money{fen})); }

json::value MonthJson(const Projection& result, const std::optional<std::size_t>& month) {
  if (!month) return nullptr;
  return json::string(MonthName(result.start, *month));
}

json::object FundJson(const Projection& result, const ProjectedFund& fund) {
  json::object made{{"scheme", fund.scheme},
                    {"fund", fund.fund},
                    {"name", TextJson(fund.name)},
                    {"opening", YuanJson(fund.opening)},
                    {"below_zero", MonthJson(result, fund.band.below_zero)},
                    {"below_zero_low", MonthJson(result, fund.band.below_zero_low)}};
  json::array months;
  for (std::size_t i = 0; i < fund.income.size(); ++i) {
    const auto payable = PayableTenths(fund.band.balance[i], fund.spending, i);
    months.push_back(json::object{
        {"month", MonthName(result.start, i)},
        {"income", YuanJson(fund.income[i])},
        {"spending", YuanJson(fund.spending[i])},
        {"balance", YuanJson(fund.band.balance[i])},
        {"low", YuanJson(fund.band.low[i])},
        {"middle", YuanJson(fund.band.middle[i])},
        {"high", YuanJson(fund.band.high[i])},
        {"payable_months", payable ? json::value(MonthsText(payable)) : json::value(nullptr)}});
  }
  made["months"] = std::move(months);
  return made;
}

json::array AgesJson(const ProjectedVariant& variant) {
  json::array made;
  for (const ProjectedAges& ages : variant.ages) {
    json::array spending;
    for (const std::int64_t fen : ages.spending) spending.push_back(YuanJson(fen));
    made.push_back(json::object{{"from", ages.from},
                                {"through", ages.from + static_cast<int>(kGroupYears) - 1},
                                {"spending", std::move(spending)}});
  }
  return made;
}

json::object VariantJson(const Projection& result, const ProjectedVariant& variant,
                         std::int64_t area, bool whole) {
  json::object made{{"name", variant.name},
                    {"pack", variant.pack},
                    {"digest", variant.digest},
                    {"title", TextJson(variant.title)},
                    {"refused", variant.refused()}};
  json::array refusals;
  for (const ProjectionRefusal& refusal : variant.refusals) {
    const ErrorInfo& info = InfoOf(refusal.code);
    refusals.push_back(
        json::object{{"code", info.text_code},
                     {"text", TextJson({std::string(info.zh), std::string(info.en)})},
                     {"encounters", refusal.encounters},
                     {"case", IdText(area, IdKind::kSettlement, refusal.settlement)}});
  }
  made["refusals"] = std::move(refusals);
  if (!whole) return made;
  json::array funds;
  for (const ProjectedFund& fund : variant.funds) funds.push_back(FundJson(result, fund));
  made["funds"] = std::move(funds);
  made["ages"] = AgesJson(variant);
  return made;
}

json::object MembersJson(const ProjectedMembers& members) {
  json::array years;
  for (const ProjectedMembers::Year& year : members.years) {
    years.push_back(json::object{{"all", year.all},
                                 {"young", year.young},
                                 {"working", year.working},
                                 {"old", year.old},
                                 {"payers", year.payers}});
  }
  return {{"scheme", members.scheme},
          {"name", TextJson(members.name)},
          {"by_wages", members.by_wages},
          {"years", std::move(years)}};
}

json::object HeadJson(const Projection& result, std::int64_t area, bool whole) {
  json::object made;
  made["number"] = result.number == 0 ? json::value(nullptr) : json::value(result.number);
  made["by"] = result.by;
  std::string at = ToString(result.at);
  at[at.find(' ')] = 'T';
  made["at"] = at + "+08:00";
  made["known"] = ToString(result.known);
  made["base"] = result.base == ProjectionBase::kRate ? "rate" : "months";
  made["from"] = ToString(result.from);
  made["through"] = ToString(result.through);
  made["first_month"] = MonthName(result.start, 0);
  made["last_month"] = MonthName(result.start, kProjectedMonths - 1);
  made["last_settlement"] = IdText(area, IdKind::kSettlement, result.last_settlement);
  made["encounters"] = result.encounters;
  made["every"] = result.every;
  made["income_months"] = result.income_months;
  made["seed"] = result.seed;
  made["paths"] = result.paths;
  json::array variants;
  for (const ProjectedVariant& variant : result.variants) {
    variants.push_back(VariantJson(result, variant, area, whole));
  }
  made["variants"] = std::move(variants);
  return made;
}

}  // namespace

std::vector<Text> NotesOf(const Projection& result) {
  std::vector<Text> notes;
  if (result.base == ProjectionBase::kRate) {
    notes.push_back(
        {fmt::format("历史不足十二个整月：以 {} 至 {} 的日均支出代表每个月，不分季节；"
                     "年度累计只反映这段时间。",
                     ToString(result.from), ToString(result.through)),
         fmt::format("There are not twelve full months of history: the daily mean of {} to {} "
                     "stands for every month, without seasons; running totals of a year reach no "
                     "further than these days.",
                     ToString(result.from), ToString(result.through))});
  }
  if (result.every > 1) {
    notes.push_back(
        {fmt::format("就诊太多：每 {} 人取 1 人计算，再乘以 {}。", result.every, result.every),
         fmt::format("There are many encounters: one person of {} was computed, times {}.",
                     result.every, result.every)});
  }
  if (result.income_months == 0) {
    notes.push_back({"近十二个月没有入账的收入：收入按 0 预测。",
                     "No income was booked in the last twelve months: it is projected as 0."});
  }
  notes.push_back({"收入取已到账的金额，不取应征；个人账户不在预测之内。",
                   "Income is what was received, not what was levied; personal accounts are not "
                   "projected."});
  return notes;
}

std::string MonthsText(std::optional<std::int64_t> tenths) {
  constexpr std::int64_t kTenths = 10;
  return tenths ? fmt::format("{}.{}", *tenths / kTenths, *tenths % kTenths) : std::string();
}

json::array AssumptionsJson(const Assumptions& assumptions) {
  json::array made;
  for (std::size_t i = 0; i < kAssumptions; ++i) {
    const AssumptionInfo& info = AllAssumptions()[i];
    made.push_back(json::object{{"code", info.code},
                                {"value", assumptions[i]},
                                {"usual", info.usual},
                                {"least", info.least},
                                {"most", info.most},
                                {"unit", TextJson(info.unit)},
                                {"name", TextJson(info.name)},
                                {"source", TextJson(SourceOf(info, assumptions[i]))}});
  }
  return made;
}

json::object ProjectionHeadJson(const Projection& result, std::int64_t area) {
  return HeadJson(result, area, /*whole=*/false);
}

json::object ProjectionJson(const Projection& result, std::int64_t area) {
  json::object made = HeadJson(result, area, /*whole=*/true);
  made["assumptions"] = AssumptionsJson(result.assumptions);
  json::array notes, members;
  for (const Text& note : NotesOf(result)) notes.push_back(TextJson(note));
  for (const ProjectedMembers& scheme : result.members) members.push_back(MembersJson(scheme));
  made["notes"] = std::move(notes);
  made["members"] = std::move(members);
  return made;
}

std::string ProjectionCsv(const Projection& result) {
  std::string csv =
      "variant,scheme,fund,name_zh,name_en,month,income,spending,balance,low,middle,high,"
      "payable_months\n";
  for (const ProjectedVariant& variant : result.variants) {
    const std::string& name = variant.name.empty() ? variant.pack : variant.name;
    for (const ProjectedFund& fund : variant.funds) {
      for (std::size_t i = 0; i < fund.income.size(); ++i) {
        csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{}\n", CsvField(name), fund.scheme,
                           fund.fund, CsvField(fund.name.zh), CsvField(fund.name.en),
                           MonthName(result.start, i), ToYuan(Money{fund.income[i]}),
                           ToYuan(Money{fund.spending[i]}), ToYuan(Money{fund.band.balance[i]}),
                           ToYuan(Money{fund.band.low[i]}), ToYuan(Money{fund.band.middle[i]}),
                           ToYuan(Money{fund.band.high[i]}),
                           MonthsText(PayableTenths(fund.band.balance[i], fund.spending, i)));
      }
    }
  }
  return csv;
}

}  // namespace tongchou::service
