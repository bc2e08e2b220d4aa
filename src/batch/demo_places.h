// Employers, hospitals and pharmacies of the demo region.
//
// Pure.
#ifndef TONGCHOU_BATCH_DEMO_PLACES_H_
#define TONGCHOU_BATCH_DEMO_PLACES_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "service/register.h"

namespace tongchou::batch {

struct DemoEmployer {
  service::Employer employer;
  unsigned weight = 1;      // how large it is, beside the others
  bool in_arrears = false;  // its staff's coverage is frozen
};

// 300 employers: offices (their staff are civil servants), institutions, enterprises; two of the
// enterprises are behind with their contributions.
std::vector<DemoEmployer> MakeEmployers(std::uint64_t seed);

// Their unit kind as the levy rules name it.
inline constexpr std::string_view kGovernment = "government";

// 30 hospitals (4 of level 3, 9 of level 2, 17 of level 1), then 20 pharmacies; codes of `area`.
std::vector<service::Provider> MakeProviders(std::string_view area);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_PLACES_H_
