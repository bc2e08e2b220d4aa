#include "service/policy_draft_json.h"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

namespace tongchou::service {
namespace {

namespace json = boost::json;

json::value OrNull(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

// "2026-03-01T09:30:00+08:00".
std::string TimeText(Moment moment) {
  std::string text = ToString(moment);
  const std::size_t blank = text.find(' ');
  TC_CHECK(blank != std::string::npos);
  text[blank] = 'T';
  return text + "+08:00";
}

json::object TextJson(const Text& text) { return {{"zh", text.zh}, {"en", text.en}}; }

}  // namespace

json::object FindingJson(const policy::Finding& finding, std::string_view pack) {
  const policy::FindingInfo& info = InfoOf(finding.code);
  const bool inside = finding.file.starts_with(fmt::format("{}/", pack));
  return {{"code", info.name},
          {"error", info.is_error},
          {"file", inside ? finding.file.substr(pack.size() + 1) : finding.file},
          {"line", finding.line},
          {"column", finding.column},
          {"source_line", finding.source_line},
          {"title", TextJson(info.title)},
          {"what", TextJson(finding.what)},
          {"why", TextJson(info.why)},
          {"todo", TextJson(finding.todo.en.empty() ? info.todo : finding.todo)}};
}

json::array DifferencesJson(const ExampleRun& run) {
  json::array different;
  for (const Comparison& comparison : run.comparisons) {
    if (comparison.same) continue;
    different.push_back(json::object{{"step", comparison.step},
                                     {"name", TextJson(FigureName(comparison.figure))},
                                     {"expected", OrNull(comparison.expected)},
                                     {"got", OrNull(comparison.got)}});
  }
  return different;
}

json::object VersionJson(const PolicyVersion& version, std::int64_t newest) {
  json::object made;
  made["number"] = version.number;
  made["digest"] = version.digest;
  made["base_digest"] = OrNull(version.base_digest);
  made["state"] = version.number == newest ? "published" : "superseded";
  made["published_at"] = nullptr;
  if (version.published_at) made["published_at"] = TimeText(*version.published_at);
  made["valid_from"] = ToString(version.valid_from);
  made["title"] = OrNull(version.title);
  made["author"] = OrNull(fmt::format("{}", fmt::join(version.authors, ", ")));
  made["approver"] = OrNull(version.approver);
  made["publisher"] = OrNull(version.publisher);
  made["note"] = OrNull(version.note);
  made["reason"] = OrNull(version.reason);
  made["draft"] = version.draft == 0 ? json::value(nullptr) : json::value(version.draft);
  return made;
}

json::object DraftJson(const PolicyDraft& draft, bool superseded) {
  json::array history;
  for (const DraftEvent& event : draft.history) {
    history.push_back(json::object{{"step", WordOf(event.step)},
                                   {"at", TimeText(event.at)},
                                   {"by", event.by},
                                   {"note", OrNull(event.note)}});
  }
  json::object made;
  made["number"] = std::to_string(draft.number);
  made["title"] = draft.title;
  made["state"] = WordOf(draft.state);
  made["base"] = fmt::format("version:{}", draft.base);
  made["base_number"] = draft.base;
  made["base_superseded"] = superseded;
  made["author"] = fmt::format("{}", fmt::join(draft.authors(), ", "));
  made["version"] = draft.version;
  made["changed_files"] = draft.changes.size();
  made["published_as"] =
      draft.published_as == 0 ? json::value(nullptr) : json::value(draft.published_as);
  made["history"] = std::move(history);
  return made;
}

json::object CheckJson(const PolicyCheck& check) {
  json::array findings, examples;
  for (const policy::Finding& finding : check.findings) {
    findings.push_back(FindingJson(finding, check.pack->id));
  }
  for (const ExampleRun& run : check.examples) {
    examples.push_back(json::object{
        {"name", run.name}, {"passed", run.passed}, {"different", DifferencesJson(run)}});
  }
  json::object made;
  made["passed"] = check.passed();
  made["refused"] = nullptr;
  if (check.refused) {
    json::object refused = TextJson({check.refused->Chinese(), check.refused->English()});
    refused["code"] = InfoOf(check.refused->code).text_code;
    made["refused"] = std::move(refused);
  }
  made["errors"] = check.error_count;
  made["findings"] = std::move(findings);
  made["examples"] = std::move(examples);
  made["first_changed"] = nullptr;
  if (check.first_changed) made["first_changed"] = ToString(*check.first_changed);
  made["past"] = check.past;
  made["settled_since"] = check.settled_since;
  return made;
}

json::array PolicyFilesJson(const PolicyFiles& files) {
  json::array made;
  for (const auto& [path, text] : files) {
    made.push_back(json::object{{"path", path}, {"text", text}});
  }
  return made;
}

json::array DraftFilesJson(const PolicyDraft& draft) {
  json::array made;
  for (const auto& [path, text] : draft.files()) {
    made.push_back(
        json::object{{"path", path}, {"text", text}, {"changed", draft.changes.contains(path)}});
  }
  return made;
}

json::array RemovedFilesJson(const PolicyDraft& draft) {
  json::array made;
  for (const auto& [path, text] : draft.changes) {
    if (!text) made.emplace_back(path);
  }
  return made;
}

}  // namespace tongchou::service
