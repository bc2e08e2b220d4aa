#include "service/what_if_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "service/ids.h"
#include "service/table_file.h"

namespace tongchou::service {
namespace {

namespace json = boost::json;

json::object TextJson(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

json::value RatioJson(std::optional<std::int64_t> ratio) {
  constexpr std::int64_t kParts = 10'000;
  if (!ratio) return nullptr;
  return json::string(fmt::format("{}.{:04}", *ratio / kParts, *ratio % kParts));
}

json::value MonthsJson(std::optional<std::int64_t> tenths) {
  constexpr std::int64_t kTenths = 10;
  if (!tenths) return nullptr;
  return json::string(fmt::format("{}.{}", *tenths / kTenths, *tenths % kTenths));
}

// The sizes of differences in yuan: beyond `from`, up to `to`; null: no end.
json::array BinsJson(const WhatIfSide& side) {
  json::array bins;
  json::value from = "0.00";
  for (std::size_t i = 0; i < kWhatIfBins; ++i) {
    json::value to = nullptr;
    if (i < kWhatIfEdgesFen.size()) to = json::string(ToYuan(Money{kWhatIfEdgesFen[i]}));
    bins.push_back(json::object{{"from", from}, {"to", to}, {"persons", side.bins[i]}});
    from = to;
  }
  return bins;
}

json::array CasesJson(const WhatIf& result, std::int64_t area,
                      const std::vector<WhatIfCase>& cases) {
  json::array made;
  for (const WhatIfCase& item : cases) {
    made.push_back(json::object{{"case", CaseName(result, area, item.settlement)},
                                {"encounters", item.encounters},
                                {"before", ToYuan(item.before)},
                                {"after", ToYuan(item.after)},
                                {"difference", ToYuan(item.after - item.before)}});
  }
  return made;
}

json::object SideJson(const WhatIf& result, std::int64_t area, const WhatIfSide& side, bool whole) {
  json::object made{{"persons", side.persons}, {"amount", ToYuan(side.amount)}};
  if (!whole) return made;
  made["bins"] = BinsJson(side);
  made["most"] = CasesJson(result, area, side.most);
  return made;
}

json::object VariantJson(const WhatIf& result, std::int64_t area, const WhatIfVariant& variant,
                         bool whole) {
  json::object made{{"name", variant.name},
                    {"pack", variant.pack},
                    {"digest", variant.digest},
                    {"title", TextJson(variant.title)},
                    {"refused", variant.refused()}};
  json::array refusals;
  for (const WhatIfRefusal& refusal : variant.refusals) {
    const ErrorInfo& info = InfoOf(refusal.code);
    refusals.push_back(
        json::object{{"code", info.text_code},
                     {"text", TextJson({std::string(info.zh), std::string(info.en)})},
                     {"encounters", refusal.encounters},
                     {"case", CaseName(result, area, refusal.settlement)}});
  }
  made["refusals"] = std::move(refusals);
  made["gain"] = SideJson(result, area, variant.gain, whole);
  made["lose"] = SideJson(result, area, variant.lose, whole);
  made["same"] = variant.same;
  return made;
}

json::object FundJson(const WhatIf& result, const WhatIfFund& fund) {
  json::object made{{"scheme", fund.scheme}, {"fund", fund.fund}, {"name", TextJson(fund.name)}};
  made["balance"] = nullptr;
  if (fund.balance) made["balance"] = ToYuan(*fund.balance);
  json::array variants;
  for (const Money paid : fund.paid) {
    json::object variant{{"paid", ToYuan(paid)}, {"months_left", nullptr}};
    if (fund.balance) {
      variant["months_left"] = MonthsJson(MonthsLeft(*fund.balance, paid, result.days));
    }
    variants.push_back(std::move(variant));
  }
  made["variants"] = std::move(variants);
  return made;
}

json::object FiguresJson(const WhatIfFigures& figures) {
  return {{"encounters", figures.encounters},
          {"total", ToYuan(figures.total)},
          {"eligible", ToYuan(figures.eligible)},
          {"funds", ToYuan(figures.funds)},
          {"burden", ToYuan(figures.burden)},
          {"scope_ratio", RatioJson(RatioOf(figures.funds, figures.eligible))},
          {"actual_ratio", RatioJson(RatioOf(figures.funds, figures.total))}};
}

json::array TablesJson(const WhatIf& result) {
  json::array tables;
  for (const WhatIfTable& table : AllWhatIfTables()) {
    json::array rows;
    for (const WhatIfRow& row : result.rows) {
      if (row.by != table.by) continue;
      json::array variants;
      for (const WhatIfFigures& figures : row.variants) variants.push_back(FiguresJson(figures));
      rows.push_back(json::object{
          {"code", row.code}, {"name", TextJson(row.name)}, {"variants", std::move(variants)}});
    }
    tables.push_back(json::object{
        {"by", table.code}, {"title", TextJson(table.title)}, {"rows", std::move(rows)}});
  }
  return tables;
}

json::object HeadJson(const WhatIf& result, std::int64_t area, bool whole) {
  json::object made;
  made["number"] = result.number == 0 ? json::value(nullptr) : json::value(result.number);
  made["by"] = result.by;
  std::string at = ToString(result.at);
  at[at.find(' ')] = 'T';
  made["at"] = at + "+08:00";
  made["source"] = result.source == WhatIfSource::kSample ? "sample" : "history";
  made["sample"] = result.sample;
  made["seed"] = result.seed;
  made["sample_persons"] = result.sample_persons;
  made["from"] = ToString(result.from);
  made["through"] = ToString(result.through);
  made["days"] = result.days;
  made["last_settlement"] = CaseName(result, area, result.last_settlement);
  made["encounters"] = result.encounters;
  made["persons"] = result.persons;
  json::array variants;
  for (const WhatIfVariant& variant : result.variants) {
    variants.push_back(VariantJson(result, area, variant, whole));
  }
  made["variants"] = std::move(variants);
  return made;
}

}  // namespace

std::string CaseName(const WhatIf& result, std::int64_t area, std::int64_t settlement) {
  if (settlement == 0) return {};
  if (result.source == WhatIfSource::kSample) return std::to_string(settlement);
  return IdText(area, IdKind::kSettlement, settlement);
}

json::object WhatIfHeadJson(const WhatIf& result, std::int64_t area) {
  return HeadJson(result, area, /*whole=*/false);
}

json::object WhatIfJson(const WhatIf& result, std::int64_t area) {
  json::object made = HeadJson(result, area, /*whole=*/true);
  json::array funds;
  for (const WhatIfFund& fund : result.funds) funds.push_back(FundJson(result, fund));
  made["funds"] = std::move(funds);
  made["tables"] = TablesJson(result);
  return made;
}

std::string WhatIfLine(const WhatIf& result, std::int64_t area) {
  return json::serialize(WhatIfJson(result, area));
}

std::string WhatIfCsv(const WhatIf& result) {
  std::string csv = "table,code,name_zh,name_en,variant,encounters,total,eligible,funds,burden\n";
  const auto name = [&](std::size_t variant) {
    const std::string& asked = result.variants[variant].name;
    return asked.empty() ? result.variants[variant].pack : asked;
  };
  for (const WhatIfFund& fund : result.funds) {
    for (std::size_t i = 0; i < fund.paid.size(); ++i) {
      csv += fmt::format("fund,{}.{},{},{},{},,,,{},\n", fund.scheme, fund.fund,
                         CsvField(fund.name.zh), CsvField(fund.name.en), CsvField(name(i)),
                         ToYuan(fund.paid[i]));
    }
  }
  for (const WhatIfRow& row : result.rows) {
    const WhatIfTable& table = AllWhatIfTables()[static_cast<std::size_t>(row.by)];
    for (std::size_t i = 0; i < row.variants.size(); ++i) {
      const WhatIfFigures& figures = row.variants[i];
      csv += fmt::format("{},{},{},{},{},{},{},{},{},{}\n", table.code, CsvField(row.code),
                         CsvField(row.name.zh), CsvField(row.name.en), CsvField(name(i)),
                         figures.encounters, ToYuan(figures.total), ToYuan(figures.eligible),
                         ToYuan(figures.funds), ToYuan(figures.burden));
    }
  }
  return csv;
}

}  // namespace tongchou::service
