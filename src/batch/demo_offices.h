// The offices of the demo region, as its pack names them, and who belongs to which: employers and
// their staff to a township, residents to a village, families together.
//
// Pure.
#ifndef TONGCHOU_BATCH_DEMO_OFFICES_H_
#define TONGCHOU_BATCH_DEMO_OFFICES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "batch/demo_people.h"
#include "service/organisations.h"

namespace tongchou::batch {

// The path (see service::Scope) of the first office of `level` (1: the top); empty when the pack
// has none.
std::string FirstOfficeOf(const std::vector<service::Organisation>& offices, int level);

// Gives each of `employers` and `people` the path of an office; leaves them to the area when there
// are no `offices`.
void GiveOffices(std::uint64_t seed, const std::vector<service::Organisation>& offices,
                 std::vector<DemoEmployer>& employers, std::vector<DemoPerson>& people);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_OFFICES_H_
