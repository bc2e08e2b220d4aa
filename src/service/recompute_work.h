// The computing part of a recomputation: one person's standing settlements done again under a later
// version, and the rows that posting it writes.
//
// Everything is computed from what the settlements keep: their lines and facts. The running totals
// of the benefit year are those of the settlements as they come out now. The account was asked at
// the counter and is not asked again: it pays at most what it paid then, and what the new personal
// part no longer takes goes back to it; the rest of a difference is cash. Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_RECOMPUTE_WORK_H_
#define TONGCHOU_SERVICE_RECOMPUTE_WORK_H_

#include <functional>
#include <optional>
#include <vector>

#include "policy/library.h"
#include "service/command.h"
#include "service/recompute_papers.h"

namespace tongchou::service {

struct RedoRules {
  const policy::Pack* pack = nullptr;  // the later version
  Date from;                           // settlements of this day and later are done under it
  // Any other version; nullptr: it is not at hand.
  std::function<const policy::Pack*(const Sm3Digest&)> find;
};

// A settlement as it stands and as it comes out now (without number, entry and moment).
struct Redone {
  store::SettlementRow before, after;
  settle::YearTotals totals_after;
};

struct PersonRedo {
  std::vector<Redone> chain;        // from the first that comes out otherwise; empty: none does
  std::optional<LeftOut> left_out;  // then nothing is done for the person
};

// `standing`: the person's standing settlements in order (or the last of them, from one whose
// totals before are right).
PersonRedo RedoPerson(const RedoRules& rules, const std::vector<store::SettlementRow>& standing);

// What each fund paid in `before` and pays in `after`; equal ones are left out.
std::vector<FundChange> ChangeBetween(const store::SettlementRow& before,
                                      const store::SettlementRow& after);

// The list's part of somebody with a chain.
RecomputePerson PersonOf(const PersonRedo& redo);

// The standing settlements of one person, from all settlements and reversals in order.
class StandingRows {
 public:
  void Add(const store::SettlementRow& row);
  const std::vector<store::SettlementRow>& rows() const { return rows_; }

 private:
  std::vector<store::SettlementRow> rows_;
};

// What posting `person` needs, in rounds.
void NeedPosting(const Recompute& paper, const RecomputePerson& person, const WorkingSet& set,
                 store::Needs& needs);

// Takes the person's settlements back, books them anew and makes the difference a debt to the
// person; the paper of it is put too. Somebody whose settlements changed since the list was drawn
// up is skipped (kRecomputeOutdated), and nothing but that is put. Refusals: kStoreCorrupt (the
// list is not what the rules give).
Result<RecomputedPerson> PostPerson(Work& work, const RedoRules& rules, const Recompute& paper,
                                    const RecomputePerson& person);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RECOMPUTE_WORK_H_
