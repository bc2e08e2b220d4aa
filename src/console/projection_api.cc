// Projection: levy and spending of the months to come, and what was kept of it.
#include <string>
#include <utility>
#include <vector>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/projection.h"
#include "service/projection_json.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestCode = 32;

Status ReadAssumption(const json::value& item, service::Assumptions& into) {
  const json::object* assumed = item.if_object();
  const json::value* code = assumed == nullptr ? nullptr : assumed->if_contains("code");
  const json::value* value = assumed == nullptr ? nullptr : assumed->if_contains("value");
  if (code == nullptr || value == nullptr || !code->is_string() || !value->is_int64()) {
    return Error{ErrorCode::kBadFieldType, {}, "assumptions"};
  }
  const std::string name(code->as_string());
  if (name.size() > kLongestCode) return Error{ErrorCode::kFieldTooLong, {}, "assumptions"};
  return service::Assume(name, value->as_int64(), into);
}

Result<service::ProjectionOrder> OrderOf(const Body& body) {
  service::ProjectionOrder order;
  Result<std::vector<std::string>> names = VariantNames(body, service::kMostProjected);
  if (!names.ok()) return names.error();
  order.variants = *std::move(names);
  const Result<std::int64_t> seed = body.Number("seed");
  if (!seed.ok()) return seed.error();
  if (*seed != 0) order.seed = *seed;
  const Result<std::int64_t> paths = body.Number("paths");
  if (!paths.ok()) return paths.error();
  if (*paths != 0) order.paths = *paths;
  const Result<const json::array*> assumptions = body.Array("assumptions");
  if (!assumptions.ok()) return assumptions.error();
  for (const json::value& item : **assumptions) {
    const Status read = ReadAssumption(item, order.assumptions);
    if (!read.ok()) return read.error();
  }
  return order;
}

}  // namespace

Answer ListProjections(Console& console, const Call&) {
  const auto results = service::FindProjections(console.region());
  if (!results.ok()) return results.error();
  json::array items;
  for (const service::Projection& result : *results) {
    items.push_back(service::ProjectionHeadJson(result, console.region().area_number()));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer ListAssumptions(Console&, const Call&) {
  json::array items = service::AssumptionsJson(service::UsualAssumptions());
  return json::value(ListJson(std::move(items), ""));
}

Answer RunProjection(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "whatif.run"); !may.ok()) return may.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  Result<service::ProjectionOrder> order = OrderOf(*body);
  if (!order.ok()) return order.error();
  // What is wrong with the order is answered at once and not by a job.
  const Status checked = service::CheckProjection(console.region(), *order);
  if (!checked.ok()) return checked.error();
  service::Region& region = console.region();
  const Result<Job> job = console.jobs().Start(
      {"projection", Right::kWhatIfRun, /*can_be_cancelled=*/true},
      [&region, folder = console.options().work_folder, order = *std::move(order),
       user = call.session.user](const Jobs::Progress& progress) -> Result<JobOutcome> {
        service::ProjectionOrder wanted = order;
        wanted.progress = [&progress](std::int64_t done, std::int64_t total) {
          progress(done, total);
          return !progress.cancelled();
        };
        Result<service::Projection> result = service::ComputeProjection(region, folder, wanted);
        if (!result.ok()) return result.error();
        if (progress.cancelled()) return ErrorCode::kWorkCancelled;
        result = service::KeepProjection(region, user, *std::move(result));
        if (!result.ok()) return result.error();
        return JobOutcome{true, {}, json::object{{"number", result->number}}};
      });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer ShowProjection(Console& console, const Call& call) {
  const Result<std::int64_t> number = ResultNumber(call);
  if (!number.ok()) return number.error();
  const Result<service::Projection> result = service::GetProjection(console.region(), *number);
  if (!result.ok()) return result.error();
  return json::value(service::ProjectionJson(*result, console.region().area_number()));
}

}  // namespace tongchou::console
