// Fixed yearly contributions: years, previews, runs, bills; entitled groups and rolls of persons.
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/levy_json.h"
#include "console/words.h"
#include "service/entitled.h"
#include "service/fixed_run.h"
#include "service/fixed_words.h"
#include "service/levy_terms.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr std::size_t kLongestCursor = 64;

Result<service::Month> FixedYear(const Call& call) {
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  return service::YearOf(*year);
}

json::object WordJson(const service::FixedWord& word) { return NamedJson(word.id, word.title); }

using FixedJob = Result<service::LevyReport> (*)(service::Region&, const std::string&,
                                                 service::Month, const service::LevyProgress&);

Answer StartJob(Console& console, const Call& call, std::string_view name, FixedJob run) {
  const Result<service::Month> year = FixedYear(call);
  if (!year.ok()) return year.error();
  if (const Status may = ForWholeArea(call, "levy.run"); !may.ok()) return may.error();
  service::Region& region = console.region();
  const Result<Job> job =
      console.jobs().Start({name, Right::kLevyRun},
                           [&region, run, year = *year, user = call.session.user](
                               const Jobs::Progress& progress) -> Result<JobOutcome> {
                             const auto report = run(region, user, year, progress);
                             if (!report.ok()) return report.error();
                             JobOutcome outcome;
                             outcome.clean = report->problems.empty();
                             outcome.result = FixedReportJson(region, *report);
                             return outcome;
                           });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

json::array SpansJson(const std::vector<service::EntitledSpan>& spans) {
  json::array items;
  for (const service::EntitledSpan& span : spans) {
    items.push_back(json::object{{"identity", WordJson(service::IdentityWord(span.identity))},
                                 {"from", DateJson(span.range.from)},
                                 {"through", EndJson(span.range.through)},
                                 {"evidence", span.evidence},
                                 {"reason", StringOrNull(span.reason)},
                                 {"by", span.by},
                                 {"at", TimeJson(span.at)}});
  }
  return items;
}

}  // namespace

Answer ShowFixed(Console& console, const Call&) {
  const service::Region& region = console.region();
  const std::string scheme = service::FixedScheme(region.pack());
  const auto runs = service::FindLevyRuns(console.region(), service::RunOf::kYear);
  if (!runs.ok()) return runs.error();
  json::array items, kinds, identities;
  for (const service::LevyRun& run : *runs) {
    items.push_back(json::object{
        {"year", run.month.first.year()},
        {"by", run.by},
        {"started_at", TimeJson(run.started_at)},
        {"finished_at", run.finished_at ? TimeJson(*run.finished_at) : json::value(nullptr)},
        {"runs", run.runs},
        {"bills", run.last.bills},
        {"problems", ProblemsJson(region, run.problems)},
        {"more_problems", run.more_problems}});
  }
  for (const auto& word : service::PayerKindWords()) kinds.push_back(WordJson(word));
  for (const auto& word : service::IdentityWords()) identities.push_back(WordJson(word));
  const Words words(region, region.today());
  return json::value{
      {"scheme", scheme.empty() ? json::value(nullptr) : json::value(words.Scheme(scheme))},
      {"runs", std::move(items)},
      {"payer_kinds", std::move(kinds)},
      {"identities", std::move(identities)}};
}

Answer ShowFixedYear(Console& console, const Call& call) {
  const Result<service::Month> year = FixedYear(call);
  if (!year.ok()) return year.error();
  service::Region& region = console.region();
  const auto totals = service::MonthTotals(region, call.scope(), *year, service::RunOf::kYear);
  if (!totals.ok()) return totals.error();
  json::object made = FixedReportJson(region, *totals);
  const auto days = service::FixedDaysOf(region.pack(), *year);
  made["opens"] = days ? DateJson(days->opens) : nullptr;
  made["due"] = days ? DateJson(days->due) : nullptr;
  return json::value(std::move(made));
}

Answer PreviewFixed(Console& console, const Call& call) {
  return StartJob(console, call, "fixed_preview",
                  [](service::Region& region, const std::string&, service::Month year,
                     const service::LevyProgress& progress) {
                    return service::PreviewFixed(region, year, progress);
                  });
}

Answer RunFixed(Console& console, const Call& call) {
  return StartJob(console, call, "fixed_run", service::RunFixed);
}

Answer ListFixedBills(Console& console, const Call& call) {
  const Result<service::Month> year = FixedYear(call);
  if (!year.ok()) return year.error();
  const Result<std::string> payer = TextQuery(call.request, "payer", kLongestCursor);
  if (!payer.ok()) return payer.error();
  const Result<std::string> cursor = TextQuery(call.request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(call.request);
  if (!limit.ok()) return limit.error();
  const auto page = FindBills(console.region(), call.scope(),
                              {*year, *payer, service::RunOf::kYear}, *cursor, *limit);
  if (!page.ok()) return page.error();
  json::array items;
  for (const service::BillRow& row : page->bills) {
    json::object item = BillJson(console.region(), row);
    item["payer_kind"] = WordJson(service::PayerKindWord(row.bill.unit_kind));
    items.push_back(std::move(item));
  }
  return json::value(ListJson(std::move(items), page->next));
}

Answer ListEntitled(Console& console, const Call& call) {
  const auto spans = service::EntitledOf(console.region(), call.scope(),
                                         std::string(call.request.Param("psn_no")));
  if (!spans.ok()) return spans.error();
  return json::value(ListJson(SpansJson(*spans), ""));
}

Answer SetEntitled(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::EntitledForm form;
  form.psn_no = std::string(call.request.Param("psn_no"));
  const Result<std::string> identity = body->Text("identity", kLongestText);
  if (!identity.ok()) return identity.error();
  const Result<std::string> evidence = body->Text("evidence", kLongestText);
  if (!evidence.ok()) return evidence.error();
  const Result<Date> from = body->Day("from");
  if (!from.ok()) return from.error();
  form.identity = *identity;
  form.evidence = *evidence;
  form.from = *from;
  const auto spans = service::SetEntitled(console.region(), DeskOf(call), form);
  if (!spans.ok()) return spans.error();
  return json::value(ListJson(SpansJson(*spans), ""));
}

Answer EndEntitled(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<Date> last = body->Day("last");
  if (!last.ok()) return last.error();
  const Result<std::string> reason = body->Text("reason", kLongestText);
  if (!reason.ok()) return reason.error();
  const auto spans = service::EndEntitled(
      console.region(), DeskOf(call), std::string(call.request.Param("psn_no")), *last, *reason);
  if (!spans.ok()) return spans.error();
  return json::value(ListJson(SpansJson(*spans), ""));
}

Answer JoinRoll(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<std::string> payer = body->Text("payer", kLongestText);
  if (!payer.ok()) return payer.error();
  const Result<Date> from = body->Day("from");
  if (!from.ok()) return from.error();
  const std::string psn_no(call.request.Param("psn_no"));
  const Status joined = service::JoinRoll(console.region(), DeskOf(call), psn_no, *payer, *from);
  if (!joined.ok()) return joined.error();
  return json::value{{"psn_no", psn_no}, {"payer", *payer}, {"from", DateJson(*from)}};
}

}  // namespace tongchou::console
