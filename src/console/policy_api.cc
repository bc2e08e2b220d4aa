// Policy packs: the list, one with its clauses, running its examples, trying a free case.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "console/api.h"
#include "console/case_json.h"
#include "console/policy_json.h"
#include "service/policy_examples.h"
#include "service/policy_shelf.h"
#include "service/policy_variant.h"
#include "service/policy_view.h"
#include "service/settle_case_json.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kMostEncounters = 20;
constexpr std::size_t kMostLines = 100;
constexpr std::size_t kLongestName = 64;

Result<const policy::Pack*> PackOf(Console& console, const Call& call) {
  const std::string id(call.request.Param("pack"));
  const policy::Pack* pack = console.region().policies().Find(id);
  if (pack == nullptr) return Error{ErrorCode::kUnknownPolicy, {}, id};
  return pack;
}

// The body as a case of `pack`, in the form that the command line reads.
Result<service::SettleCase> ParseCase(const std::string& body, const policy::Pack& pack) {
  boost::system::error_code failure;
  json::value value = json::parse(body, failure);
  if (failure || !value.is_object()) return ErrorCode::kBadJson;
  json::object& object = value.as_object();
  object["id"] = "try";
  object["policy"] = pack.id;
  Result<service::SettleCase> parsed = service::ParseSettleCase(json::serialize(object));
  if (!parsed.ok()) return parsed;
  if (parsed->encounters.empty() || parsed->encounters.size() > kMostEncounters) {
    return Error{ErrorCode::kBadParameter, {}, "encounters"};
  }
  for (const service::CaseEncounter& encounter : parsed->encounters) {
    if (encounter.lines.size() > kMostLines) {
      return Error{ErrorCode::kBadParameter, {}, fmt::format("encounters/{}/lines", encounter.id)};
    }
  }
  return parsed;
}

}  // namespace

Answer ListPolicies(Console& console, const Call&) {
  json::array items;
  for (const policy::Pack* pack : console.region().policies().packs()) {
    items.push_back(PackSummaryJson(*pack));
  }
  return json::value(json::object{{"items", std::move(items)}});
}

Answer GetPolicy(Console& console, const Call& call) {
  const Result<const policy::Pack*> pack = PackOf(console, call);
  if (!pack.ok()) return pack.error();
  return json::value(PackJson(service::ViewPack(**pack)));
}

Answer DiffPolicies(Console& console, const Call& call) {
  const auto after =
      service::FindVariant(console.region(), std::string(call.request.Param("pack")));
  if (!after.ok()) return after.error();
  const Result<std::string> from = TextQuery(call.request, "from", kLongestName);
  if (!from.ok()) return from.error();
  const auto before = service::FindVariant(console.region(), *from);
  if (!before.ok()) return before.error();
  return json::value(PolicyDiffJson(
      service::DiffPacks(service::ViewPack(*before->pack), service::ViewPack(*after->pack))));
}

Answer RunExample(Console& console, const Call& call) {
  const Result<const policy::Pack*> pack = PackOf(console, call);
  if (!pack.ok()) return pack.error();
  const Result<service::ExampleRun> run = service::RunExample(console.region().policies().library(),
                                                              **pack, call.request.Param("name"));
  if (!run.ok()) return run.error();
  return json::value(ExampleRunJson(*run));
}

Answer TryCase(Console& console, const Call& call) {
  const Result<const policy::Pack*> pack = PackOf(console, call);
  if (!pack.ok()) return pack.error();
  const Result<service::SettleCase> parsed = ParseCase(call.request.body, **pack);
  if (!parsed.ok()) return parsed.error();
  json::array results;
  for (const service::ExplainedEncounter& result : service::ExplainCase(**pack, *parsed)) {
    results.push_back(CaseResultJson(result, true));
  }
  return json::value(json::object{{"results", std::move(results)}});
}

}  // namespace tongchou::console
