// Verifying settlements across areas: each crossing against its settlement or entry, and the two
// sides of a pair against each other.
#ifndef TONGCHOU_SERVICE_VERIFY_CROSSINGS_H_
#define TONGCHOU_SERVICE_VERIFY_CROSSINGS_H_

#include <cstdint>

#include "service/verify_book.h"

namespace tongchou::service {

class Region;

struct CrossingCounts {
  std::int64_t treated = 0;     // answered, of those treated here
  std::int64_t insured = 0;     // of those insured here
  std::int64_t unfinished = 0;  // asked, without an outcome yet
};

// Refusals: store_* codes. Marks the entries of `book` that crossings claim.
Result<CrossingCounts> VerifyCrossings(store::Reader& reader, std::int64_t area, Book& book,
                                       Findings& findings);

struct PairCounts {
  std::int64_t items = 0, unfinished = 0;
};

// What `insured` owes `treated` against what that claims: item by item, and the balances of both
// journals. Refusals: store_* codes.
Result<PairCounts> VerifyPair(Region& insured, Region& treated, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_CROSSINGS_H_
