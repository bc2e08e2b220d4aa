// The compiled rules of special groups for one period of a pack: retired cadres, disabled soldiers
// whose care others pay, the yearly quota of those settled elsewhere.
//
// Values compiled from a pack; immutable, therefore thread-safe. Ratios are exact millionths.
#ifndef TONGCHOU_POLICY_SPECIAL_RULES_H_
#define TONGCHOU_POLICY_SPECIAL_RULES_H_

#include <optional>
#include <string>

#include "base/date.h"
#include "base/money.h"

namespace tongchou::policy {

// The year's levy for retired cadres: so much a head, out of what they cost in an earlier year.
struct CadreRules {
  std::string scheme;          // whose funds are theirs alone: `pooled` and `managed`
  int cost_years = 1;          // the costs are those of the year so many before
  int due_days = 1;            // due so many days before the year begins
  int finance_due_months = 0;  // of exempt units: due at the end of this month of the year
  Ratio managed_share;         // of the standard, to each one's managed account
  Ratio surplus_share;         // of what is left of it when the year is over, paid out
};

// What those who are settled elsewhere are reimbursed a year at most.
struct QuotaRules {
  std::string scheme, category;  // whose inpatient costs it is the average of
  int cost_years = 1;
  Ratio share;  // of that average
};

struct SoldierRules {
  int due_days = 0;  // the month's sheet is due so many days after the month
};

struct SpecialRules {
  DateRange in_force;
  std::optional<CadreRules> cadres;
  std::optional<QuotaRules> quota;
  std::optional<SoldierRules> soldiers;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_SPECIAL_RULES_H_
