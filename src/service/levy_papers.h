// Bills of the levy and their lines as they are kept, what they are called and what they book.
//
// A bill is never changed. The bills of an employer's month stand one behind the other: what is
// owed is the sum of those that were not reversed. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_LEVY_PAPERS_H_
#define TONGCHOU_SERVICE_LEVY_PAPERS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/sm3.h"
#include "base/text.h"
#include "ledger/journal.h"
#include "levy/levy.h"
#include "store/store.h"

namespace tongchou::service {

using levy::LevyFigures;

// One figure of a levy.
struct LevyFigure {
  std::string_view id;
  Text title;
  Money LevyFigures::*amount;
};
const std::vector<LevyFigure>& AllLevyFigures();
// Those that are kept in a paper of this form: form 1 knew no part of the pooled fund.
inline constexpr std::int64_t kFiguresForm = 2;
std::span<const LevyFigure> FiguresOfForm(std::int64_t form);

void AddFigures(const LevyFigures& more, LevyFigures& sum);
LevyFigures Negated(const LevyFigures& figures);
// What unit and person together pay.
Money TotalOf(const LevyFigures& figures);

// A calendar month. Written "2026-03"; its bills "202603-E00001-1".
struct Month {
  Date first;

  Date last() const;
  Month Plus(int months) const;
  auto operator<=>(const Month&) const = default;
};
std::string ToString(Month month);
// Refusals: kBadDate.
Result<Month> ParseMonth(std::string_view text);

// What a person was levied on. `due` is false when nothing is owed any more: the line then takes
// back what was levied before.
struct LevyInput {
  std::int64_t person = 0;
  std::string category;
  Money wage;
  std::int32_t wage_year = 0;  // 0: no wage was needed
  std::int32_t age = 0;
  bool due = true;

  bool operator==(const LevyInput&) const = default;
};

// Of a supplementary bill the figures are what changes.
struct LevyLine {
  LevyInput input;
  LevyFigures figures;

  bool operator==(const LevyLine&) const = default;
};

enum class BillKind : std::uint8_t { kRegular = 0, kSupplementary = 1, kReversal = 2 };

struct LevyGroupSum {
  std::string category;
  std::int64_t persons = 0;
  LevyFigures figures;

  bool operator==(const LevyGroupSum&) const = default;
};

struct LevyBill {
  std::int64_t form = kFiguresForm;  // in which it and its lines are kept
  Month month;                       // that is levied
  std::string employer;
  std::int32_t number = 1;  // within the employer's month
  BillKind kind = BillKind::kRegular;
  std::int32_t reverses = 0;  // of a reversal: the number of what it takes back
  Month run;                  // in whose levy it was made
  std::int64_t seen = 0;      // version of the area that it is made of
  Moment at;
  std::string by, reason;
  std::string scheme, unit_kind, organisation;  // of the employer then
  std::string pack;
  Sm3Digest pack_digest{};
  Date due;
  std::int64_t persons = 0;
  LevyFigures sums;
  std::vector<LevyGroupSum> groups;  // by category
  std::vector<std::int64_t> sheets;  // first person of each sheet of lines
  Sm3Digest lines{};                 // of all sheets
  std::int64_t entry = 0;            // of the journal
};

inline constexpr std::size_t kSheetLines = 500;

// "202603-E00001-1".
std::string NumberOf(const LevyBill& bill);
// The keys of a bill and its sheets (from 0), and what the keys of an employer's month begin with.
store::RecordKey BillKey(Month month, const std::string& employer, int number);
store::RecordKey SheetKey(Month month, const std::string& employer, int number, std::size_t sheet);
std::string BillPrefix(Month month, const std::string& employer);
// The key of the bill with this number. Refusals: kUnknownBill.
Result<store::RecordKey> KeyOfNumber(const std::string& number);

store::RecordRow RecordOf(const LevyBill& bill);
// Refusals: kStoreCorrupt.
Result<LevyBill> BillOf(const store::RecordRow& row);

// Sheets of `lines`, which are by person; fills the bill's sheets and its digest of them.
std::vector<store::RecordRow> SheetsOf(const std::vector<LevyLine>& lines, LevyBill& bill);
Result<std::vector<LevyLine>> LinesOf(const store::RecordRow& row);
// The digest of sheets in their order.
Sm3Digest DigestOfSheets(const std::vector<std::string>& bodies);

// What the journal's entry vouches for: the bill without the entry's number.
Sm3Digest ContentOf(const LevyBill& bill);

// The entry of a bill, not numbered: a claim on the employer against levied income that was not
// received, fund by fund; nothing when nothing is owed. What the pooled fund bears of the premium
// of large illnesses goes over with the bill: out of its bank as its spending, and in at the bank
// of the other as income.
ledger::Entry EntryOf(const LevyBill& bill);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_PAPERS_H_
