// Verifying the levy: every bill from its stored inputs and its pack, its sheets, its entry.
#ifndef TONGCHOU_SERVICE_VERIFY_LEVY_H_
#define TONGCHOU_SERVICE_VERIFY_LEVY_H_

#include <cstdint>
#include <functional>

#include "service/verify_book.h"

namespace tongchou::service {

class Region;

struct LevyCounts {
  std::int64_t bills = 0, lines = 0;
};

// Marks the entries of `book` that bills claim. Refusals: store_* codes. `step` is called for every
// bill.
Result<LevyCounts> VerifyLevy(Region& region, store::Reader& reader, Book& book,
                              const std::function<void()>& step, Findings& findings);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VERIFY_LEVY_H_
