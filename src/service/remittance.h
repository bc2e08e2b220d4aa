// Files of receipts in the forms of banks and tax offices, as the pack describes them: which form a
// file has, and its lines as our own.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_REMITTANCE_H_
#define TONGCHOU_SERVICE_REMITTANCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "policy/remittance.h"
#include "service/receipt_row.h"

namespace tongchou::policy {
struct Pack;
}  // namespace tongchou::policy

namespace tongchou::service {

inline constexpr std::string_view kOwnForm = "template";  // our own form, which is always read

// The forms of the pack in force on `day`, in the pack's order.
std::vector<const policy::RemittanceFormat*> FormatsOn(const policy::Pack& pack, Date day);

// The form `id` in force on `day`; nullptr for kOwnForm and an empty id. Refusals: kNoSuchFormat.
Result<const policy::RemittanceFormat*> FindFormat(const policy::Pack& pack, Date day,
                                                   std::string_view id);

// A line in `format` as our own form has it: the day with dashes, the amount in yuan. What is not
// written as the form says becomes a text that ReadReceipt refuses and that says what was expected.
ReceiptCells InOwnForm(const policy::RemittanceFormat& format, ReceiptCells cells);

struct RemittanceFile {
  std::string format;  // its id, or kOwnForm
  std::vector<ReceiptCells> rows;
};

// Reads a file in the form `id`; in whichever it fits, our own first, when `id` is empty. Refusals:
// kNoSuchFormat, kBadEncoding, kBadColumns (says which columns the file has and which every form
// expects), kTooManyLines.
Result<RemittanceFile> ReadRemittance(std::string_view bytes, const policy::Pack& pack, Date day,
                                      std::string_view id);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REMITTANCE_H_
