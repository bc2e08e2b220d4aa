// Writing a policy: what is to be said of its files as they stand, and changes from a form. Nothing
// is stored here; the files come with the request and go back with the answer.
#include <memory>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/case_json.h"
#include "console/forms.h"
#include "console/policy_json.h"
#include "service/policy_check.h"
#include "service/policy_edit.h"
#include "service/policy_files.h"
#include "service/policy_findings.h"
#include "service/policy_reach.h"
#include "service/policy_variant.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kMostEdits = 200;
constexpr std::size_t kMostCells = 2000;
constexpr std::size_t kMostAxes = 8;

Error Bad(std::string where) { return {ErrorCode::kBadParameter, {}, std::move(where)}; }

// The string `name` of an object; empty when it is absent. Refusals: kBadFieldType, kFieldTooLong.
Result<std::string> StringOf(const json::object& object, std::string_view name,
                             std::size_t longest) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return std::string();
  if (!value->is_string()) return Error{ErrorCode::kBadFieldType, {}, std::string(name)};
  const json::string& text = value->get_string();
  if (text.size() > longest) return Error{ErrorCode::kFieldTooLong, {}, std::string(name)};
  return std::string(text);
}

// What a request says: the version that the files were made of, and the files.
struct Written {
  json::object body;
  service::PolicyVariant base;
  policy::PackSource source;
};

Result<policy::PackSource> SourceOf(const json::object& body, const std::string& pack) {
  const json::value* list = body.if_contains("files");
  if (list == nullptr || !list->is_array()) return Error{ErrorCode::kBadFieldType, {}, "files"};
  if (list->get_array().empty()) return Bad("files");
  service::PolicyFiles files;
  for (const json::value& item : list->get_array()) {
    if (!item.is_object()) return Error{ErrorCode::kBadFieldType, {}, "files"};
    Result<std::string> path = StringOf(item.get_object(), "path", service::kMostPolicyBytes);
    if (!path.ok()) return path.error();
    Result<std::string> text = StringOf(item.get_object(), "text", service::kMostPolicyBytes);
    if (!text.ok()) return text.error();
    const auto [file, added] = files.emplace(std::move(*path), std::move(*text));
    if (!added) return Bad(file->first);
  }
  const Status checked = service::CheckPolicyFiles(files);
  if (!checked.ok()) return checked.error();
  return service::SourceOf(pack, files);
}

Result<Written> ReadWritten(Console& console, const Call& call) {
  boost::system::error_code failure;
  json::value value = json::parse(call.request.body, failure);
  if (failure || !value.is_object()) return ErrorCode::kBadJson;
  Written written;
  written.body = std::move(value.get_object());
  const Result<std::string> base = StringOf(written.body, "base", kLongestName);
  if (!base.ok()) return base.error();
  Result<service::PolicyVariant> variant = service::FindVariant(console.region(), *base);
  if (!variant.ok()) return variant.error();
  written.base = std::move(*variant);
  Result<policy::PackSource> source = SourceOf(written.body, written.base.pack->id);
  if (!source.ok()) return source.error();
  written.source = std::move(*source);
  return written;
}

json::object SaidJson(const Written& written, const policy::PackSource& source,
                      service::Region& region) {
  return PolicyFindingsJson(service::FindingsOf(*written.base.pack, source, region.today()));
}

Result<std::vector<policy::CellEdit>> ReadCells(const json::object& object) {
  std::vector<policy::CellEdit> cells;
  const json::value* list = object.if_contains("cells");
  if (list == nullptr) return cells;
  if (!list->is_array()) return Error{ErrorCode::kBadFieldType, {}, "cells"};
  if (list->get_array().size() > kMostCells) return Bad("cells");
  for (const json::value& item : list->get_array()) {
    if (!item.is_object()) return Error{ErrorCode::kBadFieldType, {}, "cells"};
    policy::CellEdit cell;
    Result<std::string> value = StringOf(item.get_object(), "value", policy::kLongestWritten);
    if (!value.ok()) return value.error();
    cell.value = std::move(*value);
    const json::value* at = item.get_object().if_contains("at");
    if (at != nullptr && at->is_array() && at->get_array().size() <= kMostAxes) {
      for (const json::value& member : at->get_array()) {
        if (!member.is_string()) return Error{ErrorCode::kBadFieldType, {}, "at"};
        cell.at.emplace_back(member.get_string());
      }
    } else if (at != nullptr) {
      return Error{ErrorCode::kBadFieldType, {}, "at"};
    }
    cells.push_back(std::move(cell));
  }
  return cells;
}

Result<Text> ReadBoth(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  if (value == nullptr || value->is_null()) return Text{};
  if (!value->is_object()) return Error{ErrorCode::kBadFieldType, {}, std::string(name)};
  Result<std::string> zh = StringOf(value->get_object(), "zh", policy::kLongestWritten);
  if (!zh.ok()) return zh.error();
  Result<std::string> en = StringOf(value->get_object(), "en", policy::kLongestWritten);
  if (!en.ok()) return en.error();
  return Text{std::move(*zh), std::move(*en)};
}

Result<policy::ClauseEdit> ReadClause(const json::value& value) {
  if (!value.is_object()) return Error{ErrorCode::kBadFieldType, {}, "clause"};
  const json::object& object = value.get_object();
  Result<std::string> document = StringOf(object, "document", policy::kLongestWritten);
  if (!document.ok()) return document.error();
  Result<std::string> article = StringOf(object, "article", policy::kLongestWritten);
  if (!article.ok()) return article.error();
  Result<Text> reason = ReadBoth(object, "reason");
  if (!reason.ok()) return reason.error();
  return policy::ClauseEdit{std::move(*document), std::move(*article), std::move(*reason)};
}

Result<policy::DocumentEdit> ReadDocument(const json::value& value) {
  if (!value.is_object()) return Error{ErrorCode::kBadFieldType, {}, "document"};
  const json::object& object = value.get_object();
  Result<std::string> id = StringOf(object, "id", kLongestName);
  if (!id.ok()) return id.error();
  Result<Text> title = ReadBoth(object, "title");
  if (!title.ok()) return title.error();
  Result<std::string> number = StringOf(object, "number", policy::kLongestWritten);
  if (!number.ok()) return number.error();
  return policy::DocumentEdit{std::move(*id), std::move(*title), std::move(*number)};
}

Result<service::PolicyEdit> ReadEdit(const json::value& value) {
  if (!value.is_object()) return Error{ErrorCode::kBadFieldType, {}, "changes"};
  const json::object& object = value.get_object();
  service::PolicyEdit edit;
  if (const json::value* document = object.if_contains("document")) {
    Result<policy::DocumentEdit> read = ReadDocument(*document);
    if (!read.ok()) return read.error();
    edit.kind = service::PolicyEdit::Kind::kDocument;
    edit.document = std::move(*read);
    return edit;
  }
  Result<std::string> name = StringOf(object, "value", policy::kLongestWritten);
  if (!name.ok()) return name.error();
  edit.value = std::move(*name);
  const Result<std::string> from = StringOf(object, "from", kLongestName);
  if (!from.ok()) return from.error();
  const Result<Date> day = ParseDate(*from);
  if (!day.ok()) return Error{ErrorCode::kBadDate, {}, "from"};
  edit.from = *day;
  if (const json::value* remove = object.if_contains("remove")) {
    if (!remove->is_bool()) return Error{ErrorCode::kBadFieldType, {}, "remove"};
    if (remove->get_bool()) edit.kind = service::PolicyEdit::Kind::kRemove;
  }
  Result<std::vector<policy::CellEdit>> cells = ReadCells(object);
  if (!cells.ok()) return cells.error();
  edit.cells = std::move(*cells);
  const json::value* clause = object.if_contains("clause");
  if (clause != nullptr && !clause->is_null()) {
    Result<policy::ClauseEdit> read = ReadClause(*clause);
    if (!read.ok()) return read.error();
    edit.clause = std::move(*read);
  }
  return edit;
}

Result<std::vector<service::PolicyEdit>> ReadEdits(const json::object& body) {
  const json::value* changes = body.if_contains("changes");
  if (changes == nullptr || !changes->is_array()) {
    return Error{ErrorCode::kBadFieldType, {}, "changes"};
  }
  const json::array& list = changes->get_array();
  if (list.empty() || list.size() > kMostEdits) return Bad("changes");
  std::vector<service::PolicyEdit> edits;
  for (const json::value& item : list) {
    Result<service::PolicyEdit> edit = ReadEdit(item);
    if (!edit.ok()) return edit.error();
    edits.push_back(std::move(*edit));
  }
  return edits;
}

json::object ReachJson(const service::PolicyReach& reach) {
  json::array rows;
  for (const service::ReachRow& row : reach.rows) {
    json::array place;
    for (const Text& part : row.place) place.push_back(TextJson(part));
    rows.push_back(json::object{{"place", std::move(place)},
                                {"axis", NamedJson(row.axis, row.axis_title)},
                                {"member", NamedJson(row.member, row.title)},
                                {"examples", row.examples},
                                {"past", row.past}});
  }
  return {{"on", DateJson(reach.on)},
          {"from", DateJson(reach.period.from)},
          {"through", DateJson(reach.period.through)},
          {"encounters", reach.encounters},
          {"refused", reach.refused},
          {"rows", std::move(rows)}};
}

}  // namespace

Answer CheckPolicyFiles(Console& console, const Call& call) {
  const Result<Written> written = ReadWritten(console, call);
  if (!written.ok()) return written.error();
  return json::value(SaidJson(*written, written->source, console.region()));
}

Answer ReachPolicyFiles(Console& console, const Call& call) {
  if (const Status may = ForWholeArea(call, "policy.draft"); !may.ok()) return may.error();
  const Result<Written> written = ReadWritten(console, call);
  if (!written.ok()) return written.error();
  policy::LoadedPack loaded = policy::LoadPack(written->source);
  if (const auto refused = service::ErrorsAsRefusal(loaded)) return *refused;
  const auto pack = std::make_shared<const policy::Pack>(std::move(loaded.pack));
  const Result<Job> job =
      console.jobs().Start({"policy_reach", Right::kPolicyDraft, /*can_be_cancelled=*/true},
                           [&region = console.region(), folder = console.options().work_folder,
                            pack](const Jobs::Progress& progress) -> Result<JobOutcome> {
                             const auto tell = [&progress](std::int64_t done, std::int64_t total) {
                               progress(done, total);
                               return !progress.cancelled();
                             };
                             const auto reach = service::ReachInRegion(region, folder, *pack, tell);
                             if (!reach.ok()) return reach.error();
                             return JobOutcome{true, {}, ReachJson(*reach)};
                           });
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer EditPolicyFiles(Console& console, const Call& call) {
  const Result<Written> written = ReadWritten(console, call);
  if (!written.ok()) return written.error();
  const Result<std::vector<service::PolicyEdit>> edits = ReadEdits(written->body);
  if (!edits.ok()) return edits.error();
  const Result<policy::PackSource> changed = service::EditPolicy(written->source, *edits);
  if (!changed.ok()) return changed.error();
  json::array files;
  for (std::size_t i = 0; i < changed->files.size(); ++i) {
    const policy::PackFile& file = changed->files[i];
    if (file.bytes == written->source.files[i].bytes) continue;
    files.push_back(
        json::object{{"path", file.path.substr(changed->id.size() + 1)}, {"text", file.bytes}});
  }
  return json::value(json::object{{"files", std::move(files)},
                                  {"check", SaidJson(*written, *changed, console.region())}});
}

}  // namespace tongchou::console
