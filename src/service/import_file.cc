#include "service/import_file.h"

#include <fmt/format.h>

namespace tongchou::service {
namespace {

constexpr std::string_view kMark = "\xef\xbb\xbf";

// A cell that a spreadsheet would run as a formula is disarmed.
std::string Quoted(const std::string& cell) {
  const bool formula = !cell.empty() && std::string_view("=+-@").find(cell[0]) != std::string::npos;
  const std::string safe = formula ? "'" + cell : cell;
  if (safe.find_first_of(",\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char letter : safe) quoted.append(letter == '"' ? 2 : 1, letter);
  return quoted + "\"";
}

}  // namespace

Result<std::vector<ImportRow>> ReadImportFile(std::string_view bytes) {
  return ReadTable(bytes, ImportColumns(), static_cast<std::size_t>(kMostRows));
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

std::string ImportTemplate() { return TemplateOf(ImportColumns()); }

}  // namespace tongchou::service
