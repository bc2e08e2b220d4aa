// Holds the rows of a store against the auditor's book, row by row.
//
// Reads only. One thread at a time.
#ifndef TONGCHOU_SIM_AUDIT_COMPARE_H_
#define TONGCHOU_SIM_AUDIT_COMPARE_H_

#include <cstdint>
#include <map>

#include "sim/audit_book.h"
#include "sim/audit_trail.h"
#include "store/store.h"

namespace tongchou::sim {

using SettlementRows = std::map<std::int64_t, store::SettlementRow>;

// All settlements by their number.
SettlementRows ReadSettlements(store::Reader& reader, Findings& findings);

Amounts StoredAmounts(const store::SettlementRow& row);

// Everything: settlements, persons, visits, journal, turnovers, daily totals.
void Compare(const World& world, const AuditBook& book, const SettlementRows& settlements,
             store::Reader& reader, Findings& findings);

// Journal, turnovers and daily totals.
void CompareJournal(const World& world, const AuditBook& book, const SettlementRows& settlements,
                    store::Reader& reader, Findings& findings);

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_AUDIT_COMPARE_H_
