#include "service/remittance.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/chinese_text.h"
#include "policy/library.h"
#include "policy/pack_model.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

using policy::RemittanceFormat;

// How each form of a date is written: Y, M and D stand for digits.
constexpr std::string_view kPatterns[] = {"YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "YYYY年MM月DD日"};

// The digits of `text` where it has the shape of `pattern`, as year-month-day; empty: it has not.
std::string DayIn(std::string_view pattern, std::string_view text) {
  if (text.size() != pattern.size()) return {};
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool wants_digit = pattern[i] == 'Y' || pattern[i] == 'M' || pattern[i] == 'D';
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (wants_digit ? !is_digit : text[i] != pattern[i]) return {};
    if (is_digit) digits += text[i];
  }
  return fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6));
}

// "520000" fen as "5200.00"; empty: they are no digits.
std::string YuanOfFen(std::string_view fen) {
  constexpr std::size_t kMost = 18;
  const bool digits = !fen.empty() && fen.size() <= kMost &&
                      std::ranges::all_of(fen, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) return {};
  const std::string padded = fmt::format("{:0>3}", fen);
  return padded.substr(0, padded.size() - 2) + "." + padded.substr(padded.size() - 2);
}

std::vector<ColumnName> NamesOf(const RemittanceFormat& format) {
  std::vector<ColumnName> names;
  for (const policy::RemittanceColumn& column : format.columns) {
    names.push_back({column.id, {column.name, column.name}, true});
  }
  return names;
}

std::string_view ColumnsText(const RemittanceFormat& format, std::string& text) {
  for (const policy::RemittanceColumn& column : format.columns) {
    text += (text.empty() ? "" : "、") + column.name;
  }
  return text;
}

// The first line that looks like one of columns.
std::string HeadOf(std::string_view bytes) {
  constexpr std::size_t kLongest = 300;
  constexpr std::array<char, 4> kSeparators = {',', '|', '\t', ';'};
  const Result<std::string> text = Utf8Of(bytes.substr(0, bytes.rfind('\n') + 1));
  if (!text.ok()) return {};
  for (const char separator : kSeparators) {
    for (const auto& record : ParseCsv(*text, separator)) {
      if (record.size() < policy::kNeededColumns) continue;
      std::string head;
      for (const std::string& cell : record) {
        if (head.size() < kLongest) head += (head.empty() ? "" : "、") + cell;
      }
      return head;
    }
  }
  return {};
}

Error FitsNone(std::string_view bytes, const std::vector<const RemittanceFormat*>& formats) {
  const std::string head = HeadOf(bytes);
  Text say{
      fmt::format("文件的列与任何一种到账文件都不符。文件有：{}。", head),
      fmt::format("the columns are those of no known file of receipts. The file has: {}.", head)};
  const auto add = [&](const Text& title, std::string_view columns) {
    say.zh += fmt::format("“{}”应有：{}。", title.zh, columns);
    say.en += fmt::format(" \"{}\" has: {}.", title.en, columns);
  };
  std::string own;
  for (const ReceiptColumn& column : ReceiptColumns()) {
    if (column.required) own += (own.empty() ? "" : "、") + column.title.zh;
  }
  add({"模板", "our template"}, own);
  for (const RemittanceFormat* format : formats) {
    std::string columns;
    add(format->title, ColumnsText(*format, columns));
  }
  return {ErrorCode::kBadColumns, say, "head"};
}

Result<std::vector<ReceiptCells>> ReadAs(const RemittanceFormat& format, std::string_view bytes) {
  const bool gb = format.encoding == policy::FileEncoding::kGb18030;
  const Result<std::string> text = Utf8From(gb ? "GB18030" : "UTF-8", bytes);
  if (!text.ok()) return text.error();
  const auto records = RecordsOf(*text, NamesOf(format), static_cast<std::size_t>(kMostReceipts),
                                 format.separator, format.skip_lines);
  if (!records.ok()) return records.error();
  std::vector<ReceiptCells> rows;
  for (const TableRecord& record : *records) {
    ReceiptCells cells;
    cells.row = record.row;
    for (std::size_t i = 0; i < format.columns.size(); ++i) {
      const auto own =
          std::ranges::find(ReceiptColumns(), format.columns[i].id, &ReceiptColumn::id);
      cells.*own->cell = record.cells[i];
    }
    rows.push_back(InOwnForm(format, std::move(cells)));
  }
  return rows;
}

}  // namespace

std::vector<const RemittanceFormat*> FormatsOn(const policy::Pack& pack, Date day) {
  std::vector<const RemittanceFormat*> formats;
  for (const RemittanceFormat& format : pack.model->remittance) {
    if (format.in_force.Contains(day)) formats.push_back(&format);
  }
  return formats;
}

Result<const RemittanceFormat*> FindFormat(const policy::Pack& pack, Date day,
                                           std::string_view id) {
  if (id.empty() || id == kOwnForm) return nullptr;
  for (const RemittanceFormat* format : FormatsOn(pack, day)) {
    if (format->id == id) return format;
  }
  return Refuse(ErrorCode::kNoSuchFormat, std::string(id));
}

ReceiptCells InOwnForm(const RemittanceFormat& format, ReceiptCells cells) {
  const auto form = static_cast<std::size_t>(format.date);
  const std::string day = DayIn(kPatterns[form], cells.day);
  if (!day.empty()) {
    cells.day = day;
  } else if (!cells.day.empty()) {
    cells.day = fmt::format("≠{} {}", policy::kDateForms[form], cells.day);
  }
  if (format.amount == policy::AmountUnit::kFen && !cells.amount.empty()) {
    const std::string yuan = YuanOfFen(cells.amount);
    cells.amount = yuan.empty() ? "≠fen " + cells.amount : yuan;
  }
  return cells;
}

Result<RemittanceFile> ReadRemittance(std::string_view bytes, const policy::Pack& pack, Date day,
                                      std::string_view id) {
  const auto chosen = FindFormat(pack, day, id);
  if (!chosen.ok()) return chosen.error();
  std::vector<const RemittanceFormat*> formats = FormatsOn(pack, day);
  if (*chosen == nullptr) {
    auto rows = ReadReceiptFile(bytes);
    if (rows.ok()) return RemittanceFile{std::string(kOwnForm), *std::move(rows)};
    if (id == kOwnForm || rows.error().code != ErrorCode::kBadColumns) return rows.error();
  } else {
    formats = {*chosen};
  }
  for (const RemittanceFormat* format : formats) {
    auto rows = ReadAs(*format, bytes);
    if (rows.ok()) return RemittanceFile{format->id, *std::move(rows)};
    const ErrorCode code = rows.error().code;
    const bool another = code == ErrorCode::kBadColumns || code == ErrorCode::kBadEncoding;
    if (!another) return rows.error();
  }
  return FitsNone(bytes, formats);
}

}  // namespace tongchou::service
