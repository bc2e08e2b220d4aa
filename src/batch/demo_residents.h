// Who pays for the residents of the demo region: villages with a roll, a school, families that pay
// for themselves, civil affairs and each level of government; households, a target, and the fixed
// contributions of the year that is being collected.
//
// A village keeps a roll from kFewestOnRoll residents on: a small demo has no payers and nothing is
// levied in it. Not thread-safe on one region.
#ifndef TONGCHOU_BATCH_DEMO_RESIDENTS_H_
#define TONGCHOU_BATCH_DEMO_RESIDENTS_H_

#include <span>
#include <string>
#include <vector>

#include "batch/demo_people.h"
#include "service/organisations.h"
#include "service/region.h"

namespace tongchou::batch {

inline constexpr std::size_t kFewestOnRoll = 20;

// A family that pays for itself: which of the people, the head first.
struct DemoFamily {
  std::string payer;
  std::vector<std::size_t> people;
};

struct DemoPayers {
  std::vector<service::Employer> payers;
  std::vector<DemoFamily> families;
};

// The payers, and through whom each resident of a village with a roll is covered.
DemoPayers GivePayers(const std::vector<service::Organisation>& offices,
                      std::vector<DemoPerson>& people);

// Registers the families' households and this year's target, and levies the fixed contributions of
// the year that is open. `numbers`: psn_no, of each of `people`. Without payers, or rules for them
// in the pack, it does nothing. Refusals: those of the verbs.
Status LevyResidents(service::Region& region, const std::string& actor, const DemoPayers& payers,
                     const std::vector<DemoPerson>& people, std::span<const std::string> numbers);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_RESIDENTS_H_
