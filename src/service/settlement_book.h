// What a settlement row books: its journal entry, its part of a day's totals and of a year's sums.
// Booking and verification both ask here, so they cannot differ.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_SETTLEMENT_BOOK_H_
#define TONGCHOU_SERVICE_SETTLEMENT_BOOK_H_

#include <vector>

#include "ledger/journal.h"
#include "store/money_rows.h"

namespace tongchou::service {

// The entry of a settlement or reversal, without number and chain.
ledger::Entry SettlementEntry(std::int64_t area, const store::SettlementRow& row);

// The crossing of a settlement or reversal of somebody treated in another area, as the area of
// insurance keeps it; without number.
store::CrossingRow CrossingOfSettlement(std::int64_t area, const store::SettlementRow& row);

store::DayTotalRow SettlementDay(const store::SettlementRow& row);

// Adds one part of a day to its sums.
void AddToDay(const store::DayTotalRow& row, store::DayTotalRow& sum);

// Adds the figures of a settlement (or, negated as they are, of a reversal) to the year's sums.
void AddToYear(const store::SettlementRow& row, store::YearRow& year);

settle::Figures Negated(const settle::Figures& figures);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SETTLEMENT_BOOK_H_
