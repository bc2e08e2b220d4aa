// The pure part of enrolment: checking persons, giving them numbers, opening their accounts.
#ifndef TONGCHOU_SERVICE_ENROL_H_
#define TONGCHOU_SERVICE_ENROL_H_

#include <string>
#include <vector>

#include "service/command.h"
#include "service/register.h"

namespace tongchou::service {

// Refusals: as EnrolPersons; `where` names the certificate or the word.
Status CheckEnrolment(const Work& work, const std::vector<NewPerson>& persons);

// Puts the persons into the set and gives their numbers. All openings are one journal entry.
std::vector<std::string> BookEnrolment(Work& work, const std::vector<NewPerson>& persons);

// Credits a personal account in the set, with its movement. `entry` books it.
void CreditAccount(Work& work, std::int64_t person, Money amount, store::MovementKind kind,
                   std::int64_t entry);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_ENROL_H_
