// Imports of members: the template, starting one, its parts and what came of the rows.
#include <string>
#include <utility>

#include "console/api.h"
#include "console/body.h"
#include "console/forms.h"
#include "service/imports.h"

namespace tongchou::console {
namespace {

using service::ImportColumn;
using service::ImportJob;
using service::ImportRow;
using service::RowResult;
using service::RowStatus;

constexpr std::size_t kLongestCell = 400;
constexpr std::size_t kLongestText = 400;
constexpr int kShownImports = 100;
constexpr std::string_view kStatuses[] = {"accepted", "unchanged", "refused"};

json::object JobJson(const ImportJob& job) {
  json::object made;
  made["id"] = job.id;
  made["file_name"] = job.file_name;
  made["employer"] = StringOrNull(job.employer);
  made["year"] = job.year;
  made["reason"] = StringOrNull(job.reason);
  made["by"] = job.by;
  made["started_at"] = TimeJson(job.started_at);
  made["finished_at"] = job.finished_at ? TimeJson(*job.finished_at) : json::value(nullptr);
  made["rows"] = job.rows;
  made["done"] = job.accepted + job.unchanged + job.refused;
  made["accepted"] = job.accepted;
  made["unchanged"] = job.unchanged;
  made["refused"] = job.refused;
  made["next_chunk"] = job.chunks + 1;
  return made;
}

json::object CellsJson(const ImportRow& cells) {
  json::object made;
  for (const ImportColumn& column : service::ImportColumns()) {
    made[column.id] = cells.*column.cell;
  }
  return made;
}

json::object ResultJson(const RowResult& result) {
  json::object made;
  made["row"] = result.row;
  made["status"] = kStatuses[static_cast<std::size_t>(result.status)];
  made["psn_no"] = StringOrNull(result.psn_no);
  made["late"] = result.late;
  made["code"] = nullptr;
  made["text"] = nullptr;
  made["column"] = nullptr;
  made["cells"] = nullptr;
  if (!result.error) return made;
  made["code"] = InfoOf(result.error->code).text_code;
  made["text"] = TextJson({result.error->Chinese(), result.error->English()});
  made["column"] = StringOrNull(result.error->where);
  made["cells"] = CellsJson(result.cells);
  return made;
}

// One row of a part: {"row": 2, "name": "…", …}; cells that are absent are empty.
Result<ImportRow> RowOf(const json::value& value) {
  const Error bad{ErrorCode::kBadFieldType, {}, "rows"};
  if (!value.is_object()) return bad;
  const json::object& object = value.get_object();
  ImportRow row;
  const json::value* number = object.if_contains("row");
  if (number == nullptr || !number->is_int64()) return bad;
  row.row = number->get_int64();
  for (const ImportColumn& column : service::ImportColumns()) {
    const json::value* cell = object.if_contains(column.id);
    if (cell == nullptr || cell->is_null()) continue;
    if (!cell->is_string()) return bad;
    const std::string_view text = Trimmed(cell->get_string());
    if (text.size() > kLongestCell) {
      return Error{ErrorCode::kFieldTooLong, {}, std::string(column.id)};
    }
    row.*column.cell = text;
  }
  return row;
}

}  // namespace

Answer GetImportTemplate(Console& console, const Call&) {
  json::array columns;
  for (const ImportColumn& column : service::ImportColumns()) {
    columns.push_back(json::object{{"id", column.id},
                                   {"title", TextJson(column.title)},
                                   {"required", column.required},
                                   {"example", column.example}});
  }
  json::array schemes;
  const std::string usual = service::LevyScheme(console.region().pack());
  const auto& epochs = console.region().pack().epochs;
  if (!epochs.empty()) {
    for (const policy::SchemePlan& plan : epochs.back()->schemes) {
      json::array categories;
      for (std::size_t i = 0; i < plan.categories.size(); ++i) {
        categories.push_back(NamedJson(plan.categories[i], plan.category_titles[i]));
      }
      schemes.push_back(json::object{{"scheme", NamedJson(plan.id, plan.title)},
                                     {"usual", plan.id == usual},
                                     {"categories", std::move(categories)}});
    }
  }
  return json::value{{"columns", std::move(columns)},
                     {"schemes", std::move(schemes)},
                     {"chunk_rows", service::kChunkRows},
                     {"most_rows", service::kMostRows}};
}

Answer StartImport(Console& console, const Call& call) {
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  service::NewImport wanted;
  struct Row {
    const char* name;
    std::string* text;
  };
  for (const auto& [name, text] :
       {Row{"file_name", &wanted.file_name}, Row{"file_digest", &wanted.file_digest},
        Row{"employer", &wanted.employer}, Row{"reason", &wanted.reason}}) {
    Result<std::string> read = body->Text(name, kLongestText);
    if (!read.ok()) return read.error();
    *text = *std::move(read);
  }
  const Result<std::int64_t> rows = body->Number("rows");
  if (!rows.ok()) return rows.error();
  const Result<std::int64_t> year = body->Number("year");
  if (!year.ok()) return year.error();
  constexpr std::int64_t kLastYear = 9999;
  if (*year < 0 || *year > kLastYear) return Error{ErrorCode::kBadParameter, {}, "year"};
  wanted.rows = *rows;
  wanted.year = static_cast<std::int32_t>(*year);
  const Result<ImportJob> job = StartImport(console.region(), DeskOf(call), wanted);
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer AddImportChunk(Console& console, const Call& call) {
  const auto chunk = WholeNumber(call.request.Param("chunk"));
  if (!chunk || *chunk < 1) return Error{ErrorCode::kBadParameter, {}, "chunk"};
  const Result<Body> body = Body::Parse(call.request.body);
  if (!body.ok()) return body.error();
  const Result<const json::array*> sent = body->Array("rows");
  if (!sent.ok()) return sent.error();
  if ((*sent)->size() > service::kChunkRows) return Error{ErrorCode::kTooManyLines, {}, "rows"};
  std::vector<ImportRow> rows;
  for (const json::value& value : **sent) {
    Result<ImportRow> row = RowOf(value);
    if (!row.ok()) return row.error();
    rows.push_back(*std::move(row));
  }
  const auto outcome = ImportChunk(console.region(), DeskOf(call), console.import_memory(),
                                   std::string(call.request.Param("id")), *chunk, rows);
  if (!outcome.ok()) return outcome.error();
  return json::value(JobJson(outcome->job));
}

Answer ListImports(Console& console, const Call& call) {
  const auto jobs = FindImports(console.region(), call.scope(), kShownImports);
  if (!jobs.ok()) return jobs.error();
  json::array items;
  for (const ImportJob& job : *jobs) items.push_back(JobJson(job));
  return json::value(ListJson(std::move(items), ""));
}

Answer ShowImport(Console& console, const Call& call) {
  const auto job =
      service::GetImport(console.region(), call.scope(), std::string(call.request.Param("id")));
  if (!job.ok()) return job.error();
  return json::value(JobJson(*job));
}

Answer ListImportRows(Console& console, const Call& call) {
  std::optional<RowStatus> status;
  const std::string wanted = call.request.Query("status").value_or("");
  for (std::size_t i = 0; i < std::size(kStatuses); ++i) {
    if (wanted == kStatuses[i]) status = static_cast<RowStatus>(i);
  }
  if (!wanted.empty() && !status) return Error{ErrorCode::kBadParameter, {}, "status"};
  const std::string cursor = call.request.Query("cursor").value_or("1");
  const auto chunk = WholeNumber(cursor);
  if (!chunk) return Error{ErrorCode::kBadParameter, {}, "cursor"};
  const auto page = FindRows(console.region(), call.scope(), std::string(call.request.Param("id")),
                             status, *chunk);
  if (!page.ok()) return page.error();
  json::array items;
  for (const RowResult& row : page->rows) items.push_back(ResultJson(row));
  return json::value(
      ListJson(std::move(items), page->next == 0 ? std::string() : std::to_string(page->next)));
}

}  // namespace tongchou::console
