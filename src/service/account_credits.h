// Crediting personal accounts by actual receipts (C1): when the account part of a bill is paid in
// full, every member of the bill is credited with the own line.
//
// Sheet by sheet, some hundred persons a transaction, each sheet with its journal entry. What was
// credited is kept by sheet, so a run that was stopped goes on, and one that is repeated credits
// nothing twice. When the bill is not paid any more (a receipt was taken back) or asks for less,
// what was credited is taken back, but no account ever falls below zero: what is spent already
// stays credited, and is not credited again when the bill is paid again.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_ACCOUNT_CREDITS_H_
#define TONGCHOU_SERVICE_ACCOUNT_CREDITS_H_

#include <functional>
#include <string>
#include <vector>

#include "service/dues.h"

namespace tongchou::service {

class Region;

// One booking of a sheet: to each of its lines, in their order.
struct CreditMove {
  std::int64_t entry = 0;
  Moment at;
  std::string by;
  std::vector<Money> amounts;
};

// What was credited for one sheet of a bill.
struct CreditSheet {
  store::RecordKey key;
  std::string scheme;
  std::vector<CreditMove> moves;
  std::int64_t version = 0;
};

store::RecordKey CreditKey(const std::string& employer, const levy::BillRef& bill,
                           std::size_t sheet);
store::RecordRow RecordOf(const CreditSheet& sheet);
// Refusals: kStoreCorrupt.
Result<CreditSheet> CreditSheetOf(const store::RecordRow& row);

// The entry of a move, not numbered: what was levied for the accounts is owed to their holders.
// Without postings when nothing moved.
ledger::Entry EntryOf(const CreditSheet& sheet, const CreditMove& move);

struct CreditReport {
  std::int64_t bills = 0, persons = 0;  // persons whose account moved
  Money amount;                         // credited, less what was taken back
  Money not_taken_back;                 // was spent already
};

using CreditProgress = std::function<void(std::int64_t done, std::int64_t total)>;  // employers

// Credits what is to be credited for the bills of `employers` (empty: of all). Refusals: store_*
// codes; what was credited before a refusal stays.
Result<CreditReport> CreditAccounts(Region& region, const std::string& actor,
                                    std::vector<std::string> employers,
                                    const CreditProgress& progress);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ACCOUNT_CREDITS_H_
