// Households inside of a transaction: their records, and changes of a copy.
//
// Whatever refuses has changed nothing that is put. Not thread-safe: belongs to one command.
#ifndef TONGCHOU_SERVICE_HOUSEHOLD_WORK_H_
#define TONGCHOU_SERVICE_HOUSEHOLD_WORK_H_

#include <string>

#include "service/household.h"

namespace tongchou::service {

store::RecordKey HouseholdKey(const std::string& code);
// Of the paper that says in which household a person is.
store::RecordKey HouseholdOfKey(const std::string& psn_no);

store::RecordRow HouseholdRecord(const Household& household);
// Refusals: kStoreCorrupt.
Result<Household> ReadHousehold(const store::RecordRow& row);

// The household that `psn_no` is in now; empty: none.
std::string PresentHousehold(const Work& work, const std::string& psn_no);
void PutPresent(Work& work, const std::string& psn_no, const std::string& code);

// The membership that has not ended; nullptr without one.
HouseholdMember* OpenMember(Household& household, const std::string& psn_no);
HouseholdMember* OpenHead(Household& household);

// Refusals: kInOtherHousehold.
Status EnterHousehold(const Work& work, const HouseholdMember& member, Household& household);
// `psn_no` is the head from `day` on; who was it before becomes `relation`. Refusals:
// kNotInHousehold, kBadPeriod.
Status MakeHead(const std::string& psn_no, Date day, const std::string& relation,
                Household& household);
// `last` is the last day in it. Refusals: kNotInHousehold, kBadPeriod, kNoHead.
Status LeaveIt(const std::string& psn_no, Date last, const std::string& new_head,
               Household& household);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_HOUSEHOLD_WORK_H_
