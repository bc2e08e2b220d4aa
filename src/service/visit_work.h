// The pure part of the visit verbs: finding a visit, making one.
#ifndef TONGCHOU_SERVICE_VISIT_WORK_H_
#define TONGCHOU_SERVICE_VISIT_WORK_H_

#include <string>

#include "service/command.h"
#include "service/visits.h"

namespace tongchou::service {

// Asks for a visit and, once it is known, for its person.
void NeedVisit(const Region& region, const VisitRef& ref, const WorkingSet& set,
               store::Needs& needs);

// The visit of this provider (work.actor) and person. Refusals: kUnknownVisit, kVisitCancelled.
Result<store::VisitRow> FindLiveVisit(const Work& work, const VisitRef& ref);

// A visit that is not numbered and not put into the set yet. Refusals: as RegisterVisit.
Result<store::VisitRow> MakeVisit(const Work& work, const NewVisit& visit);

// Numbers the visit and puts it into the set; a stay becomes the person's open one.
void BookVisit(Work& work, store::VisitRow& row);

// The person with this number in the working set. Refusals: kUnknownPerson.
Result<const store::PersonRow*> FindPersonIn(const Work& work, const std::string& psn_no);

// Refuses unless nothing of the visit is settled or waiting; then cancels it. Refusals:
// kVisitHasFees.
Result<store::VisitRow> CancelledVisit(store::VisitRow row);
void BookCancelled(Work& work, const store::VisitRow& row);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_VISIT_WORK_H_
