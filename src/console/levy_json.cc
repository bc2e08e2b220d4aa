#include "console/levy_json.h"

#include <utility>

#include "console/words.h"
#include "service/claim_terms.h"
#include "service/dues_book.h"
#include "service/fixed_explain.h"
#include "service/fixed_words.h"
#include "service/ids.h"
#include "service/import_row.h"

namespace tongchou::console {
namespace {

constexpr std::string_view kKinds[] = {"regular", "supplementary", "reversal"};
const Text& KindText(service::BillKind kind) {
  static const Text kTexts[] = {
      {"正常征缴", "regular"}, {"补缴（退缴）", "supplementary"}, {"冲销", "reversal"}};
  return kTexts[static_cast<std::size_t>(kind)];
}

json::array PartsJson(const std::vector<service::LevyPart>& parts) {
  json::array rows;
  for (const service::LevyPart& part : parts) {
    rows.push_back(json::object{
        {"name", part.name}, {"persons", part.persons}, {"figures", FiguresJson(part.figures)}});
  }
  return rows;
}

}  // namespace

json::object FiguresJson(const service::LevyFigures& figures) {
  json::object made;
  for (const service::LevyFigure& figure : service::AllLevyFigures()) {
    made[figure.id] = AmountJson(figures.*figure.amount);
  }
  made["total"] = AmountJson(service::TotalOf(figures));
  return made;
}

json::object BillJson(const service::Region& region, const service::BillRow& row) {
  const service::LevyBill& bill = row.bill;
  const auto index = static_cast<std::size_t>(bill.kind);
  json::object made;
  made["number"] = service::NumberOf(bill);
  made["month"] = service::ToString(bill.month);
  made["employer"] = bill.employer;
  made["employer_name"] = NameOfPayer(region, bill.employer);
  const Text book = service::TitleOfDues(bill.employer);
  const bool claim = bill.kind == service::BillKind::kRegular && !book.zh.empty();
  made["kind"] = NamedJson(kKinds[index], claim ? book : KindText(bill.kind));
  made["standing"] = row.standing;
  made["run"] = service::ToString(bill.run);
  made["at"] = TimeJson(bill.at);
  made["by"] = bill.by;
  made["reason"] = StringOrNull(bill.reason);
  made["due"] = DateJson(bill.due);
  made["persons"] = bill.persons;
  made["figures"] = FiguresJson(bill.sums);
  made["entry"] = std::to_string(bill.entry);
  made["organisation"] = bill.organisation;
  return made;
}

json::object LineJson(const service::Region& region, const std::string& scheme,
                      const service::LevyLine& line) {
  const Words words(region, region.today());
  json::object made;
  const policy::Pack& pack = region.pack();
  const std::string& category = line.input.category;
  const service::ClaimWayRow* way = service::FindClaimWay(category);
  if (way != nullptr) {
    made["category"] = NamedJson(way->code, way->title);
  } else if (scheme == service::FixedScheme(pack)) {
    made["category"] = NamedJson(category, service::FixedGroupTitle(pack, category));
  } else {
    made["category"] = words.Category(scheme, category);
  }
  const bool on_wage = line.input.wage_year != 0 && way == nullptr;
  made["wage"] = on_wage ? AmountJson(line.input.wage) : json::value(nullptr);
  made["wage_year"] = on_wage ? json::value(line.input.wage_year) : json::value(nullptr);
  made["age"] = line.input.age;
  made["due"] = line.input.due;
  made["figures"] = FiguresJson(line.figures);
  return made;
}

json::array ProblemsJson(const service::Region& region,
                         const std::vector<service::LevyProblem>& problems) {
  json::array rows;
  for (const service::LevyProblem& problem : problems) {
    const ErrorInfo& info = InfoOf(problem.code);
    rows.push_back(json::object{
        {"employer", problem.employer},
        {"psn_no", service::IdText(region.area_number(), service::IdKind::kPerson, problem.person)},
        {"code", info.text_code},
        {"text", TextJson({std::string(info.zh), std::string(info.en)})}});
  }
  return rows;
}

json::object ReportJson(const service::Region& region, const service::LevyReport& report) {
  const Words words(region, region.today());
  const std::string scheme = service::LevyScheme(region.pack());
  json::array categories = PartsJson(report.categories);
  for (json::value& row : categories) {
    json::object& part = row.get_object();
    part["category"] = words.Category(scheme, part["name"].get_string());
  }
  json::object made;
  made["month"] = service::ToString(report.month);
  made["employers"] = report.sum.employers;
  made["bills"] = report.sum.bills;
  made["supplementary"] = report.sum.supplementary;
  made["persons"] = report.sum.persons;
  made["figures"] = FiguresJson(report.sum.figures);
  made["organisations"] = PartsJson(report.organisations);
  made["categories"] = std::move(categories);
  made["problems"] = ProblemsJson(region, report.problems);
  made["more_problems"] = report.more_problems;
  return made;
}

json::object FixedReportJson(const service::Region& region, const service::LevyReport& report) {
  json::object made;
  made["year"] = report.month.first.year();
  made["payers"] = report.sum.employers;
  made["bills"] = report.sum.bills;
  made["supplementary"] = report.sum.supplementary;
  made["figures"] = FiguresJson(report.sum.figures);
  json::array kinds = PartsJson(report.unit_kinds), groups = PartsJson(report.categories);
  for (json::value& row : kinds) {
    json::object& part = row.get_object();
    const std::string id(part["name"].get_string());
    part["payer_kind"] = NamedJson(id, service::PayerKindWord(id).title);
  }
  for (json::value& row : groups) {
    json::object& part = row.get_object();
    const std::string id(part["name"].get_string());
    part["group"] = NamedJson(id, service::FixedGroupTitle(region.pack(), id));
  }
  made["payer_kinds"] = std::move(kinds);
  made["groups"] = std::move(groups);
  made["organisations"] = PartsJson(report.organisations);
  made["problems"] = ProblemsJson(region, report.problems);
  made["more_problems"] = report.more_problems;
  return made;
}

json::object ExplainedJson(const service::Region& region, const service::ExplainedLevy& explained) {
  json::array steps;
  for (const service::LevyStep& step : explained.steps) {
    json::object row;
    row["figure"] = step.figure;
    row["title"] = TextJson(step.title);
    row["arithmetic"] = TextJson(step.arithmetic);
    row["amount"] = AmountJson(step.amount);
    row["citation"] = nullptr;
    if (step.citation) {
      row["citation"] = json::object{{"document", TextJson(step.citation->title)},
                                     {"article", step.citation->article},
                                     {"since", DateJson(*step.since)},
                                     {"assumed", step.citation->assumed}};
    }
    steps.push_back(std::move(row));
  }
  json::object made;
  made["bill"] = BillJson(region, explained.row);
  made["line"] = LineJson(region, explained.row.bill.scheme, explained.line);
  made["steps"] = std::move(steps);
  made["owed"] = FiguresJson(explained.owed);
  made["before"] = FiguresJson(explained.before);
  return made;
}

}  // namespace tongchou::console
