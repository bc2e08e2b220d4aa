// One row of a file of members: its cells as an employer filled them in, read into values or
// refused with the column that is wrong.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_IMPORT_ROW_H_
#define TONGCHOU_SERVICE_IMPORT_ROW_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "policy/library.h"
#include "service/table_file.h"
#include "store/register_rows.h"

namespace tongchou::service {

// Cells as text, blanks around them cut off; an empty one was left empty.
struct ImportRow {
  std::int64_t row = 0;  // in the file, from 1
  std::string name, certificate, birth, scheme, category, wage, begin, end, employer, household,
      relation;

  bool operator==(const ImportRow&) const = default;
};

using ImportColumn = TableColumn<ImportRow>;
const std::vector<ImportColumn>& ImportColumns();

// The row as values.
struct ImportMember {
  std::int64_t row = 0;
  std::string name, certificate;
  store::Gender gender = store::Gender::kUnknown;
  Date birth;
  std::string scheme, category;  // the pack's words
  std::optional<Money> wage;
  std::optional<Date> begin, end;
  std::string employer;             // code
  std::string household, relation;  // code, and relation to the head as the file has it; or empty
};

// Reads the cells. `scheme` and `employer` hold where the cells are empty. Category and scheme are
// the pack's words or their titles in either language; days may be written as 2026-03-01, 2026/3/1,
// 20260301 or 2026年3月1日; amounts may have commas between thousands. Refusals, with the column's
// id in `where`: kMissingField, kFieldTooLong, kBadIdNumber, kPersonDiffers (birth),
// kUnknownScheme, kUnknownCategory, kBadAmount, kBadDate, kBadPeriod (end before begin).
Result<ImportMember> ReadImportRow(const policy::Pack& pack, const ImportRow& row,
                                   const std::string& scheme, const std::string& employer);

// A day as people write it, and an amount that may have commas; see ReadImportRow. Refusals:
// kBadDate, kBadAmount.
Result<Date> ReadDay(std::string_view text);
Result<Money> ReadAmount(std::string text);

// The scheme whose contributions the area levies from employers.
std::string LevyScheme(const policy::Pack& pack);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_IMPORT_ROW_H_
