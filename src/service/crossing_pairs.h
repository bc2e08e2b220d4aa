// The two sides of what one area owes another, put side by side.
//
// Thread-safe; reads only, beside running servers too: an item that was settled meanwhile stands on
// the side of insurance alone, as one that waits does.
#ifndef TONGCHOU_SERVICE_CROSSING_PAIRS_H_
#define TONGCHOU_SERVICE_CROSSING_PAIRS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "service/region.h"

namespace tongchou::service {

enum class PairState : std::uint8_t {
  kMatched,     // both sides have it, with the same figures
  kUnfinished,  // settled in the area of insurance, not yet booked in the area of treatment
  kUnfounded,   // booked in the area of treatment, unknown in the area of insurance
  kDiffers,     // both have it with different figures
};

// "matched", …, and what a person reads.
std::string_view PairStateCode(PairState state);
const Text& PairStateTitle(PairState state);

struct PairItem {
  std::int64_t outbox = 0;  // number in the area of treatment
  std::string settlement;   // id in the area of insurance
  std::string provider;
  Date day;
  std::string scheme;
  std::optional<Money> owed;                  // by the area of insurance, as it has it
  std::optional<Money> claimed;               // by the area of treatment, as it has it
  std::vector<ledger::FundPayment> payments;  // what each fund owes
  PairState state = PairState::kMatched;
};

// What `insured` and `treated` have of those who are insured in the one and were treated in the
// other, settled on the days from `from` through `through`, by number. Refusals: store_* codes.
Result<std::vector<PairItem>> PairItems(Region& insured, Region& treated, Date from, Date through);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CROSSING_PAIRS_H_
