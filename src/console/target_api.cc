// Enrolment targets: setting them, and how far they are reached.
#include <algorithm>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/target_query.h"
#include "console/words.h"
#include "service/targets.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestText = 400;
constexpr int kScale = 4;

json::value ShareJson(std::int64_t part, std::int64_t whole) {
  const auto share = service::ShareOf(part, whole);
  return share ? json::value(DecimalText(*share, kScale)) : json::value(nullptr);
}

json::object RowJson(const service::ProgressRow& row) {
  const bool known = row.target && row.target->population > 0;
  json::object made;
  made["organisation"] = row.organisation;
  made["name"] = row.name;
  made["covered"] = row.covered;
  made["target"] = row.target ? json::value(row.target->target) : json::value(nullptr);
  made["population"] = known ? json::value(row.target->population) : json::value(nullptr);
  made["completion"] = row.target ? ShareJson(row.covered, row.target->target) : nullptr;
  made["coverage"] = known ? ShareJson(row.covered, row.target->population) : nullptr;
  made["set_by"] = row.target ? json::value(row.target->by) : json::value(nullptr);
  made["set_at"] = row.target ? TimeJson(row.target->at) : json::value(nullptr);
  return made;
}

}  // namespace

Result<service::ProgressQuery> ProgressOf(const service::Region& region, const Call& call) {
  service::ProgressQuery query;
  const Result<std::int32_t> year = YearParam(call.request);
  if (!year.ok()) return year.error();
  const Result<std::string> office = TextQuery(call.request, "organisation", kLongestText);
  if (!office.ok()) return office.error();
  const Result<std::string> step = TextQuery(call.request, "step_days", kLongestText);
  if (!step.ok()) return step.error();
  const auto day = DayQuery(call.request, "day");
  if (!day.ok()) return day.error();
  query.year = *year;
  query.scheme = std::string(call.request.Param("scheme"));
  query.organisation = office->empty() ? call.session.organisation : *office;
  // Without a day: today, or the nearest day of the year.
  query.day = day->value_or(std::clamp(region.today(), Date(*year, 1, 1), Date(*year, 12, 31)));
  if (!step->empty()) {
    const auto days = WholeNumber(*step);
    query.step_days = static_cast<int>(std::min<std::int64_t>(days.value_or(0), 1000));
  }
  return query;
}

Answer ShowProgress(Console& console, const Call& call) {
  const auto query = ProgressOf(console.region(), call);
  if (!query.ok()) return query.error();
  const auto progress = service::FindProgress(console.region(), call.scope(), *query);
  if (!progress.ok()) return progress.error();
  json::array offices, points;
  for (const service::ProgressRow& row : progress->offices) offices.push_back(RowJson(row));
  for (const service::ProgressPoint& point : progress->points) {
    points.push_back(json::object{{"day", DateJson(point.day)}, {"covered", point.covered}});
  }
  const Words words(console.region(), query->day);
  return json::value{{"year", query->year},           {"scheme", words.Scheme(query->scheme)},
                     {"day", DateJson(query->day)},   {"whole", RowJson(progress->whole)},
                     {"offices", std::move(offices)}, {"points", std::move(points)}};
}

Answer SetTarget(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::TargetForm form;
  struct Number {
    const char* name;
    std::int64_t value = 0;
  };
  Number numbers[] = {{"year"}, {"target"}, {"population"}};
  for (Number& number : numbers) {
    const Result<std::int64_t> read = body->Number(number.name);
    if (!read.ok()) return read.error();
    number.value = *read;
  }
  const Result<std::string> scheme = body->Text("scheme", kLongestText);
  if (!scheme.ok()) return scheme.error();
  const Result<std::string> office = body->Text("office", kLongestText);
  if (!office.ok()) return office.error();
  form.year =
      static_cast<std::int32_t>(std::clamp<std::int64_t>(numbers[0].value, 0, kLastYear + 1));
  form.target = numbers[1].value;
  form.population = numbers[2].value;
  form.scheme = *scheme;
  form.office = *office;
  const auto target = service::SetTarget(console.region(), {call.session.user, call.scope()}, form);
  if (!target.ok()) return target.error();
  return json::value{{"year", target->year},
                     {"scheme", target->scheme},
                     {"organisation", target->organisation},
                     {"target", target->target},
                     {"population", target->population}};
}

}  // namespace tongchou::console
