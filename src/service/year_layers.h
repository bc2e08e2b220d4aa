// The running totals of a person's benefit year, layer by layer, with the yearly caps that hold for
// this very person today.
//
// Thread-safe.
#ifndef TONGCHOU_SERVICE_YEAR_LAYERS_H_
#define TONGCHOU_SERVICE_YEAR_LAYERS_H_

#include <optional>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "base/text.h"
#include "service/persons.h"

namespace tongchou::service {

class Region;

struct YearLayer {
  std::string benefit, layer, fund;  // the pack's words
  Text title;
  Money entered, paid;
  std::optional<Money> cap;  // on this person's payments in the year; none: no such cap
};

struct YearOfPerson {
  PersonYear sums;  // zeros when nothing was settled in the year
  std::vector<YearLayer> layers;
};

// The benefit year of today in the scheme that covers `person` today (else the last one). Caps are
// those of a hospital of level 1. Refusals: store_* codes; somebody without any coverage has no
// layers.
Result<YearOfPerson> GetYearOfPerson(Region& region, const Person& person);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_YEAR_LAYERS_H_
