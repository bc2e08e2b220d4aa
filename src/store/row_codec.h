// The packed form of the rows that have one: what an adapter keeps in a byte column.
//
// Each form begins with its version, so that a later program reads what an earlier one wrote. A
// form is read back exactly or refused with kStoreCorrupt; it never holds the pooling area, which
// is a column of every table. Pure; thread-safe.
#ifndef TONGCHOU_STORE_ROW_CODEC_H_
#define TONGCHOU_STORE_ROW_CODEC_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/journal.h"
#include "store/money_rows.h"
#include "store/register_rows.h"

namespace tongchou::store {

std::string PackPerson(const PersonRow& row);
Result<PersonRow> UnpackPerson(std::string_view bytes);

// Without code, name, unit kind and version, which are columns. No bytes: none of it is known.
std::string PackEmployer(const Employer& row);
Status UnpackEmployer(std::string_view bytes, Employer& row);

std::string PackItem(const CatalogueItem& row);
Result<CatalogueItem> UnpackItem(std::string_view bytes);

std::string PackVisit(const VisitRow& row);
Result<VisitRow> UnpackVisit(std::string_view bytes);

// The lines of a batch without their `detail`, and those alone: settling needs only the first.
std::string PackLines(const std::vector<FeeLineRow>& lines);
Result<std::vector<FeeLineRow>> UnpackLines(std::string_view bytes);
std::string PackDetails(const std::vector<FeeLineRow>& lines);
// Refuses another number of details than there are lines.
Status UnpackDetails(std::string_view bytes, std::vector<FeeLineRow>& lines);

// The whole settlement, ids included: its digest is the `content` of its journal entry.
std::string PackSettlement(const SettlementRow& row);
Result<SettlementRow> UnpackSettlement(std::string_view bytes);
// The digest of the packed form.
Sm3Digest SettlementDigest(const SettlementRow& row);

std::string PackCrossing(const CrossingRow& row);
Result<CrossingRow> UnpackCrossing(std::string_view bytes);

std::string PackYear(const YearRow& row);
Result<YearRow> UnpackYear(std::string_view bytes);

// Without area, number and digest, which are columns.
std::string PackEntry(const ledger::Entry& entry);
Result<ledger::Entry> UnpackEntry(std::string_view bytes);

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_ROW_CODEC_H_
