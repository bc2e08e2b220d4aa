// The yearly interest of the personal accounts of an area: previewed, posted, taken back,
// explained.
//
// Posting goes by blocks of persons, each one transaction: a sheet, its journal entry and a
// movement of every account, or nothing of it. A person is credited what the rules give less what
// stands already, so a run that was stopped is simply run again, and one that went through changes
// nothing. Interest is booked on the day of the run and counts as carried-over money from the first
// day of that benefit year. An account never goes below zero: who holds less than would be taken
// back is left out and told.
//
// Thread-safe; two runs of one year at the same time credit nobody twice.
#ifndef TONGCHOU_SERVICE_INTEREST_RUN_H_
#define TONGCHOU_SERVICE_INTEREST_RUN_H_

#include <functional>
#include <string>
#include <vector>

#include "levy/account_interest.h"
#include "service/employers.h"
#include "service/interest_papers.h"
#include "service/persons.h"
#include "service/policy_view.h"

namespace tongchou::service {

// Somebody who could not be credited what is due.
struct InterestProblem {
  std::int64_t person = 0;
  InterestFigures figures;  // that were to be added
};

struct InterestReport {
  std::int32_t year = 0;
  std::int64_t persons = 0;  // that something is added to or taken from
  InterestFigures figures;   // together
  std::vector<InterestProblem> problems;
};

using InterestProgress = std::function<void(std::int64_t done, std::int64_t total)>;

// What PostInterest would add now; nothing is stored. `progress` may be empty. Refusals:
// kYearNotOver, kNoPolicyInForce (the pack has no interest for a day of the year), store_* codes.
Result<InterestReport> PreviewInterest(Region& region, std::int32_t year,
                                       const InterestProgress& progress);

// Credits the interest of `year`. Refusals: those of PreviewInterest; what was posted before a
// refusal stays.
Result<InterestReport> PostInterest(Region& region, const std::string& actor, std::int32_t year,
                                    const InterestProgress& progress);

// Takes back what stands of the interest of `year`; the next run posts it anew. Refusals:
// kMissingField (reason), store_* codes.
Result<InterestReport> ReverseInterest(Region& region, const std::string& actor, std::int32_t year,
                                       const std::string& reason, const InterestProgress& progress);

// Newest year first.
Result<std::vector<InterestRun>> FindInterestRuns(Region& region);

// What an account earns in a year, and why.
struct ExplainedInterest {
  std::int32_t year = 0;
  Date until;  // the day after the last that counts: that of the year, or today
  bool over = false;
  levy::AccountInterest earned;  // with stretches
  InterestFigures posted;        // what stands
  struct Rate {
    bool carried = false;
    CitationView citation;
    Date since;
  };
  std::vector<Rate> rates;  // of the first day of the year on which a rate holds
};
// Refusals: kUnknownPerson (also outside the scope), kTimeInFuture, kNoPolicyInForce.
Result<ExplainedInterest> ExplainInterest(Region& region, const Scope& scope,
                                          const std::string& psn_no, std::int32_t year);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_INTEREST_RUN_H_
