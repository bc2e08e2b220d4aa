// The levy: months, previews, runs, bills, what a person was levied and why.
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/levy_json.h"
#include "service/audit.h"
#include "service/levy_explain.h"
#include "service/levy_run.h"
#include "service/scoped_reads.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 64;

Result<service::Month> MonthOf(const Call& call) {
  return service::ParseMonth(call.request.Param("month"));
}

JobOutcome OutcomeOf(const service::Region& region, const service::LevyReport& report) {
  JobOutcome outcome;
  outcome.clean = report.problems.empty();
  outcome.result = ReportJson(region, report);
  return outcome;
}

Answer Started(const Result<Job>& job) {
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

json::object RunJson(const service::Region& region, const service::LevyRun& run) {
  json::object made;
  made["month"] = service::ToString(run.month);
  made["by"] = run.by;
  made["started_at"] = TimeJson(run.started_at);
  made["finished_at"] = run.finished_at ? TimeJson(*run.finished_at) : json::value(nullptr);
  made["runs"] = run.runs;
  made["bills"] = run.last.bills;
  made["problems"] = ProblemsJson(region, run.problems);
  made["more_problems"] = run.more_problems;
  return made;
}

}  // namespace

Answer ListLevyRuns(Console& console, const Call&) {
  const auto runs = service::FindLevyRuns(console.region());
  if (!runs.ok()) return runs.error();
  json::array items;
  for (const service::LevyRun& run : *runs) items.push_back(RunJson(console.region(), run));
  return json::value(ListJson(std::move(items), ""));
}

Answer ShowLevyMonth(Console& console, const Call& call) {
  const Result<service::Month> month = MonthOf(call);
  if (!month.ok()) return month.error();
  const auto totals = service::MonthTotals(console.region(), call.scope(), *month);
  if (!totals.ok()) return totals.error();
  return json::value(ReportJson(console.region(), *totals));
}

Answer PreviewLevy(Console& console, const Call& call) {
  const Result<service::Month> month = MonthOf(call);
  if (!month.ok()) return month.error();
  if (const Status may = ForWholeArea(call, "levy.run"); !may.ok()) return may.error();
  service::Region& region = console.region();
  return Started(console.jobs().Start(
      {"levy_preview", Right::kLevyRun},
      [&region, month = *month](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const auto report = service::PreviewLevy(region, month, progress);
        if (!report.ok()) return report.error();
        return OutcomeOf(region, *report);
      }));
}

Answer RunLevy(Console& console, const Call& call) {
  const Result<service::Month> month = MonthOf(call);
  if (!month.ok()) return month.error();
  if (const Status may = ForWholeArea(call, "levy.run"); !may.ok()) return may.error();
  service::Region& region = console.region();
  return Started(console.jobs().Start({"levy_run", Right::kLevyRun},
                                      [&region, month = *month, user = call.session.user](
                                          const Jobs::Progress& progress) -> Result<JobOutcome> {
                                        const Result<service::LevyReport> report =
                                            service::RunLevy(region, user, month, progress);
                                        if (!report.ok()) return report.error();
                                        return OutcomeOf(region, *report);
                                      }));
}

Answer ListLevyBills(Console& console, const Call& call) {
  const Result<service::Month> month = MonthOf(call);
  if (!month.ok()) return month.error();
  const Result<std::string> employer = TextQuery(call.request, "employer", kLongestCursor);
  if (!employer.ok()) return employer.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page = FindBills(console.region(), call.scope(),
                              {*month, *employer, service::RunOf::kMonth}, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::BillRow& row : page->bills) items.push_back(BillJson(console.region(), row));
  return json::value(ListJson(std::move(items), page->next));
}

Answer ShowLevyBill(Console& console, const Call& call) {
  const auto row =
      GetBill(console.region(), call.scope(), std::string(call.request.Param("number")));
  if (!row.ok()) return row.error();
  return json::value(BillJson(console.region(), *row));
}

Answer ListLevyLines(Console& console, const Call& call) {
  const std::string number(call.request.Param("number"));
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const auto offset = cursor->empty() ? 0 : WholeNumber(*cursor);
  if (!offset) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto row = GetBill(console.region(), call.scope(), number);
  if (!row.ok()) return row.error();
  const auto lines =
      FindBillLines(console.region(), call.scope(), number, static_cast<std::size_t>(*offset),
                    static_cast<std::size_t>(*limit));
  if (!lines.ok()) return lines.error();
  const Status audited = RecordAudit(console.region(), call.session.user, "levy.lines", number);
  if (!audited.ok()) return audited.error();
  json::array items;
  for (const service::BillLine& line : *lines) {
    json::object item = LineJson(console.region(), row->bill.scheme, line.line);
    item["psn_no"] = line.psn_no;
    item["name"] = line.name;
    items.push_back(std::move(item));
  }
  const bool more = items.size() == static_cast<std::size_t>(*limit);
  return json::value(ListJson(std::move(items), more ? std::to_string(*offset + *limit) : ""));
}

Answer ExplainLevyLine(Console& console, const Call& call) {
  const auto explained =
      ExplainLevy(console.region(), call.scope(), std::string(call.request.Param("number")),
                  std::string(call.request.Param("psn_no")));
  if (!explained.ok()) return explained.error();
  return json::value(ExplainedJson(console.region(), *explained));
}

Answer ReverseLevyBill(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> reason = body->Text("reason", kLongestText);
  if (!reason.ok()) return reason.error();
  const auto made = ReverseBill(console.region(), DeskOf(call),
                                std::string(call.request.Param("number")), *reason);
  if (!made.ok()) return made.error();
  return json::value(BillJson(console.region(), {*made, false}));
}

Answer ListPersonLevy(Console& console, const Call& call) {
  const Result<service::Person> person =
      service::GetPerson(console.region(), call.scope(), std::string(call.request.Param("psn_no")));
  if (!person.ok()) return person.error();
  const auto levied = service::LevyOfPerson(console.region(), *person);
  if (!levied.ok()) return levied.error();
  json::array items;
  for (const service::PersonLevy& row : *levied) {
    json::object item = LineJson(console.region(), row.row.bill.scheme, row.line);
    item["bill"] = BillJson(console.region(), row.row);
    items.push_back(std::move(item));
  }
  return json::value(ListJson(std::move(items), ""));
}

}  // namespace tongchou::console
