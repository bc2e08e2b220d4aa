// Tables as CSV files: records read into rows by the titles in the first line, and templates.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_TABLE_FILE_H_
#define TONGCHOU_SERVICE_TABLE_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace tongchou::service {

// A column of a template, and which cell of a row it fills.
template <typename Row>
struct TableColumn {
  std::string_view id;  // "cert_no"
  Text title;
  std::string Row::*cell;
  bool required = false;
  std::string_view example;
};

struct ColumnName {
  std::string_view id;
  Text title;
  bool required = false;
};

// A record that is not blank: its number in the file, from 1, and its cells by column of the
// template, blanks around them cut off.
struct TableRecord {
  std::int64_t row = 0;
  std::vector<std::string> cells;
};

// The records of a CSV text (RFC 4180); a quote that is not closed ends with the text.
std::vector<std::vector<std::string>> ParseCsv(std::string_view text, char separator = ',');

// A field of CSV: in quotes where it needs them (RFC 4180).
std::string CsvField(const std::string& text);

// The records of a CSV text in UTF-8 behind `skipped` lines, whose first line names the columns.
// Refusals: kBadColumns, kTooManyLines.
Result<std::vector<TableRecord>> RecordsOf(std::string_view text,
                                           const std::vector<ColumnName>& columns, std::size_t most,
                                           char separator, int skipped);

// The records of a CSV file in UTF-8 or GB18030 whose first line names the columns by id or by
// title in either language; other columns are passed over. Refusals: kBadEncoding, kBadColumns (a
// required column is missing, or one stands twice), kTooManyLines (more than `most`).
Result<std::vector<TableRecord>> ReadRecords(std::string_view bytes,
                                             const std::vector<ColumnName>& columns,
                                             std::size_t most);

// Titles in Chinese and an example line; UTF-8 with a mark.
std::string TemplateText(const std::vector<ColumnName>& columns,
                         const std::vector<std::string_view>& examples);

template <typename Row>
std::vector<ColumnName> NamesOf(const std::vector<TableColumn<Row>>& columns) {
  std::vector<ColumnName> names;
  for (const auto& column : columns) names.push_back({column.id, column.title, column.required});
  return names;
}

// ReadRecords as rows, which have a member `row`.
template <typename Row>
Result<std::vector<Row>> ReadTable(std::string_view bytes,
                                   const std::vector<TableColumn<Row>>& columns, std::size_t most) {
  Result<std::vector<TableRecord>> records = ReadRecords(bytes, NamesOf(columns), most);
  if (!records.ok()) return records.error();
  std::vector<Row> rows;
  for (TableRecord& record : *records) {
    Row& row = rows.emplace_back();
    row.row = record.row;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      row.*columns[i].cell = std::move(record.cells[i]);
    }
  }
  return rows;
}

template <typename Row>
std::string TemplateOf(const std::vector<TableColumn<Row>>& columns) {
  std::vector<std::string_view> examples;
  for (const auto& column : columns) examples.push_back(column.example);
  return TemplateText(NamesOf(columns), examples);
}

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_TABLE_FILE_H_
