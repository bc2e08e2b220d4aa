#include "service/receipt_row.h"

#include <algorithm>

#include "service/import_row.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestCell = 400;

}  // namespace

const std::vector<ReceiptColumn>& ReceiptColumns() {
  static const std::vector<ReceiptColumn> kColumns = {
      {"date", {"到账日期", "date"}, &ReceiptCells::day, true, "2026-04-08"},
      {"amount", {"金额", "amount"}, &ReceiptCells::amount, true, "5200.00"},
      {"reference",
       {"银行流水号", "bank reference"},
       &ReceiptCells::reference,
       true,
       "20260408000001"},
      {"bill", {"缴费单号", "bill"}, &ReceiptCells::bill, false, "202603-E00001-1"},
      {"payer", {"单位编号或信用代码", "payer code"}, &ReceiptCells::payer, false, "E00001"},
      {"payer_name", {"缴款单位", "payer"}, &ReceiptCells::payer_name, false, ""},
      {"note", {"摘要", "note"}, &ReceiptCells::note, false, ""},
  };
  return kColumns;
}

Result<ReceiptLine> ReadReceipt(const ReceiptCells& cells, Date today) {
  for (const ReceiptColumn& column : ReceiptColumns()) {
    const std::string& cell = cells.*column.cell;
    if (column.required && cell.empty()) {
      return Refuse(ErrorCode::kMissingField, std::string(column.id));
    }
    if (cell.size() > kLongestCell) {
      return Refuse(ErrorCode::kFieldTooLong, std::string(column.id));
    }
  }
  if (cells.reference.size() > kLongestReference) {
    return Refuse(ErrorCode::kFieldTooLong, "reference");
  }
  const Result<Date> day = ReadDay(cells.day);
  if (!day.ok()) return Refuse(ErrorCode::kBadDate, "date");
  if (*day > today) return Refuse(ErrorCode::kTimeInFuture, "date");
  const Result<Money> amount = ReadAmount(cells.amount);
  if (!amount.ok() || *amount == Money{}) return Refuse(ErrorCode::kBadAmount, "amount");
  return ReceiptLine{*day,        *amount,          cells.reference, cells.bill,
                     cells.payer, cells.payer_name, cells.note};
}

Result<std::vector<ReceiptCells>> ReadReceiptFile(std::string_view bytes) {
  return ReadTable(bytes, ReceiptColumns(), static_cast<std::size_t>(kMostReceipts));
}

std::string ReceiptTemplate() { return TemplateOf(ReceiptColumns()); }

}  // namespace tongchou::service
