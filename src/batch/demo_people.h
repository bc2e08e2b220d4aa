// The people of the demo region: a plausible pyramid of ages, employees and retirees with accounts,
// residents, students and minors, families that share a surname, aid recipients, civil servants,
// frozen, changed and ended coverages.
//
// Pure.
#ifndef TONGCHOU_BATCH_DEMO_PEOPLE_H_
#define TONGCHOU_BATCH_DEMO_PEOPLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "batch/demo_places.h"
#include "service/register.h"

namespace tongchou::batch {

struct DemoPerson {
  service::NewPerson person;
  std::size_t employer = 0;  // index, of employees
  Money wage;                // a month; a pension for the retired; 0: neither
  bool insured = true;       // covered through the month of the encounters
};

struct PeopleOrder {
  std::uint64_t seed = 0;
  int count = 0;
  std::string_view area;  // 6 digits, of the identity numbers
  Date today;             // nobody is younger than a few weeks on this day
};

// `count` persons, each with an identity number of its own.
std::vector<DemoPerson> MakePeople(const PeopleOrder& order,
                                   const std::vector<DemoEmployer>& employers);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_PEOPLE_H_
