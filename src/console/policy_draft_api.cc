// Drafts of the area's own policy, from the first change to publication.
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "console/policy_json.h"
#include "service/policy_draft_json.h"

namespace tongchou::console {
namespace {

using service::PolicyDraft;

constexpr std::size_t kLongestTitle = 200;
constexpr std::string_view kVersion = "version:";  // as FindVariant reads it

// Refusals: kUnknownDraft.
Result<std::int64_t> NumberOf(const Call& call) {
  const std::string_view text = call.request.Param("draft");
  const auto number = WholeNumber(text);
  if (!number) return Error{ErrorCode::kUnknownDraft, {}, std::string(text)};
  return *number;
}

json::object SummaryJson(Console& console, const PolicyDraft& draft) {
  return service::DraftJson(draft, IsSuperseded(console.region(), draft));
}

json::object WholeJson(Console& console, const PolicyDraft& draft) {
  json::object made = SummaryJson(console, draft);
  made["pack"] = draft.pack;
  made["files"] = service::DraftFilesJson(draft);
  made["removed"] = service::RemovedFilesJson(draft);
  return made;
}

Answer Whole(Console& console, const Result<PolicyDraft>& draft) {
  if (!draft.ok()) return draft.error();
  return json::value(WholeJson(console, *draft));
}

// [{"path": "…", "text": "…"}]; a file whose text is null is taken away.
Result<service::PolicyOverlay> FilesOf(const Body& body) {
  const Result<const json::array*> files = body.Array("files");
  if (!files.ok()) return files.error();
  const Error bad{ErrorCode::kBadFieldType, {}, "files"};
  service::PolicyOverlay overlay;
  for (const json::value& value : **files) {
    const json::object* file = value.if_object();
    const json::value* path = file == nullptr ? nullptr : file->if_contains("path");
    const json::value* text = file == nullptr ? nullptr : file->if_contains("text");
    const bool shaped = path != nullptr && path->is_string() && text != nullptr &&
                        (text->is_string() || text->is_null());
    if (!shaped) return bad;
    auto& written = overlay[std::string(path->get_string())];
    written.reset();
    if (text->is_string()) written = std::string(text->get_string());
  }
  return overlay;
}

// A form whose body may be left out.
Result<Body> FormOf(const Call& call) {
  return Body::Parse(call.request.body.empty() ? "{}" : call.request.body);
}

}  // namespace

Answer ListPolicyDrafts(Console& console, const Call&) {
  const auto drafts = service::DraftsOf(console.region());
  if (!drafts.ok()) return drafts.error();
  json::array items;
  for (const PolicyDraft& draft : *drafts) items.push_back(SummaryJson(console, draft));
  return json::value(json::object{{"items", std::move(items)}});
}

Answer BeginPolicyDraft(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  Result<std::string> title = body->Text("title", kLongestTitle);
  if (!title.ok()) return title.error();
  const Result<std::string> base = body->Text("base", kLongestTitle);
  if (!base.ok()) return base.error();
  const auto number = base->starts_with(kVersion) ? WholeNumber(base->substr(kVersion.size()))
                                                  : std::optional<std::int64_t>(0);
  const bool known = number && (base->empty() || *number > 0);
  if (!known) return Error{ErrorCode::kUnknownVersion, {}, *base};
  return Whole(console, service::BeginDraft(console.region(), DeskOf(call),
                                            {*std::move(title), *number, {}}));
}

Answer ImportPolicyDraft(Console& console, const Call& call) {
  Result<std::string> title = TextQuery(call.request, "title", kLongestTitle);
  if (!title.ok()) return title.error();
  auto files = service::ReadArchive(console.region().pack().id, call.request.body);
  if (!files.ok()) return files.error();
  service::NewDraft draft{*std::move(title), 0, *std::move(files)};
  return Whole(console, service::BeginDraft(console.region(), DeskOf(call), draft));
}

Answer GetPolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  return Whole(console, service::GetDraft(console.region(), *number));
}

Answer SavePolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::DraftSave save;
  const Result<std::int64_t> version = body->Number("version");
  if (!version.ok()) return version.error();
  save.version = *version;
  Result<std::string> title = body->Text("title", kLongestTitle);
  if (!title.ok()) return title.error();
  save.title = *std::move(title);
  Result<service::PolicyOverlay> files = FilesOf(*body);
  if (!files.ok()) return files.error();
  save.files = *std::move(files);
  return Whole(console, service::SaveDraft(console.region(), DeskOf(call), *number, save));
}

Answer CheckPolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  const Result<PolicyDraft> draft = service::GetDraft(console.region(), *number);
  if (!draft.ok()) return draft.error();
  const auto check = service::CheckDraft(console.region(), *draft);
  if (!check.ok()) return check.error();
  json::object made = service::CheckJson(*check);
  made["version"] = draft->version;
  made["changes"] = PolicyDiffJson(check->diff)["changes"];
  return json::value(std::move(made));
}

Answer SubmitPolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  return Whole(console, service::SubmitDraft(console.region(), DeskOf(call), *number));
}

Answer DecidePolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  const Result<Verdict> verdict = VerdictOf(call);
  if (!verdict.ok()) return verdict.error();
  const Result<Body> body = FormOf(call);
  if (!body.ok()) return body.error();
  const Result<std::int64_t> version = body->Number("version");
  if (!version.ok()) return version.error();
  return Whole(console, service::DecideDraft(console.region(), DeskOf(call), *number,
                                             {verdict->approve, verdict->note, *version}));
}

Answer PublishPolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  const Result<Body> body = FormOf(call);
  if (!body.ok()) return body.error();
  const Result<std::string> reason = body->Text("reason", kLongestNote);
  if (!reason.ok()) return reason.error();
  const auto version = service::PublishDraft(console.region(), DeskOf(call), *number, *reason);
  if (!version.ok()) return version.error();
  return json::value(service::VersionJson(*version, version->number));
}

Answer UpdatePolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  return Whole(console, service::UpdateDraft(console.region(), DeskOf(call), *number));
}

Answer WithdrawPolicyDraft(Console& console, const Call& call) {
  const Result<std::int64_t> number = NumberOf(call);
  if (!number.ok()) return number.error();
  const Result<Body> body = FormOf(call);
  if (!body.ok()) return body.error();
  const Result<std::string> note = body->Text("note", kLongestNote);
  if (!note.ok()) return note.error();
  return Whole(console, service::WithdrawDraft(console.region(), DeskOf(call), *number, *note));
}

}  // namespace tongchou::console
