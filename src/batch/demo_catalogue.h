// The catalogue of the demo region: some 600 drugs, services and materials with class, ceilings by
// level, first-self-pay ratios and limited use, and what each costs there.
//
// Pure.
#ifndef TONGCHOU_BATCH_DEMO_CATALOGUE_H_
#define TONGCHOU_BATCH_DEMO_CATALOGUE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "service/register.h"

namespace tongchou::batch {

struct DemoItem {
  service::CatalogueItem item;
  std::array<Money, 3> price;  // of one unit, by level of the hospital; pharmacies ask the first
};

// Every item holds from `from` on.
std::vector<DemoItem> MakeCatalogue(std::uint64_t seed, Date from);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_CATALOGUE_H_
