// Reading the levy: runs, bills and what a person was levied.
//
// Thread-safe. A user sees the bills of the own office and below; others are unknown.
#ifndef TONGCHOU_SERVICE_LEVY_READS_H_
#define TONGCHOU_SERVICE_LEVY_READS_H_

#include <optional>
#include <string>
#include <vector>

#include "service/levy_run.h"
#include "service/persons.h"

namespace tongchou::service {

// The levy of a month as it was last run.
struct LevyRun {
  Month month;
  std::string by;
  Moment started_at;
  std::optional<Moment> finished_at;  // none: under way, or stopped
  std::int32_t runs = 0;
  LevySum last;  // what the last run posted
  std::vector<LevyProblem> problems;
  std::int64_t more_problems = 0;
  std::int64_t version = 0;
};

// The monthly levy of employers, or the fixed contributions of the year that begins with `month`.
enum class RunOf : std::uint8_t { kMonth, kYear };

// Notes that a run begins, or ended with `report`. Refusals: store_* codes.
Status NoteRun(Region& region, const std::string& actor, RunOf of, Month month,
               const LevyReport* report);

// PostLevy with notes before and after.
Result<LevyReport> RunLevy(Region& region, const std::string& actor, Month month,
                           const LevyProgress& progress);

// Newest month first.
Result<std::vector<LevyRun>> FindLevyRuns(Region& region, RunOf of = RunOf::kMonth);

// Everything that the bills of a month come to, reversals taken off. `problems` stay empty.
Result<LevyReport> MonthTotals(Region& region, const Scope& scope, Month month,
                               RunOf of = RunOf::kMonth);

struct BillRow {
  LevyBill bill;
  bool standing = false;  // was not reversed and reverses nothing
};
struct BillPage {
  std::vector<BillRow> bills;
  std::string next;  // pass as `after`; empty: this was the last page
};
struct BillsWanted {
  Month month;
  std::string employer;     // empty: of all
  std::optional<RunOf> of;  // none: of either
};
// The bills of a month by employer and number.
Result<BillPage> FindBills(Region& region, const Scope& scope, const BillsWanted& wanted,
                           const std::string& after, int limit);
// The bills of an employer, newest month first, of the last kMonthsShown months that were run.
inline constexpr std::size_t kMonthsShown = 24;
Result<std::vector<BillRow>> BillsOfEmployer(Region& region, const Scope& scope,
                                             const std::string& employer);

// Refusals: kUnknownBill.
Result<BillRow> GetBill(Region& region, const Scope& scope, const std::string& number);

struct BillLine {
  std::string psn_no, name;
  LevyLine line;
};
// The lines of a bill from number `offset` on. Refusals: kUnknownBill.
Result<std::vector<BillLine>> FindBillLines(Region& region, const Scope& scope,
                                            const std::string& number, std::size_t offset,
                                            std::size_t limit);

struct PersonLevy {
  BillRow row;
  LevyLine line;
};
// What `person` was levied by its employers, newest month first, of the last kMonthsShown months;
// behind that what was claimed for it outside of the levy (pre-funding, cadres, soldiers), as far
// as the claims stand.
Result<std::vector<PersonLevy>> LevyOfPerson(Region& region, const Person& person);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_READS_H_
