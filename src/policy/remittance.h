// How a bank or a tax office writes its files of receipts: names of columns, encoding, separator,
// form of dates and amounts. Dated data of a pack, so that another office's file is no other
// program.
//
// Values of a pack; immutable after reading, therefore thread-safe.
#ifndef TONGCHOU_POLICY_REMITTANCE_H_
#define TONGCHOU_POLICY_REMITTANCE_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/text.h"

namespace tongchou::policy {

enum class FileEncoding : std::uint8_t { kUtf8, kGb18030 };
enum class DateForm : std::uint8_t { kDashes, kSlashes, kCompact, kChinese };
enum class AmountUnit : std::uint8_t { kYuan, kFen };

inline constexpr std::string_view kFileEncodings[] = {"utf-8", "gb18030"};
inline constexpr std::string_view kDateForms[] = {"YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD",
                                                  "YYYY年MM月DD日"};
inline constexpr std::string_view kAmountUnits[] = {"yuan", "fen"};

// What a column of such a file can be, as our own form of it names it; the first three are needed.
inline constexpr std::string_view kRemittanceColumns[] = {
    "date", "amount", "reference", "bill", "payer", "payer_name", "note"};
inline constexpr std::size_t kNeededColumns = 3;

struct RemittanceColumn {
  std::string id;    // one of kRemittanceColumns
  std::string name;  // at the head of the file
};

struct RemittanceFormat {
  std::string id;
  Text title;
  DateRange in_force;
  FileEncoding encoding = FileEncoding::kUtf8;
  char separator = ',';
  int skip_lines = 0;  // above the line with the columns' names
  DateForm date = DateForm::kDashes;
  AmountUnit amount = AmountUnit::kYuan;
  std::vector<RemittanceColumn> columns;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_REMITTANCE_H_
