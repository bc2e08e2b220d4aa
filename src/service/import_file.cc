#include "service/import_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/chinese_text.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";

using Record = std::vector<std::string>;

std::string Trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(kBlanks) - first + 1));
}

bool IsBlank(const Record& record) {
  return std::ranges::all_of(record, [](const std::string& cell) { return Trimmed(cell).empty(); });
}

// A cell that a spreadsheet would run as a formula is disarmed.
std::string Quoted(const std::string& cell) {
  const bool formula = !cell.empty() && std::string_view("=+-@").find(cell[0]) != std::string::npos;
  const std::string safe = formula ? "'" + cell : cell;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char letter : safe) quoted.append(letter == '"' ? 2 : 1, letter);
  return quoted + "\"";
}

// Which column each field of the first line is, or nullptr.
Result<std::vector<const ImportColumn*>> ColumnsOf(const Record& head) {
  std::vector<const ImportColumn*> columns;
  for (const std::string& field : head) {
    const std::string name = Trimmed(field);
    const ImportColumn* found = nullptr;
    for (const ImportColumn& column : ImportColumns()) {
      const bool named = name == column.id || name == column.title.zh || name == column.title.en;
      if (named) found = &column;
    }
    if (found != nullptr && std::ranges::find(columns, found) != columns.end()) {
      return Refuse(ErrorCode::kBadColumns, found->title.zh);
    }
    columns.push_back(found);
  }
  for (const ImportColumn& column : ImportColumns()) {
    if (!column.required || std::ranges::find(columns, &column) != columns.end()) continue;
    return Error{ErrorCode::kBadColumns,
                 {fmt::format("缺少“{}”列，请使用模板", column.title.zh),
                  fmt::format("the column {} is missing: use the template", column.title.en)},
                 std::string(column.id)};
  }
  return columns;
}

}  // namespace

std::vector<std::vector<std::string>> ParseCsv(std::string_view text) {
  std::vector<Record> records;
  Record record;
  std::string field;
  bool quoted = false;
  const auto end_record = [&] {
    record.push_back(std::exchange(field, {}));
    records.push_back(std::exchange(record, {}));
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char letter = text[i];
    if (quoted) {
      const bool doubled = letter == '"' && i + 1 < text.size() && text[i + 1] == '"';
      if (letter == '"' && !doubled) {
        quoted = false;
        continue;
      }
      if (doubled) ++i;
      field.push_back(letter);
    } else if (letter == '"' && field.empty()) {
      quoted = true;
    } else if (letter == ',') {
      record.push_back(std::exchange(field, {}));
    } else if (letter == '\n') {
      end_record();
    } else if (letter != '\r') {
      field.push_back(letter);
    }
  }
  if (!field.empty() || !record.empty()) end_record();
  return records;
}

Result<std::vector<ImportRow>> ReadImportFile(std::string_view bytes) {
  const Result<std::string> text = Utf8Of(bytes);
  if (!text.ok()) return text.error();
  const std::vector<Record> records = ParseCsv(*text);
  const Result<std::vector<const ImportColumn*>> columns =
      ColumnsOf(records.empty() ? Record() : records.front());
  if (!columns.ok()) return columns.error();
  std::vector<ImportRow> rows;
  for (std::size_t i = 1; i < records.size(); ++i) {
    if (IsBlank(records[i])) continue;
    ImportRow row;
    row.row = static_cast<std::int64_t>(i) + 1;
    const std::size_t count = std::min(columns->size(), records[i].size());
    for (std::size_t j = 0; j < count; ++j) {
      if ((*columns)[j] != nullptr) row.*(*columns)[j]->cell = Trimmed(records[i][j]);
    }
    rows.push_back(std::move(row));
    if (rows.size() > static_cast<std::size_t>(kMostRows)) return ErrorCode::kTooManyLines;
  }
  return rows;
}

std::string RefusedFile(const std::vector<RowResult>& rows) {
  std::string text(kMark);
  for (const ImportColumn& column : ImportColumns()) text += column.title.zh + ",";
  text += "原行号,未通过原因,Reason\r\n";
  for (const RowResult& row : rows) {
    if (!row.error) continue;
    for (const ImportColumn& column : ImportColumns()) {
      text += Quoted(row.cells.*column.cell) + ",";
    }
    text += fmt::format("{},{},{}\r\n", row.row, Quoted(row.error->Chinese()),
                        Quoted(row.error->English()));
  }
  return text;
}

std::string ImportTemplate() {
  std::string titles(kMark), example;
  for (const ImportColumn& column : ImportColumns()) {
    const bool first = &column == &ImportColumns().front();
    titles += (first ? "" : ",") + column.title.zh;
    example += (first ? "" : ",") + std::string(column.example);
  }
  return titles + "\r\n" + example + "\r\n";
}

}  // namespace tongchou::service
