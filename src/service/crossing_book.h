// What the area of treatment books for a crossing. Booking and verification both ask here, so they
// cannot differ.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_CROSSING_BOOK_H_
#define TONGCHOU_SERVICE_CROSSING_BOOK_H_

#include <cstdint>
#include <string>

#include "ledger/journal.h"
#include "store/money_rows.h"

namespace tongchou::service {

// "990200": the code of an area as it stands in accounts and ids.
std::string AreaCode(std::int64_t area);

// "990200-17": a crossing of the area of treatment, as entries name what they book.
std::string CrossingId(std::int64_t area, std::int64_t number);

// The entry of an answered crossing of the side of treatment; without number and chain.
ledger::Entry CrossingEntry(std::int64_t area, const store::CrossingRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CROSSING_BOOK_H_
