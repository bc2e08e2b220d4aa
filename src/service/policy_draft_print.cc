#include "service/policy_draft_print.h"

#include <fmt/format.h>

#include <utility>

#include "service/policy_draft_json.h"
#include "service/policy_print.h"

namespace tongchou::service {
namespace {

namespace json = boost::json;
constexpr auto kBoth = policy::Language::kBoth;

std::string Or(const std::string& text, const char* otherwise) {
  return text.empty() ? otherwise : text;
}

}  // namespace

std::string VersionText(const PolicyVersion& version, std::int64_t newest) {
  return json::serialize(VersionJson(version, newest));
}

std::string DraftText(const PolicyDraft& draft, bool superseded) {
  return json::serialize(DraftJson(draft, superseded));
}

std::string CheckText(const PolicyCheck& check) {
  json::object made = CheckJson(check);
  made["changes"] = json::parse(DiffJson(check.diff)).at("changes");
  return json::serialize(made);
}

std::string PrintVersion(const PolicyVersion& version, std::int64_t newest) {
  return fmt::format(
      "{}{}  {}  {}  自 · from {}  发布 · published {}  起草 · by {}  审定 · approved by {}  {}",
      version.number, version.number == newest ? "*" : " ", version.digest.substr(0, 12),
      Or(version.title, version.pack.c_str()), ToString(version.valid_from),
      version.published_at ? ToString(*version.published_at) : "—",
      version.authors.empty() ? "—" : fmt::format("{}", fmt::join(version.authors, ", ")),
      Or(version.approver, "—"), version.reason);
}

std::string PrintDraft(const PolicyDraft& draft, bool superseded) {
  const Text& state = TitleOf(draft.state);
  std::string text =
      fmt::format("{}  {}  {} · {}  依据第 {} 版 · on version {}{}  {}", draft.number, draft.title,
                  state.zh, state.en, draft.base, draft.base,
                  superseded ? "（已被取代 · superseded）" : "", fmt::join(draft.authors(), ", "));
  for (const auto& [path, changed] : draft.changes) {
    text += fmt::format("\n    {} {}", changed ? "~" : "-", path);
  }
  return text;
}

std::string PrintCheck(const PolicyCheck& check) {
  std::string text;
  for (const policy::Finding& finding : check.findings) text += Render(finding, kBoth) + "\n";
  for (const ExampleRun& run : check.examples) {
    if (!run.passed) text += PrintDifferences(*check.pack, run, kBoth) + "\n";
  }
  if (check.error_count == 0) text += PrintDiff(check.diff, kBoth);
  if (check.past) {
    text += fmt::format(
        "\n改动自 {} 起，该日已过，其后有 {} 笔有效结算 · values change from {}, which has passed: "
        "{} settlements that stand were made since",
        ToString(*check.first_changed), check.settled_since, ToString(*check.first_changed),
        check.settled_since);
  }
  if (check.passed()) return text + "\n通过 · it passes";
  return text + "\n不通过 · it does not pass: " + check.refused->Chinese() + " · " +
         check.refused->English();
}

}  // namespace tongchou::service
