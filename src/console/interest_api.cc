// Interest of the accounts: runs of a year, and what one account earns; statements of an account.
#include <string>
#include <utility>

#include "console/account_json.h"
#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/audit.h"
#include "service/ids.h"
#include "service/interest_run.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kMostProblems = 1000;

JobOutcome OutcomeOf(const service::Region& region, const service::InterestReport& report) {
  json::array problems;
  for (const service::InterestProblem& problem : report.problems) {
    if (problems.size() == kMostProblems) break;
    problems.push_back(json::object{
        {"psn_no", service::IdText(region.area_number(), service::IdKind::kPerson, problem.person)},
        {"figures", InterestJson(problem.figures)}});
  }
  JobOutcome outcome;
  outcome.clean = report.problems.empty();
  outcome.result = json::object{{"year", report.year},
                                {"persons", report.persons},
                                {"figures", InterestJson(report.figures)},
                                {"problems", std::move(problems)},
                                {"all_problems", report.problems.size()}};
  return outcome;
}

using Run = std::function<Result<service::InterestReport>(const Jobs::Progress&)>;

Answer Start(Console& console, const Call& call, std::string_view name, Run run) {
  if (const Status may = ForWholeArea(call, "interest.run"); !may.ok()) return may.error();
  service::Region& region = console.region();
  const Result<Job> job = console.jobs().Start(
      {name, Right::kInterestRun},
      [&region, run = std::move(run)](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const Result<service::InterestReport> report = run(progress);
        if (!report.ok()) return report.error();
        return OutcomeOf(region, *report);
      });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

}  // namespace

Answer ListInterestRuns(Console& console, const Call&) {
  const auto runs = service::FindInterestRuns(console.region());
  if (!runs.ok()) return runs.error();
  json::array items;
  for (const service::InterestRun& run : *runs) {
    items.push_back(json::object{
        {"year", run.year},
        {"by", run.by},
        {"started_at", TimeJson(run.started_at)},
        {"finished_at", run.finished_at ? TimeJson(*run.finished_at) : json::value(nullptr)},
        {"runs", run.runs},
        {"reversal", run.reversal},
        {"persons", run.persons},
        {"figures", InterestJson(run.figures)}});
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer PreviewInterest(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  return Start(console, call, "interest_preview",
               [&region = console.region(), year = *year](const Jobs::Progress& progress) {
                 return service::PreviewInterest(region, year, progress);
               });
}

Answer RunInterest(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  return Start(console, call, "interest_run",
               [&region = console.region(), year = *year,
                user = call.session.user](const Jobs::Progress& progress) {
                 return service::PostInterest(region, user, year, progress);
               });
}

Answer ReverseInterest(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> reason = body->Text("reason", kLongestText);
  if (!reason.ok()) return reason.error();
  if (reason->empty()) return Error{ErrorCode::kMissingField, {}, "reason"};
  return Start(console, call, "interest_reversal",
               [&region = console.region(), year = *year, user = call.session.user,
                reason = *reason](const Jobs::Progress& progress) {
                 return service::ReverseInterest(region, user, year, reason, progress);
               });
}

Answer ExplainInterest(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const auto explained = service::ExplainInterest(console.region(), call.scope(),
                                                  std::string(call.request.Param("psn_no")), *year);
  if (!explained.ok()) return explained.error();
  return json::value(ExplainedJson(*explained));
}

Answer ShowStatement(Console& console, const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const auto statement = service::StatementOf(console.region(), call.scope(),
                                              std::string(call.request.Param("psn_no")), *year);
  if (!statement.ok()) return statement.error();
  const Status audited = RecordAudit(console.region(), call.session.user, "account.statement",
                                     statement->person.psn_no);
  if (!audited.ok()) return audited.error();
  return json::value(StatementJson(*statement));
}

}  // namespace tongchou::console
