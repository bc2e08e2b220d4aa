#include "service/table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

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

// Which field of `head` each column is; -1: none.
Result<std::vector<int>> PlacesOf(const Record& head, const std::vector<ColumnName>& columns) {
  std::vector<int> places(columns.size(), -1);
  for (std::size_t field = 0; field < head.size(); ++field) {
    const std::string name = Trimmed(head[field]);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const ColumnName& column = columns[i];
      if (name != column.id && name != column.title.zh && name != column.title.en) continue;
      if (places[i] >= 0) return Refuse(ErrorCode::kBadColumns, column.title.zh);
      places[i] = static_cast<int>(field);
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].required || places[i] >= 0) continue;
    return Error{ErrorCode::kBadColumns,
                 {fmt::format("缺少“{}”列，请使用模板", columns[i].title.zh),
                  fmt::format("the column {} is missing: use the template", columns[i].title.en)},
                 std::string(columns[i].id)};
  }
  return places;
}

}  // namespace

std::vector<std::vector<std::string>> ParseCsv(std::string_view text, char separator) {
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
    } else if (letter == separator) {
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

Result<std::vector<TableRecord>> ReadRecords(std::string_view bytes,
                                             const std::vector<ColumnName>& columns,
                                             std::size_t most) {
  const Result<std::string> text = Utf8Of(bytes);
  if (!text.ok()) return text.error();
  return RecordsOf(*text, columns, most, ',', 0);
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

Result<std::vector<TableRecord>> RecordsOf(std::string_view text,
                                           const std::vector<ColumnName>& columns, std::size_t most,
                                           char separator, int skipped) {
  for (int line = 0; line < skipped; ++line) {
    text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
  }
  const std::vector<Record> records = ParseCsv(text, separator);
  const Result<std::vector<int>> places =
      PlacesOf(records.empty() ? Record() : records.front(), columns);
  if (!places.ok()) return places.error();
  std::vector<TableRecord> rows;
  for (std::size_t i = 1; i < records.size(); ++i) {
    const Record& record = records[i];
    if (IsBlank(record)) continue;
    TableRecord& row = rows.emplace_back();
    row.row = static_cast<std::int64_t>(i) + 1 + skipped;
    for (const int place : *places) {
      const bool there = place >= 0 && static_cast<std::size_t>(place) < record.size();
      row.cells.push_back(there ? Trimmed(record[static_cast<std::size_t>(place)]) : "");
    }
    if (rows.size() > most) return ErrorCode::kTooManyLines;
  }
  return rows;
}

std::string TemplateText(const std::vector<ColumnName>& columns,
                         const std::vector<std::string_view>& examples) {
  std::string titles(kMark), example;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    titles += (i == 0 ? "" : ",") + columns[i].title.zh;
    example += (i == 0 ? "" : ",") + std::string(examples[i]);
  }
  return titles + "\r\n" + example + "\r\n";
}

}  // namespace tongchou::service
