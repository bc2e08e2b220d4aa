// The monthly levy of an area: previewed, posted, taken back.
//
// Posting goes employer by employer, some hundred persons a transaction: a bill with its lines and
// its journal entry, or nothing of it. An employer whose month is levied already is left alone but
// for what has changed since, so a run that was stopped is simply run again, and so is one that
// went through. Money reaches funds and accounts only when it is received: the levy is a claim.
//
// Thread-safe; two runs of one month at the same time make no bill twice.
#ifndef TONGCHOU_SERVICE_LEVY_RUN_H_
#define TONGCHOU_SERVICE_LEVY_RUN_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "service/employers.h"
#include "service/levy_draft.h"

namespace tongchou::service {

// What a run levies, or would.
struct LevySum {
  std::int64_t employers = 0, bills = 0, persons = 0;
  std::int64_t supplementary = 0;  // of the bills
  LevyFigures figures;
};

struct LevyPart {
  std::string name;  // path of an office just below the scope (empty: its own), or category
  std::int64_t persons = 0;
  LevyFigures figures;
};

struct LevyReport {
  Month month;
  LevySum sum;
  std::vector<LevyPart> organisations, categories, unit_kinds;
  std::vector<LevyProblem> problems;  // at most kMostProblems
  std::int64_t more_problems = 0;
};
inline constexpr std::size_t kMostProblems = 1000;

// Adds up what was drafted.
class LevyTally {
 public:
  void Add(const EmployerDrafts& drafts);
  LevyReport Report(Month month);

 private:
  using Parts = std::map<std::string, LevyPart>;

  void Add(const LevyBill& bill);

  LevyReport report_;
  Parts organisations_, categories_, unit_kinds_;
};

using LevyProgress = std::function<void(std::int64_t done, std::int64_t total)>;  // employers

// The office of `organisation` that stands just below `scope`; empty when it is the scope's own.
std::string OfficeBelow(const Scope& scope, const std::string& organisation);

// Stores drafts of some employers in one transaction: bills with their lines and entries, the dues
// that begin or end to be owed, and what is used of credit. Refusals: kStaleVersion when somebody
// else made one of the bills meanwhile, kBillPaid (of a reversal), store_* codes.
Status StoreDrafts(Region& region, const std::string& actor, Moment at,
                   std::vector<EmployerDrafts>& group);

// Whom a run levies of what, and how their bills are drafted.
using DraftOne = std::function<Result<EmployerDrafts>(store::Reader&, const DraftOrder&,
                                                      const store::Employer&)>;
struct LevyWork {
  Region& region;
  std::string actor;
  Month month;
  std::vector<const store::Employer*> employers;  // outlive the run
  DraftOne draft;
};
// What PostDrafts would post now; and posting it, some employers a transaction. Refusals: those of
// `draft`, store_* codes.
Result<LevyReport> PreviewDrafts(const LevyWork& work, const LevyProgress& progress);
Result<LevyReport> PostDrafts(const LevyWork& work, const LevyProgress& progress);

// What PostLevy would post now; nothing is stored. `progress` may be empty. Refusals:
// kNoPolicyInForce, store_* codes.
Result<LevyReport> PreviewLevy(Region& region, Month month, const LevyProgress& progress);

// Posts the bills of `month`, which is not after the present one. The report holds what this run
// posted. Refusals: kTimeInFuture, kNoPolicyInForce, store_* codes; what was posted before a
// refusal stays.
Result<LevyReport> PostLevy(Region& region, const std::string& actor, Month month,
                            const LevyProgress& progress);

// Takes back the last standing bill of its employer's month; the next run levies the month anew.
// Refusals: kUnknownBill (also outside the scope), kBillReversed, kLaterSettlementExists (a later
// bill stands), kBillPaid (money was laid on it), kMissingField (reason), store_* codes.
Result<LevyBill> ReverseBill(Region& region, const Desk& desk, const std::string& number,
                             const std::string& reason);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_LEVY_RUN_H_
