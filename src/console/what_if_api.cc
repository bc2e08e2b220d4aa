// What-if: computing what a period would have cost under other rules, what was kept of it, and one
// case under two sets of rules.
#include <string>
#include <utility>
#include <vector>

#include "console/api.h"
#include "console/body.h"
#include "console/explanation_json.h"
#include "console/forms.h"
#include "service/audit.h"
#include "service/ids.h"
#include "service/what_if.h"
#include "service/what_if_json.h"

namespace tongchou::console {
namespace {

constexpr std::size_t kLongestName = 128;
constexpr std::size_t kLongestNumber = 10;

Result<Date> NeedDay(const Body& body, const char* name) {
  const Result<std::string> text = body.Text(name, kLongestName);
  if (!text.ok()) return text.error();
  if (text->empty()) return Error{ErrorCode::kMissingField, {}, name};
  return body.Day(name);
}

Result<service::WhatIfOrder> OrderOf(const Body& body) {
  service::WhatIfOrder order;
  Result<std::vector<std::string>> names = VariantNames(body, service::kMostVariants);
  if (!names.ok()) return names.error();
  order.variants = *std::move(names);
  Result<std::string> base = body.Text("base", kLongestName);
  if (!base.ok()) return base.error();
  order.base = *std::move(base);
  const Result<Date> from = NeedDay(body, "from");
  if (!from.ok()) return from.error();
  order.from = *from;
  const Result<Date> through = NeedDay(body, "through");
  if (!through.ok()) return through.error();
  order.through = *through;
  const Result<std::string> source = body.Text("source", kLongestName);
  if (!source.ok()) return source.error();
  if (*source != "" && *source != "history" && *source != "sample") {
    return Error{ErrorCode::kBadParameter, {}, "source"};
  }
  if (*source == "sample") order.source = service::WhatIfSource::kSample;
  const Result<std::int64_t> seed = body.Number("seed");
  if (!seed.ok()) return seed.error();
  if (*seed != 0) order.seed = *seed;
  const Result<std::int64_t> persons = body.Number("sample_persons");
  if (!persons.ok()) return persons.error();
  if (*persons != 0) order.sample_persons = *persons;
  return order;
}

Result<service::WhatIf> ResultOf(Console& console, const Call& call) {
  const Result<std::int64_t> number = ResultNumber(call);
  if (!number.ok()) return number.error();
  return service::GetWhatIf(console.region(), *number);
}

// The number of a case as the result names it.
std::int64_t CaseOf(const service::Region& region, const service::WhatIf& result,
                    std::string_view text) {
  if (result.source == service::WhatIfSource::kHistory) {
    return service::IdNumber(region.area_number(), service::IdKind::kSettlement, text);
  }
  return text.size() > kLongestNumber ? 0 : WholeNumber(text).value_or(0);
}

// What a side's lines are about; nothing when it has none.
std::optional<Explained> ExplainedSide(const service::CaseSide& side) {
  if (side.refused || side.epoch == nullptr) return {};
  return Explained{*side.epoch, *side.scheme, *side.benefit, side.explanation, {}};
}

json::object SideJson(const service::CaseSide& side) {
  json::object made{{"variant", side.variant.name}, {"refused", nullptr}};
  if (side.refused) {
    const ErrorInfo& info = InfoOf(*side.refused);
    made["refused"] = TextJson({std::string(info.zh), std::string(info.en)});
  }
  const settle::Figures& figures = side.explanation.figures;
  made["total"] = AmountJson(figures.total);
  made["eligible"] = AmountJson(figures.eligible);
  made["funds"] = AmountJson(figures.funds_paid);
  made["burden"] = AmountJson(figures.burden);
  return made;
}

json::value LineOrNull(const std::optional<Explained>& side, int line) {
  if (!side || line < 0) return nullptr;
  return LineJson(*side, side->explanation.lines[static_cast<std::size_t>(line)]);
}

json::object ChangeJson(const service::ExplainedChange& change, std::string_view name) {
  const std::optional<Explained> before = ExplainedSide(change.before);
  const std::optional<Explained> after = ExplainedSide(change.after);
  json::array lines;
  for (const service::LinePair& pair : change.lines) {
    const auto& side = pair.before >= 0 ? before : after;
    const int line = pair.before >= 0 ? pair.before : pair.after;
    const std::string& figure = side->explanation.lines[static_cast<std::size_t>(line)].figure;
    lines.push_back(json::object{{"figure", figure},
                                 {"name", TextJson(FigureName(side->scheme, figure))},
                                 {"before", LineOrNull(before, pair.before)},
                                 {"after", LineOrNull(after, pair.after)},
                                 {"differs", pair.differs}});
  }
  return {{"case", name},
          {"begin", DateJson(change.begin)},
          {"end", DateJson(change.end)},
          {"provider", change.provider},
          {"level", change.level},
          {"before", SideJson(change.before)},
          {"after", SideJson(change.after)},
          {"lines", std::move(lines)}};
}

}  // namespace

Answer ListWhatIfs(Console& console, const Call&) {
  const auto results = service::FindWhatIfs(console.region());
  if (!results.ok()) return results.error();
  json::array items;
  for (const service::WhatIf& result : *results) {
    items.push_back(service::WhatIfHeadJson(result, console.region().area_number()));
  }
  return json::value(ListJson(std::move(items), ""));
}

Answer RunWhatIf(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "whatif.run"); !may.ok()) return may.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  Result<service::WhatIfOrder> order = OrderOf(*body);
  if (!order.ok()) return order.error();
  // What is wrong with the order is answered at once and not by a job.
  const Status checked = service::CheckWhatIf(console.region(), *order);
  if (!checked.ok()) return checked.error();
  service::Region& region = console.region();
  const Result<Job> job = console.jobs().Start(
      {"what_if", Right::kWhatIfRun, /*can_be_cancelled=*/true},
      [&region, folder = console.options().work_folder, order = *std::move(order),
       user = call.session.user](const Jobs::Progress& progress) -> Result<JobOutcome> {
        service::WhatIfOrder wanted = order;
        wanted.progress = [&progress](std::int64_t done, std::int64_t total) {
          progress(done, total);
          return !progress.cancelled();
        };
        Result<service::WhatIf> result = service::ComputeWhatIf(region, folder, wanted);
        if (!result.ok()) return result.error();
        if (progress.cancelled()) return ErrorCode::kWorkCancelled;
        result = service::KeepWhatIf(region, user, *std::move(result));
        if (!result.ok()) return result.error();
        return JobOutcome{true, {}, json::object{{"number", result->number}}};
      });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer ShowWhatIf(Console& console, const Call& call) {
  const Result<service::WhatIf> result = ResultOf(console, call);
  if (!result.ok()) return result.error();
  return json::value(service::WhatIfJson(*result, console.region().area_number()));
}

Answer ExplainWhatIf(Console& console, const Call& call) {
  const Result<service::WhatIf> result = ResultOf(console, call);
  if (!result.ok()) return result.error();
  const Result<std::string> text = TextQuery(call.request, "variant", kLongestNumber);
  if (!text.ok()) return text.error();
  const auto variant = text->empty() ? 1 : WholeNumber(*text);
  if (!variant) return Error{ErrorCode::kBadParameter, {}, "variant"};
  const std::string name(call.request.Param("case"));
  const std::int64_t settlement = CaseOf(console.region(), *result, name);
  if (settlement == 0) return Error{ErrorCode::kUnknownSettlement, {}, name};
  const auto change =
      service::ExplainChange(console.region(), console.options().work_folder, *result,
                             static_cast<std::size_t>(*variant), settlement);
  if (!change.ok()) return change.error();
  const Status audited =
      service::RecordAudit(console.region(), call.session.user, "what_if.case", name);
  if (!audited.ok()) return audited.error();
  return json::value(ChangeJson(*change, name));
}

}  // namespace tongchou::console
