// One line of a file of receipts, as a bank or a tax office sends it: its cells read into values or
// refused with the column that is wrong; and the file as CSV.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_RECEIPT_ROW_H_
#define TONGCHOU_SERVICE_RECEIPT_ROW_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "service/table_file.h"

namespace tongchou::service {

// Cells as text, blanks around them cut off; an empty one was left empty.
struct ReceiptCells {
  std::int64_t row = 0;  // in the file, from 1
  std::string day, amount, reference, bill, payer, payer_name, note;

  bool operator==(const ReceiptCells&) const = default;
};

using ReceiptColumn = TableColumn<ReceiptCells>;
const std::vector<ReceiptColumn>& ReceiptColumns();

// The line as values.
struct ReceiptLine {
  Date day;  // on which it came in
  Money amount;
  std::string reference;  // the bank's, unique
  std::string bill;       // its number; may be empty
  std::string payer;      // the employer's code or credit code; may be empty
  std::string payer_name, note;

  bool operator==(const ReceiptLine&) const = default;
};

inline constexpr std::size_t kLongestReference = 64;

inline constexpr std::int64_t kMostReceipts = 1'000'000;

// Refusals, with the column's id in `where`: kMissingField, kFieldTooLong, kBadDate, kTimeInFuture
// (after `today`), kBadAmount (zero too).
Result<ReceiptLine> ReadReceipt(const ReceiptCells& cells, Date today);

// The lines of a CSV file in UTF-8 or GB18030 whose first line names the columns by id or by title
// in either language. Other columns and blank lines are passed over. Refusals: kBadEncoding,
// kBadColumns, kTooManyLines.
Result<std::vector<ReceiptCells>> ReadReceiptFile(std::string_view bytes);

// Titles in Chinese and an example line; UTF-8 with a mark.
std::string ReceiptTemplate();

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECEIPT_ROW_H_
