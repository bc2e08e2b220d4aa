// Verifying receipts: every payment laid again on what was owed then, by the rules of its pack; the
// dues, the receipts, the refunds, the notices, the credits of accounts and the frozen days against
// what the payments give.
#ifndef TONGCHOU_SERVICE_VERIFY_RECEIPTS_H_
#define TONGCHOU_SERVICE_VERIFY_RECEIPTS_H_

#include <cstdint>
#include <functional>

#include "service/verify_book.h"

namespace tongchou::service {

class Region;

struct ReceiptCounts {
  std::int64_t payments = 0, receipts = 0, credits = 0;  // credits: sheets of accounts
};

// Marks the entries of `book` that payments and credits claim. Refusals: store_* codes. `step` is
// called for every payment.
Result<ReceiptCounts> VerifyReceipts(Region& region, store::Reader& reader, Book& book,
                                     const std::function<void()>& step, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_RECEIPTS_H_
