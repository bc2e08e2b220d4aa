#include "service/policy_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "service/overview.h"
#include "service/policy_shelf.h"

namespace tongchou::service {
namespace {

std::optional<Error> FailedExamples(const std::vector<ExampleRun>& examples) {
  std::string names;
  for (const ExampleRun& run : examples) {
    if (!run.passed) names += (names.empty() ? "" : ", ") + run.name;
  }
  if (names.empty()) return std::nullopt;
  return Error{ErrorCode::kPolicyInvalid,
               {"示例未通过：" + names, "these examples do not come out as they say: " + names},
               "examples"};
}

// A policy of another area, or of another name, is no version of this one.
std::optional<Error> OtherPolicy(const policy::Pack& base, const policy::Pack& pack) {
  if (base.area == pack.area) return std::nullopt;
  return Error{
      ErrorCode::kPolicyInvalid,
      {fmt::format("统筹区须为 {}", base.area), fmt::format("the area must stay {}", base.area)},
      "area.yaml: area"};
}

Result<std::int64_t> SettledSince(Region& region, Date from) {
  const auto days = DayTotals(region, from, region.today());
  if (!days.ok()) return days.error();
  std::int64_t count = 0;
  for (const DayTotal& day : *days) count += day.count - day.reversals;
  return std::max<std::int64_t>(count, 0);
}

}  // namespace

std::optional<Error> ErrorsAsRefusal(const policy::LoadedPack& loaded) {
  if (loaded.error_count == 0) return std::nullopt;
  Text text;
  for (const policy::Finding& finding : loaded.findings) {
    if (!InfoOf(finding.code).is_error) continue;
    text.zh += (text.zh.empty() ? "" : "\n") + Render(finding, policy::Language::kChinese);
    text.en += (text.en.empty() ? "" : "\n") + Render(finding, policy::Language::kEnglish);
  }
  return Error{ErrorCode::kPolicyInvalid, std::move(text), "findings"};
}

std::optional<Date> FirstChangedDay(const PolicyDiff& diff, const DateRange& before,
                                    const DateRange& after) {
  std::optional<Date> first;
  const auto take = [&](Date day) { first = first ? std::min(*first, day) : day; };
  for (const PolicyChange& change : diff.changes) take(change.from);
  if (before.from != after.from) take(std::min(before.from, after.from));
  if (before.through != after.through) take(std::min(before.through, after.through).PlusDays(1));
  return first;
}

Result<PolicyCheck> CheckPolicy(Region& region, const policy::Pack& base,
                                const PolicyFiles& files) {
  policy::LoadedPack loaded = policy::LoadPack(SourceOf(base.id, files));
  PolicyCheck check;
  check.refused = ErrorsAsRefusal(loaded);
  check.findings = std::move(loaded.findings);
  check.error_count = loaded.error_count;
  check.pack = std::make_shared<const policy::Pack>(std::move(loaded.pack));
  if (check.refused) return check;
  const policy::Pack& pack = *check.pack;
  check.examples = RunExamples(region.policies().library(), pack);
  check.diff = DiffPacks(ViewPack(base), ViewPack(pack));
  check.first_changed = FirstChangedDay(check.diff, base.in_force, pack.in_force);
  check.past = check.first_changed && *check.first_changed < region.today();
  if (check.past) {
    const Result<std::int64_t> settled = SettledSince(region, *check.first_changed);
    if (!settled.ok()) return settled.error();
    check.settled_since = *settled;
  }
  check.refused = OtherPolicy(base, pack);
  if (!check.refused) check.refused = FailedExamples(check.examples);
  if (!check.refused && pack.digest == base.digest) {
    check.refused = Error{ErrorCode::kDraftUnchanged, {}, {}};
  }
  return check;
}

}  // namespace tongchou::service
