#include "service/projection_document.h"

#include <fmt/format.h>

#include <utility>

#include "service/kept_result.h"
#include "service/projection_json.h"

namespace tongchou::service {
namespace {

// Makes the sheet of one variant.
class Sheet {
 public:
  Sheet(const Projection& result, const ProjectedVariant& variant, PrintedIn language)
      : result_(result), variant_(variant), language_(language) {}

  DocumentSheet Make() {
    sheet_.title = Say({"基金收支预测报告", "Projection of the funds"});
    if (result_.number != 0) sheet_.number = KeptCode(result_.pack, result_.number);
    sheet_.facts = {
        {Say({"政策", "Rules"}), Say(variant_.title) + "  " + variant_.digest.substr(0, 12)},
        {Say({"预测期间", "Months"}),
         MonthName(result_.start, 0) + " – " + MonthName(result_.start, kProjectedMonths - 1)},
        {Say({"历史", "History"}), ToString(result_.from) + " – " + ToString(result_.through)},
        {Say({"历史就诊", "Encounters"}), std::to_string(result_.encounters)},
        {Say({"种子、路径数", "Seed, paths"}), fmt::format("{}, {}", result_.seed, result_.paths)},
        {Say({"预测人、时间", "By, at"}), result_.by + "  " + ToString(result_.at)}};
    for (const Text& note : NotesOf(result_)) sheet_.paragraphs.push_back(Say(note));
    for (const ProjectionRefusal& refusal : variant_.refusals) {
      const ErrorInfo& info = InfoOf(refusal.code);
      sheet_.paragraphs.push_back(
          Say({fmt::format("未能计算 {} 笔：{}", refusal.encounters, info.zh),
               fmt::format("not computed: {} encounters: {}", refusal.encounters, info.en)}));
    }
    AddFunds();
    AddYears();
    AddMembers();
    AddAges();
    AddAssumptions();
    return std::move(sheet_);
  }

 private:
  std::string Say(const Text& text) const { return text.*language_; }

  static std::string Yuan(std::int64_t fen) { return ToYuan(Money{fen}); }

  std::string Month(const std::optional<std::size_t>& month) const {
    return month ? MonthName(result_.start, *month) : Say({"期内不会", "not in these months"});
  }

  void Add(DocumentTable table) {
    if (!table.rows.empty()) sheet_.tables.push_back(std::move(table));
  }

  void AddFunds() {
    DocumentTable table;
    table.title = Say({"期末结余", "Balance at the end"});
    table.columns = {
        {Say({"基金", "Fund"}), 4, false},
        {Say({"期初结余", "Opening"}), 2, true},
        {Say({"期末结余", "At the end"}), 2, true},
        {Say({"十分之一路径低于", "1 path in 10 is below"}), 2, true},
        {Say({"十分之一路径高于", "1 path in 10 is above"}), 2, true},
        {Say({"可支付月数", "Payable months"}), 1, true},
        {Say({"首次透支（中值/十分之一）", "Below zero (central / 1 in 10)"}), 3, false}};
    constexpr std::size_t kLast = kProjectedMonths - 1;
    for (const ProjectedFund& fund : variant_.funds) {
      const Band& band = fund.band;
      table.rows.push_back({Say(fund.name), Yuan(fund.opening), Yuan(band.balance[kLast]),
                            Yuan(band.low[kLast]), Yuan(band.high[kLast]),
                            MonthsText(PayableTenths(band.balance[kLast], fund.spending, kLast)),
                            Month(band.below_zero) + " / " + Month(band.below_zero_low)});
    }
    Add(std::move(table));
  }

  void AddYears() {
    for (const ProjectedFund& fund : variant_.funds) {
      DocumentTable table;
      table.title = Say(fund.name);
      table.columns = {{Say({"至", "Through"}), 2, false},
                       {Say({"收入", "Income"}), 2, true},
                       {Say({"支出", "Spending"}), 2, true},
                       {Say({"结余", "Balance"}), 2, true},
                       {Say({"低（10%）", "Low (10%)"}), 2, true},
                       {Say({"高（90%）", "High (90%)"}), 2, true},
                       {Say({"可支付月数", "Payable months"}), 1, true}};
      for (std::size_t year = 0; year < kProjectedYears; ++year) {
        const std::size_t last = (year + 1) * kMonthsOfYear - 1;
        std::int64_t income = 0, spending = 0;
        for (std::size_t i = year * kMonthsOfYear; i <= last; ++i) {
          income += fund.income[i];
          spending += fund.spending[i];
        }
        const Band& band = fund.band;
        table.rows.push_back({MonthName(result_.start, last), Yuan(income), Yuan(spending),
                              Yuan(band.balance[last]), Yuan(band.low[last]), Yuan(band.high[last]),
                              MonthsText(PayableTenths(band.balance[last], fund.spending, last))});
      }
      Add(std::move(table));
    }
  }

  void AddMembers() {
    for (const ProjectedMembers& members : result_.members) {
      DocumentTable table;
      table.title = Say({"参保人数：" + members.name.zh, "Members: " + members.name.en});
      table.columns = {{Say({"年后", "After years"}), 1, false},
                       {Say({"合计", "All"}), 1, true},
                       {Say({"18 岁以下", "Below 18"}), 1, true},
                       {"18–59", 1, true},
                       {"60+", 1, true},
                       {Say({"缴费人数", "Who pay"}), 1, true}};
      for (std::size_t year = 0; year < members.years.size(); ++year) {
        const ProjectedMembers::Year& row = members.years[year];
        table.rows.push_back({std::to_string(year), std::to_string(row.all),
                              std::to_string(row.young), std::to_string(row.working),
                              std::to_string(row.old), std::to_string(row.payers)});
      }
      Add(std::move(table));
    }
  }

  void AddAges() {
    DocumentTable table;
    table.title = Say({"按年龄的支出", "Spending by age"});
    table.columns = {{Say({"年龄", "Age"}), 1, false}};
    for (std::size_t year = 1; year <= kProjectedYears; ++year) {
      table.columns.push_back(
          {Say({fmt::format("第 {} 年", year), fmt::format("year {}", year)}), 2, true});
    }
    for (const ProjectedAges& ages : variant_.ages) {
      std::vector<std::string> row = {
          fmt::format("{}–{}", ages.from, ages.from + static_cast<int>(kGroupYears) - 1)};
      for (const std::int64_t fen : ages.spending) row.push_back(Yuan(fen));
      table.rows.push_back(std::move(row));
    }
    Add(std::move(table));
  }

  void AddAssumptions() {
    DocumentTable table;
    table.title = Say({"假设", "Assumptions"});
    table.columns = {{Say({"假设", "Assumption"}), 4, false},
                     {Say({"取值", "Value"}), 1, true},
                     {Say({"默认", "Usual"}), 1, true},
                     {Say({"单位", "Unit"}), 2, false},
                     {Say({"来源", "Source"}), 4, false}};
    for (std::size_t i = 0; i < kAssumptions; ++i) {
      const AssumptionInfo& info = AllAssumptions()[i];
      const std::int64_t value = result_.assumptions[i];
      table.rows.push_back({Say(info.name), std::to_string(value), std::to_string(info.usual),
                            Say(info.unit), Say(SourceOf(info, value))});
    }
    Add(std::move(table));
  }

  const Projection& result_;
  const ProjectedVariant& variant_;
  const PrintedIn language_;
  DocumentSheet sheet_;
};

}  // namespace

Document DocumentOf(const Projection& result, const std::string& issuer, PrintedIn language) {
  Document document{KeptCode(result.pack, result.number), issuer, result.at, {}};
  for (const ProjectedVariant& variant : result.variants) {
    document.sheets.push_back(Sheet(result, variant, language).Make());
  }
  return document;
}

}  // namespace tongchou::service
