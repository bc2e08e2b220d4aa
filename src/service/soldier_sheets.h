// The monthly sheets of disabled soldiers: what their care cost the funds in a month, billed to
// whose duty it is, a sheet for each payer.
//
// A payer is billed once for a month. What a settlement of the month that is taken back later comes
// to stands on the sheet of that later month. Thread-safe.
#ifndef TONGCHOU_SERVICE_SOLDIER_SHEETS_H_
#define TONGCHOU_SERVICE_SOLDIER_SHEETS_H_

#include <string>
#include <vector>

#include "service/claim_bills.h"
#include "service/special_list.h"

namespace tongchou::service {

struct SoldierCost {
  std::string psn_no, name;
  std::int64_t settlements = 0;  // reversals counted too
  Money total;                   // of the bills; the person's own part is in it
  LevyLine line;                 // what the funds paid
};
struct SoldierSheet {
  std::string payer, payer_name;
  Date due;
  std::vector<SoldierCost> soldiers;  // by number; those with costs
  Money amount;
  std::string bill;     // that stands for the month; empty: none
  bool posted = false;  // just now
};
struct SoldierMonth {
  Month month;
  std::vector<SoldierSheet> sheets;  // by payer
};

// The sheets of `month` as they are, or would be posted. Refusals: kNoSpecialRules, kUnknownFund (a
// fund that paid cannot be billed), store_* codes.
Result<SoldierMonth> DrawUpSoldiers(Region& region, Month month);
// Posts the sheets that are not posted yet. Refusals: those above, kTimeInFuture (the month is not
// over), those of PostClaim; what was posted stays.
Result<SoldierMonth> PostSoldiers(Region& region, const std::string& actor, Month month);

// What the funds paid for a person in a month. Refusals: kUnknownFund, store_* codes.
Result<SoldierCost> SoldierCostIn(store::Reader& reader, std::int64_t person, Month month);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_SOLDIER_SHEETS_H_
