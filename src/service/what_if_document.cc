#include "service/what_if_document.h"

#include <fmt/format.h>

#include <utility>

#include "service/what_if_json.h"

namespace tongchou::service {
namespace {

// Makes the sheet of one variant.
class Sheet {
 public:
  Sheet(const WhatIf& result, std::size_t variant, std::int64_t area, PrintedIn language)
      : result_(result), variant_(variant), area_(area), language_(language) {}

  DocumentSheet Make() {
    const WhatIfVariant& base = result_.variants.front();
    const WhatIfVariant& variant = result_.variants[variant_];
    sheet_.title = Say({"政策测算报告", "What a change of policy would have cost"});
    if (result_.number != 0) sheet_.number = WhatIfCode(result_.pack, result_.number);
    sheet_.facts = {
        {Say({"期间", "Period"}), ToString(result_.from) + " – " + ToString(result_.through)},
        {Say({"依据", "Computed from"}), Source()},
        {Say({"基准政策", "Compared with"}), Named(base)},
        {Say({"测算政策", "Computed under"}), Named(variant)},
        {Say({"费用笔数", "Encounters"}), std::to_string(result_.encounters)},
        {Say({"人数", "Persons"}), std::to_string(result_.persons)},
        {Say({"测算人、时间", "By, at"}), result_.by + "  " + ToString(result_.at)}};
    AddRefusals(variant);
    AddFunds();
    AddPersons(variant);
    for (const WhatIfTable& table : AllWhatIfTables()) AddTable(table);
    return std::move(sheet_);
  }

 private:
  std::string Say(const Text& text) const { return text.*language_; }

  std::string Named(const WhatIfVariant& variant) const {
    const std::string digest =
        variant.digest.empty() ? std::string() : "  " + variant.digest.substr(0, 12);
    return Say(variant.title) + digest;
  }

  std::string Source() const {
    if (result_.source == WhatIfSource::kSample) {
      return Say({fmt::format("生成的样例（{} 人，种子 {}），不是实际费用", result_.sample_persons,
                              result_.seed),
                  fmt::format("made cases ({} persons, seed {}), not actual costs",
                              result_.sample_persons, result_.seed)});
    }
    return Say(
        {fmt::format("本区历史结算，至 {}", CaseName(result_, area_, result_.last_settlement)),
         fmt::format("the area's settlements, through {}",
                     CaseName(result_, area_, result_.last_settlement))});
  }

  std::string Percent(Money part, Money whole) const {
    constexpr std::int64_t kHundred = 100;
    const auto ratio = RatioOf(part, whole);
    return ratio ? fmt::format("{}.{:02}%", *ratio / kHundred, *ratio % kHundred) : "—";
  }

  void AddRefusals(const WhatIfVariant& variant) {
    for (const WhatIfRefusal& refusal : variant.refusals) {
      const ErrorInfo& info = InfoOf(refusal.code);
      sheet_.paragraphs.push_back(
          Say({fmt::format("未能计算 {} 笔：{}", refusal.encounters, info.zh),
               fmt::format("not computed: {} encounters: {}", refusal.encounters, info.en)}));
    }
  }

  std::string Months(const WhatIfFund& fund, Money paid) const {
    constexpr std::int64_t kTenths = 10;
    const auto left = fund.balance ? MonthsLeft(*fund.balance, paid, result_.days) : std::nullopt;
    return left ? fmt::format("{}.{}", *left / kTenths, *left % kTenths) : "—";
  }

  void AddFunds() {
    DocumentTable table;
    table.title = Say({"各项基金", "Funds"});
    table.columns = {{Say({"基金", "Fund"}), 4, false},
                     {Say({"调整前支付", "Paid before"}), 2, true},
                     {Say({"调整后支付", "Paid after"}), 2, true},
                     {Say({"差额", "Difference"}), 2, true},
                     {Say({"结余", "Balance"}), 2, true},
                     {Say({"可支付月数（前/后）", "Months left (before/after)"}), 2, true}};
    for (const WhatIfFund& fund : result_.funds) {
      const Money before = fund.paid.front();
      const Money after = fund.paid[variant_];
      table.rows.push_back({Say(fund.name), ToYuan(before), ToYuan(after), ToYuan(after - before),
                            fund.balance ? ToYuan(*fund.balance) : "—",
                            Months(fund, before) + " / " + Months(fund, after)});
    }
    if (!table.rows.empty()) sheet_.tables.push_back(std::move(table));
  }

  void AddSide(const Text& name, const WhatIfSide& side, const char* sign, DocumentTable& table) {
    table.rows.push_back({Say(name), "", std::to_string(side.persons), sign + ToYuan(side.amount)});
    Money from;
    for (std::size_t i = 0; i < kWhatIfBins; ++i) {
      const bool open = i == kWhatIfEdgesFen.size();
      const std::string edge =
          open ? "> " + ToYuan(from) : ToYuan(from) + " – " + ToYuan({kWhatIfEdgesFen[i]});
      if (side.bins[i] > 0) table.rows.push_back({"", edge, std::to_string(side.bins[i]), ""});
      if (!open) from = {kWhatIfEdgesFen[i]};
    }
  }

  void AddPersons(const WhatIfVariant& variant) {
    DocumentTable table;
    table.title = Say({"受益与受损", "Who gains and who loses"});
    table.columns = {{Say({"基金支付", "The funds pay"}), 2, false},
                     {Say({"每人差额（元）", "Difference per person (yuan)"}), 3, false},
                     {Say({"人数", "Persons"}), 1, true},
                     {Say({"合计", "Sum"}), 2, true}};
    AddSide({"增加", "more"}, variant.gain, "", table);
    AddSide({"减少", "less"}, variant.lose, "-", table);
    table.rows.push_back({Say({"不变", "the same"}), "", std::to_string(variant.same), ""});
    sheet_.tables.push_back(std::move(table));
    AddCases({"减少最多的个案", "Who loses most"}, variant.lose);
    AddCases({"增加最多的个案", "Who gains most"}, variant.gain);
  }

  void AddCases(const Text& title, const WhatIfSide& side) {
    DocumentTable table;
    table.title = Say(title);
    table.columns = {{Say({"变化最大的一次结算", "Settlement that changes most"}), 3, false},
                     {Say({"笔数", "Encounters"}), 1, true},
                     {Say({"调整前", "Before"}), 2, true},
                     {Say({"调整后", "After"}), 2, true},
                     {Say({"差额", "Difference"}), 2, true}};
    for (const WhatIfCase& item : side.most) {
      table.rows.push_back({CaseName(result_, area_, item.settlement),
                            std::to_string(item.encounters), ToYuan(item.before),
                            ToYuan(item.after), ToYuan(item.after - item.before)});
    }
    if (!table.rows.empty()) sheet_.tables.push_back(std::move(table));
  }

  void AddTable(const WhatIfTable& kind) {
    DocumentTable table;
    table.title = Say({"按" + kind.title.zh, "By " + kind.title.en});
    if (kind.by == WhatIfBy::kAll) table.title = Say({"总计", "All"});
    table.columns = {{Say(kind.title), 4, false},
                     {Say({"笔数", "Encounters"}), 1, true},
                     {Say({"总费用", "Total"}), 2, true},
                     {Say({"基金（前）", "Funds before"}), 2, true},
                     {Say({"基金（后）", "Funds after"}), 2, true},
                     {Say({"差额", "Difference"}), 2, true},
                     {Say({"范围内比例（前/后）", "Of the scope (before/after)"}), 2, true},
                     {Say({"实际比例（前/后）", "Of all costs (before/after)"}), 2, true}};
    for (const WhatIfRow& row : result_.rows) {
      if (row.by != kind.by) continue;
      const WhatIfFigures& before = row.variants.front();
      const WhatIfFigures& after = row.variants[variant_];
      table.rows.push_back(
          {Say(row.name), std::to_string(after.encounters), ToYuan(after.total),
           ToYuan(before.funds), ToYuan(after.funds), ToYuan(after.funds - before.funds),
           Percent(before.funds, before.eligible) + " / " + Percent(after.funds, after.eligible),
           Percent(before.funds, before.total) + " / " + Percent(after.funds, after.total)});
    }
    if (!table.rows.empty()) sheet_.tables.push_back(std::move(table));
  }

  const WhatIf& result_;
  const std::size_t variant_;
  const std::int64_t area_;
  const PrintedIn language_;
  DocumentSheet sheet_;
};

}  // namespace

Document DocumentOf(const WhatIf& result, std::int64_t area, const std::string& issuer,
                    PrintedIn language) {
  Document document{WhatIfCode(result.pack, result.number), issuer, result.at, {}};
  for (std::size_t i = 1; i < result.variants.size(); ++i) {
    document.sheets.push_back(Sheet(result, i, area, language).Make());
  }
  return document;
}

}  // namespace tongchou::service
