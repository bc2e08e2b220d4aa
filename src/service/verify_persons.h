// Verifying persons: every settlement again from its inputs, and along them the running totals, the
// accounts, the daily totals and the entries that book them.
#ifndef TONGCHOU_SERVICE_VERIFY_PERSONS_H_
#define TONGCHOU_SERVICE_VERIFY_PERSONS_H_

#include <cstdint>
#include <functional>

#include "service/verify_book.h"

namespace tongchou::service {

class Region;

struct PersonCounts {
  std::int64_t settlements = 0, reversals = 0, persons = 0;
  std::int64_t elsewhere = 0;  // of the settlements and reversals: treated in other areas
};

// Refusals: store_* codes. Marks the entries of `book` that settlements claim.
Result<PersonCounts> VerifyPersons(Region& region, store::Reader& reader, Book& book,
                                   const std::function<void()>& step, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_PERSONS_H_
