// Settlements that were done again and are taken back by their provider afterwards.
//
// The provider knows such a settlement by the number and the figures that it had at the counter,
// and gives the person the cash of then. So the last one that was done for it is reversed, and the
// difference that the agency owed or claimed is taken back: what the funds owe the provider falls
// by what they owed at the counter. What was paid of the difference is recovered by the agency.
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_TAKEN_BACK_H_
#define TONGCHOU_SERVICE_TAKEN_BACK_H_

#include <string>

#include "service/command.h"
#include "service/recompute_papers.h"
#include "service/settle_work.h"

namespace tongchou::service {

// A settlement as it was at the counter and as it stands. The same: it was never done again.
struct Course {
  store::SettlementRow counter, now;
  std::string paper;  // id of the list that did it again last; empty: none

  bool done_again() const { return !paper.empty(); }
};

// What following the settlement with this number needs, in rounds: its course, visit and person.
void NeedCourse(std::int64_t number, const WorkingSet& set, store::Needs& needs);

// The course that `row`, any settlement of it, belongs to. Refusals: kStoreCorrupt.
Result<Course> CourseOf(const WorkingSet& set, const store::SettlementRow& row);

// The person's paper with the difference of `course` taken back, as `reversal` reverses its last
// settlement; `course` was done again. Nothing is put. Refusals: kStoreCorrupt.
Result<RecomputedPerson> WithDifferenceBack(const Work& work, const Course& course,
                                            const store::SettlementRow& reversal);

// Books the last that was taken back of `person` and puts the paper.
void BookDifferenceBack(Work& work, RecomputedPerson person);

// `reversal` with the figures of the counter: what its provider is told.
Booking AsAtCounter(Booking reversal, const Course& course);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_TAKEN_BACK_H_
