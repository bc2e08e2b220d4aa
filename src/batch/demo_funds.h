// Money that comes into the demo region: what the funds brought forward and a month's contributions
// and subsidies, with the credits to personal accounts.
//
// The amounts are illustrative (a share of each wage, an amount a head); they are booked through
// the same verb as real contributions. Pure.
#ifndef TONGCHOU_BATCH_DEMO_FUNDS_H_
#define TONGCHOU_BATCH_DEMO_FUNDS_H_

#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "batch/demo_people.h"
#include "batch/demo_places.h"
#include "service/funds.h"

namespace tongchou::batch {

// A fund of a scheme, by the pack's words.
struct SchemeFund {
  std::string scheme, fund;
};

// What `funds` brought forward, by the number of insured in each scheme. One entry.
service::Contribution MakeOpening(std::span<const SchemeFund> funds,
                                  const std::vector<DemoPerson>& people, Date day);

// One month: an entry for each employer (with its staff's account credits), one for the retired,
// one for each scheme's contributions or subsidies a head. `numbers` holds the psn_no of each of
// `people`.
std::vector<service::Contribution> MakeContributions(std::span<const SchemeFund> funds,
                                                     const std::vector<DemoEmployer>& employers,
                                                     const std::vector<DemoPerson>& people,
                                                     std::span<const std::string> numbers,
                                                     Date day);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_DEMO_FUNDS_H_
