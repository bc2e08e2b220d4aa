// Dues of employers, arrears, notices, and what of the levy came in.
#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/forms.h"
#include "console/receipt_json.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestSearch = 200;
constexpr std::size_t kLongestCursor = 32;
constexpr std::size_t kShownEmployers = 500;

Result<service::ArrearQuery> QueryOf(const http::Request& request) {
  service::ArrearQuery query;
  Result<std::string> text = TextQuery(request, "q", kLongestSearch);
  if (!text.ok()) return text.error();
  query.text = *std::move(text);
  const auto step = StepQuery(request);
  if (!step.ok()) return step.error();
  query.step = *step;
  query.due_only = request.Query("due").value_or("") == "yes";
  query.overdue_only = request.Query("overdue").value_or("") == "yes";
  return query;
}

}  // namespace

Answer ShowEmployerDues(Console& console, const Call& call) {
  const auto dues = service::DuesOfEmployer(console.region(), call.scope(),
                                            std::string(call.request.Param("code")));
  if (!dues.ok()) return dues.error();
  return json::value(DuesJson(*dues));
}

Answer ListArrears(Console& console, const Call& call) {
  const Result<service::ArrearQuery> query = QueryOf(call.request);
  if (!query.ok()) return query.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const auto offset = cursor->empty() ? 0 : WholeNumber(*cursor);
  if (!offset) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto arrears = service::FindArrears(console.region(), call.scope(), *query);
  if (!arrears.ok()) return arrears.error();
  Money total;
  for (const service::Arrear& arrear : *arrears) total += arrear.total;
  const std::size_t begin = std::min(arrears->size(), static_cast<std::size_t>(*offset));
  const std::size_t end = std::min(arrears->size(), begin + static_cast<std::size_t>(*limit));
  json::array items;
  for (std::size_t i = begin; i < end; ++i) {
    items.push_back(ArrearJson((*arrears)[i], console.region().today()));
  }
  json::object list =
      ListJson(std::move(items), end < arrears->size() ? std::to_string(end) : std::string());
  list["total"] = arrears->size();
  list["amount"] = AmountJson(total);
  return json::value(std::move(list));
}

Answer RunDunning(Console& console, const Call& call) {
  service::Region& region = console.region();
  const Result<Job> job = console.jobs().Start(
      {"dunning_run", Right::kDunningRun},
      [&region, desk = DeskOf(call)](const Jobs::Progress& progress) -> Result<JobOutcome> {
        const auto report = service::RunDunning(region, desk, progress);
        if (!report.ok()) return report.error();
        JobOutcome outcome;
        outcome.clean = true;
        outcome.result =
            json::object{{"employers", report->employers}, {"papers", report->papers.size()}};
        return outcome;
      });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer ListDunningPapers(Console& console, const Call& call) {
  const Result<std::string> employer = TextQuery(call.request, "employer", kLongestSearch);
  if (!employer.ok()) return employer.error();
  const auto day = DayQuery(call.request, "day");
  if (!day.ok()) return day.error();
  service::Region& region = console.region();
  const auto papers =
      employer->empty() ? service::PapersOfDay(region, call.scope(), day->value_or(region.today()))
                        : service::PapersOfEmployer(region, call.scope(), *employer);
  if (!papers.ok()) return papers.error();
  json::array items;
  for (const service::DunningPaper& paper : *papers) items.push_back(PaperJson(paper));
  return json::value(ListJson(std::move(items), ""));
}

Answer ShowCollection(Console& console, const Call& call) {
  std::optional<service::Month> month;
  const std::string wanted = call.request.Query("month").value_or("");
  if (!wanted.empty()) {
    const Result<service::Month> read = service::ParseMonth(wanted);
    if (!read.ok()) return read.error();
    month = *read;
  }
  auto collection = service::FindCollection(console.region(), call.scope(), month);
  if (!collection.ok()) return collection.error();
  if (collection->employers.size() > kShownEmployers) collection->employers.resize(kShownEmployers);
  return json::value(CollectionJson(*collection));
}

}  // namespace tongchou::console
