// The yearly levy for retired cadres: a bill to each unit, or to finance for a unit that is exempt;
// and what of it goes to the managed accounts once a bill is paid.
//
// A cadre is billed once for a year, so a run that was stopped is simply run again. Thread-safe.
#ifndef TONGCHOU_SERVICE_CADRE_LEVY_H_
#define TONGCHOU_SERVICE_CADRE_LEVY_H_

#include <string>
#include <vector>

#include "service/claim_bills.h"
#include "service/command.h"
#include "service/special_list.h"
#include "service/special_year.h"

namespace tongchou::service {

struct CadreShare {
  std::string psn_no, name, unit;
};
// What one payer is billed.
struct CadrePart {
  std::string payer, payer_name;
  bool exempt = false;  // finance pays for units that are exempt
  Date due;
  std::vector<CadreShare> cadres;  // by number
  Money amount;
  std::string bill;  // that was posted; empty: it was not
};
struct CadreLevy {
  YearStandard standard;
  std::vector<CadrePart> parts;  // by payer
  std::int64_t before = 0;       // cadres who are billed for the year already
};

// What RunCadreLevy would bill. Refusals: kNoStandard, kNoSpecialRules, store_* codes.
Result<CadreLevy> PreviewCadreLevy(Region& region, std::int32_t year);
// Posts the bills. Refusals: those of the preview and of PostClaim; what was posted stays.
Result<CadreLevy> RunCadreLevy(Region& region, const std::string& actor, std::int32_t year);

struct ManagedReport {
  std::int64_t credited = 0, taken_back = 0;  // bills
  Money amount;
  std::int64_t not_taken_back = 0;  // bills whose money was spent already
};
// Gives the managed accounts their share of every bill that is paid now, and takes back what was
// given for bills that are not paid any more. Refusals: store_* codes.
Result<ManagedReport> CreditManaged(Region& region, const std::string& actor);

// The managed account of a cadre. Refusals: kUnknownPerson, store_* codes.
Result<ManagedAccount> ManagedOfPerson(Region& region, const Scope& scope,
                                       const std::string& psn_no);
// As it is in a batch; an empty one of somebody who has none. Refusals: kStoreCorrupt.
Result<ManagedAccount> ManagedIn(const Work& work, const std::string& psn_no);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CADRE_LEVY_H_
