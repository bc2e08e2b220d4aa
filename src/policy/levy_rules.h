// The compiled rules of contributions, late fees and pre-funding for one period of a pack.
//
// Values compiled from a pack; immutable, therefore thread-safe. Ratios are exact millionths.
#ifndef TONGCHOU_POLICY_LEVY_RULES_H_
#define TONGCHOU_POLICY_LEVY_RULES_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace tongchou::policy {

// On what a contribution is computed.
enum class LevyBase : std::uint8_t {
  kWage,            // last year's own monthly wage (a pension for the retired), within the limits
  kShareOfAverage,  // base_share of the area's monthly average wage
  kNone,            // nothing is levied on a wage
};

// Share of the employer's part that is credited to the account, from an age (completed years) on.
struct AgeShare {
  int from_age = 0;
  Ratio share;
};

// Rules for one group: a category of persons, in one kind of unit (empty: any other).
struct LevyGroup {
  std::string category;   // "active", "retired", "owner", "private", "civil_service", …
  std::string unit_kind;  // "hardship", …; empty: every kind without a group of its own
  LevyBase base = LevyBase::kWage;
  Ratio base_share;                  // of the average, for kShareOfAverage
  Ratio floor_share, ceiling_share;  // of the average; 0: no floor, no ceiling
  Ratio employer_rate;               // of the base
  Ratio person_rate;                 // of the base; what the person pays
  Ratio own_rate;                    // of the base; counts as own part for the account
  Ratio employer_part_rate;          // of the base; counts as the employer's part for the account
  std::vector<AgeShare> employer_part_shares;  // by age; of the employer's part, to the account
  // A month, by who bears it; the pooled fund gives its part to the fund of large illnesses.
  Money large_illness_employer, large_illness_person, large_illness_pooled;
  Ratio civil_servant_rate;  // of the actual wage
};

// What of a month is paid first.
enum class FeeOrder : std::uint8_t { kAfterPrincipal, kBeforePrincipal };

// To which funds a part of what a bill claims goes.
enum class PartOrder : std::uint8_t { kProRata, kAccountFirst, kPooledFirst };

// From when on late money makes frozen days undone.
enum class Thaw : std::uint8_t { kFromPayment, kRetroactive };

// How receipts are booked, and what follows when they stay out.
struct ReceiptRules {
  FeeOrder fee_order = FeeOrder::kAfterPrincipal;
  PartOrder part_order = PartOrder::kProRata;
  // Frozen from the first of this month counted from the one of the due day (1: the next one).
  int freeze_months = 0;
  Thaw thaw = Thaw::kFromPayment;
  // Days: the reminder after the due day, the others after the step before them.
  int reminder_days = 0, order_days = 0, court_days = 0;
};

struct LevyRules {
  DateRange in_force;
  std::string scheme;         // whose contributions these are
  Money average_yearly_wage;  // of last year, in the area
  Ratio late_fee_per_day;
  int due_day = 10;
  std::optional<ReceiptRules> receipts;  // none: the pack has no rules for them
  std::vector<LevyGroup> groups;
};

// Who pays what of a fixed yearly contribution. Numbers index FixedGroup::parts.
enum class FixedPart : std::uint8_t { kOwn, kCivilAffairs, kCentral, kRegion, kCity, kCounty };
inline constexpr std::size_t kFixedParts = 6;

// The fixed yearly amounts of a group: a category of persons, in one entitled group (empty: any
// other).
struct FixedGroup {
  std::string id;
  std::string category;
  std::string identity;  // one of kIdentityWords; empty: every one without a group of its own
  std::array<Money, kFixedParts> parts;
  Money account;  // of the part of civil affairs, or of the own part without one: to the account
};

// Fixed yearly contributions of a scheme: what holds for a year is what is in force on its first
// day.
struct FixedRules {
  DateRange in_force;
  LevyRules booking;      // scheme, receipts, late fee: how what comes in is booked
  int opens_months = 0;   // the collection begins so many months before the year
  int closes_months = 0;  // the own part is to be paid by the end of so many months of the year
  int others_months = 0;  // the same for civil affairs and the levels of government
  std::vector<FixedGroup> groups;
};

// Pre-funding for the retirees of bankrupt firms: months left to `life_years` × monthly average
// wage × rate, in whole yuan, never below zero.
struct PrefundRules {
  DateRange in_force;
  int life_years = 0;
  Ratio rate = {};
  // Instead of the life that is left: so many years of `fixed_rate` for each; 0: no such rule.
  int fixed_years = 0;
  Ratio fixed_rate = {};
  // Back payment for who retires before these ages, of `back_rate` a month; 0: no such rule.
  int men_age = 0, women_age = 0;
  Ratio back_rate = {};
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_LEVY_RULES_H_
