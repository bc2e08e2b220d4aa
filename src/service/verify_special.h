// Verifying the papers of special groups: every claim and credit against its entries, every managed
// account against both, the standards that the bills of cadres rest on, the sheets of soldiers
// against the settlements of their months.
#ifndef TONGCHOU_SERVICE_VERIFY_SPECIAL_H_
#define TONGCHOU_SERVICE_VERIFY_SPECIAL_H_

#include "service/verify_book.h"

namespace tongchou::service {

class Region;

struct SpecialCounts {
  std::int64_t claims = 0, credits = 0, bills = 0;
};

// Refusals: store_* codes.
Result<SpecialCounts> VerifySpecial(Region& region, store::Reader& reader, Book& book,
                                    Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_SPECIAL_H_
