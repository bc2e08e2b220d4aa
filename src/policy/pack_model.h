// PackModel: a policy pack as its authors wrote it, read and checked but not yet computed: dated
// tables with their sources. The compiler turns it into epochs; views print it.
//
// Plain values, immutable after reading, therefore thread-safe.
#ifndef TONGCHOU_POLICY_PACK_MODEL_H_
#define TONGCHOU_POLICY_PACK_MODEL_H_

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "policy/example.h"
#include "policy/finding.h"
#include "policy/levy_rules.h"
#include "policy/plan.h"
#include "policy/quantity.h"
#include "policy/remittance.h"
#include "policy/wire_map.h"

namespace tongchou::policy {

struct Named {
  std::string id;
  Text title;
  Place place;
};

struct Document {
  std::string id;
  Text title;
  std::string number;  // as printed; empty when the source gives none
  Text note;
};

// Where a value comes from: an article of a listed document, or an assumption of ours.
struct Source {
  std::string document, article;
  bool assumed = false;
  Text reason;
};

// One value of a table: the member of each axis (a band as "0 CNY .. 5000 CNY"), and the value.
struct TableCell {
  std::vector<std::string> at;
  Quantity value;
  std::optional<Source> source;  // only where it differs from the period's
  Place place;
};

struct Period {
  DateRange range;
  Source source;
  std::vector<TableCell> cells;
  Place place;
};

// For whom something holds: every clause must be met; one is met by any of its members.
struct Clause {
  std::string axis;
  std::vector<std::string> members;
};
using Condition = std::vector<Clause>;

// A change of the written number for some: `factor: 70%`, `minus: 1 point`, `plus: 2 points`.
struct Adjustment {
  enum class Kind : std::uint8_t { kFactor, kMinus, kPlus };
  Kind kind = Kind::kFactor;
  Condition condition;
  std::int64_t millionths = 0;
  DateRange range;
  Source source;
  Place place;
};

// A dated table of values over some axes (none: one value).
struct Parameter {
  std::string id;
  Text title;
  std::vector<std::string> axes;
  std::vector<Period> periods;
  std::vector<Adjustment> adjustments;
  Place place;
};

// A parameter of parameters.yaml. What the engines cannot execute yet is kept on record.
struct NamedParameter {
  Parameter parameter;
  bool executed = true;
  Text note;
};

// An axis of a scheme or of a file: its closed list of members.
struct AxisRule {
  std::string id;
  std::vector<std::string> members;
  std::vector<int> lower_edges;  // age and years_insured
  Place place;
};

enum class Payer : std::uint8_t { kFund, kPerson };

struct LayerRule {
  std::string id;
  Text title;
  std::string fund;
  Axis axis = Axis::kEligible;
  Span span = Span::kStay;
  DateRange in_force;
  Condition when;  // empty: everybody
  Source source;
  std::optional<Parameter> deductible, share, cap, flat;
  Span deductible_span = Span::kStay;
  Payer payer = Payer::kFund;
  BandsFrom measured_from = BandsFrom::kZero;
  CapOn cap_on = CapOn::kNone;
  Span cap_span = Span::kYear;
  int total_slot = -1;
  Place place;
};

struct BenefitRule {
  std::string id;
  Text title;
  DateRule date_rule = DateRule::kVisit;
  bool counts_as_stay = false;
  std::optional<Parameter> referral;
  std::vector<LayerRule> layers;
  Place place;
};

struct SchemeRule {
  std::string id;
  Text title;
  std::vector<Named> categories;
  std::vector<Named> funds;
  std::vector<AxisRule> axes;
  std::optional<Parameter> first_self_pay;
  std::vector<BenefitRule> benefits;
  std::vector<std::string> total_names;
  Place place;
};

// Contributions of one group of persons; see levy_rules.h.
struct LevyGroupRule {
  std::string id;
  Text title;
  std::string category, unit_kind;
  std::optional<Parameter> base, floor, ceiling, employer, person, own, employer_part,
      employer_part_share, large_illness_employer, large_illness_person, large_illness_pooled,
      civil_servant;
  Place place;
};

// How receipts are booked; see ReceiptRules in levy_rules.h.
struct ReceiptRule {
  std::optional<Parameter> fee_order, part_order, freeze, thaw, reminder, order, court;
};

struct LevyRule {
  std::string scheme = "employee";  // whose contributions these are
  std::string average;  // the parameter with last year's average wage; empty: none is needed
  Place average_place;
  std::vector<AxisRule> axes;
  std::optional<Parameter> due_day, late_fee_per_day;
  std::optional<ReceiptRule> receipts;
  std::vector<LevyGroupRule> groups;
};

// Fixed yearly contributions; see FixedRules in levy_rules.h.
struct FixedGroupRule {
  std::string id;
  Text title;
  std::string category, identity;
  std::array<std::optional<Parameter>, kFixedParts> parts;
  std::optional<Parameter> account;
  Place place;
};

struct FixedRule {
  std::string scheme;
  Place place;
  std::optional<Parameter> opens, closes, others, late_fee_per_day;
  ReceiptRule receipts;
  std::vector<FixedGroupRule> groups;
};

// What a bankrupt firm leaves for its retirees; see PrefundRules in levy_rules.h.
struct PrefundRule {
  std::optional<Parameter> life_years, rate;
  std::optional<Parameter> fixed_years, fixed_rate;
  std::optional<Parameter> men_age, women_age, back_rate;
};

// Personal accounts and cards; see account_rules.h.
struct InterestRule {
  std::optional<Parameter> current_year, carried_over, day_count, uses_first;
};

struct CardItemRule {
  std::string id;
  Text title;
  bool card = false;
  std::optional<Parameter> fee, replacement_fee;
  Place place;
};

struct AccountsRule {
  std::optional<InterestRule> interest;
  std::optional<Parameter> payouts_a_year, offsite_referral;
  std::vector<CardItemRule> items;
};

// Special groups; see special_rules.h.
struct CadreRule {
  std::string scheme;
  std::optional<Parameter> cost_years, due_days, finance_due, managed_share, surplus_share;
  Place place;
};
struct QuotaRule {
  std::string scheme, category;
  std::optional<Parameter> cost_years, share;
  Place place;
};
struct SoldierRule {
  std::optional<Parameter> due_days;
};
struct SpecialRule {
  std::optional<CadreRule> cadres;
  std::optional<QuotaRule> quota;
  std::optional<SoldierRule> soldiers;
};

// An office of the agency. No rule asks for it: a new area may begin with these.
struct OfficeRule {
  std::string code;  // unique within the pack: letters, digits and - only
  std::string name;
  std::string parent;  // the code of the office above; empty at the top
  int level = 1;       // 1: the top
  Place place;
};

struct PackModel {
  std::string id;
  Text title, description;
  std::string area;
  DateRange in_force;
  unsigned year_start_month = 1, year_start_day = 1;
  std::vector<Document> documents;
  std::optional<Parameter> account;
  std::vector<AxisRule> axes;  // of parameters.yaml
  std::vector<NamedParameter> parameters;
  std::vector<SchemeRule> schemes;
  std::optional<LevyRule> levy;
  std::optional<PrefundRule> prefund;
  WireMap wire;
  std::vector<OfficeRule> offices;  // each behind the one above it
  std::vector<Example> examples;
  std::optional<AccountsRule> accounts;
  std::vector<RemittanceFormat> remittance;
  std::optional<SpecialRule> special;
  std::optional<FixedRule> fixed;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_PACK_MODEL_H_
