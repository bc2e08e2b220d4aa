// Verifying what was credited to and paid out of accounts beside care: every sheet of interest and
// every payout, computed again from the movements and the version of the pack it names.
#ifndef TONGCHOU_SERVICE_VERIFY_ACCOUNTS_H_
#define TONGCHOU_SERVICE_VERIFY_ACCOUNTS_H_

#include <cstdint>

#include "service/verify_book.h"

namespace tongchou::service {

class Region;

struct AccountPaperCounts {
  std::int64_t sheets = 0, interest_lines = 0, payouts = 0;  // payouts that were posted
};

// Marks the entries of `book` that these papers claim. Refusals: store_* codes.
Result<AccountPaperCounts> VerifyAccountPapers(Region& region, store::Reader& reader, Book& book,
                                               Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_ACCOUNTS_H_
