// Arrears: the days on which the members of an employer are frozen because a bill was not paid.
//
// One paper per employer that was ever late, kept in memory with the registers, so that a
// settlement reads no row more. The days begin at a date that is known beforehand; nobody has to do
// anything for them to begin. What was paid late ends them, or undoes them, as the pack says; they
// stay in the history. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_ARREARS_H_
#define TONGCHOU_SERVICE_ARREARS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/shared_map.h"
#include "base/text.h"
#include "policy/levy_rules.h"
#include "store/register_rows.h"

namespace tongchou::service {

// The days that one bill freezes.
struct FrozenDays {
  std::string bill;
  DateRange range;           // through kForever while the bill is open
  std::optional<Date> paid;  // the day of the receipt that paid it
  bool undone = false;       // paid with effect for the days before: nothing is frozen any more

  bool operator==(const FrozenDays&) const = default;
};

using ArrearsBook = SharedMap<std::vector<FrozenDays>>;  // by employer; by bill

// The bills for which members of `employer` are frozen on `day`, "、" between them; empty: none.
std::string FrozenFor(const ArrearsBook& book, const std::string& employer, Date day);

// `coverage` with its intervals cut where an employer's frozen days begin and end, the frozen parts
// marked with the bills as their reason (see FreezeReason). Intervals that are frozen already stay
// as they are.
std::vector<store::Coverage> WithArrears(const std::vector<store::Coverage>& coverage,
                                         const ArrearsBook& book);

// Why an interval is frozen: the bills, or what stands in the register; empty: nothing is said.
Text FreezeReason(const store::Coverage& interval);

// The first day frozen by a bill due on `due`: the first of a month, by the pack's rule. Nothing
// when the pack freezes nobody.
std::optional<Date> FreezesFrom(const policy::ReceiptRules& rules, Date due);

// The changes that a bill's state makes: open and noted; paid; open again after a reversal.
void NoteOpen(const std::string& bill, Date from, std::vector<FrozenDays>& days);
void NotePaid(const policy::ReceiptRules& rules, const std::string& bill, Date paid,
              std::vector<FrozenDays>& days);
void NoteOpenAgain(const std::string& bill, std::vector<FrozenDays>& days);

store::RecordKey ArrearsKey(const std::string& employer);
store::RecordRow ArrearsRecord(const std::string& employer, const std::vector<FrozenDays>& days,
                               std::int64_t version);
// Refusals: kStoreCorrupt.
Result<std::vector<FrozenDays>> ArrearsOf(const store::RecordRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ARREARS_H_
