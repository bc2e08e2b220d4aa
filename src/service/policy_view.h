// A policy pack as a person reads it: sections, layers and dated tables with the source beside each
// value. What the console and `tongchou policy show` print.
//
// Plain values built from a loaded pack; pure and thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_VIEW_H_
#define TONGCHOU_SERVICE_POLICY_VIEW_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "policy/finding.h"
#include "policy/library.h"

namespace tongchou::service {

struct NamedView {
  std::string id;
  Text title;
};

struct CitationView {
  std::string document;  // key in the pack; empty: none
  std::string article;
  Text title;  // of the document, with its number
  bool assumed = false;
  Text reason;  // of the assumption
};

struct AxisView {
  std::string id;  // "level", "category", "band", …
  Text title;
  std::vector<NamedView> members;
};

// One value: which member of each axis, in the order of the axes.
struct CellView {
  std::vector<std::string> at;
  // By the parameter's unit: "300.00" yuan, "0.85", "10"; empty for unit text and for "no limit".
  std::string value;
  Text text;            // as written: "4 x average_wage", "no limit", a rule in words
  std::string written;  // as a pack writes it: "300.00 CNY", "none"; empty for a rule in words
  std::optional<CitationView> citation;  // only where it differs from the period's
};

struct PeriodView {
  Date from, through;  // kForever: until further notice
  CitationView citation;
  std::vector<AxisView> axes;
  std::vector<CellView> cells;
  policy::Place place;  // in the files of the pack
};

enum class ViewUnit : std::uint8_t { kYuan, kRatio, kCount, kText };

struct ParameterView {
  std::string id;  // "deductible", "share", "cap", "flat", "share.adjust.1", …
  Text title;      // with "fund pays", "per year" and the like where it matters
  ViewUnit unit = ViewUnit::kText;
  bool executed = true;  // false: on record, the engine does not execute it yet
  Text note;
  std::vector<PeriodView> periods;  // in order of time
  policy::Place place;              // in the files of the pack
};

struct LayerView {
  NamedView layer, fund;
  std::string axis;          // "eligible", "excess", "burden"
  std::string per;           // "stay", "year"
  Text manner;               // both in words
  std::optional<Text> when;  // to whom it applies; none: everybody
  CitationView citation;     // of the rule that establishes it
  std::vector<ParameterView> parameters;
};

struct BenefitView {
  NamedView benefit;
  std::string settled_on;                 // "visit", "discharge"
  std::vector<ParameterView> parameters;  // the referral rule
  std::vector<LayerView> layers;          // none: no fund pays
};

struct SchemeView {
  NamedView scheme;
  std::vector<NamedView> categories;
  std::vector<NamedView> funds;
  std::vector<ParameterView> parameters;  // first self-pay by class
  std::vector<BenefitView> benefits;
};

struct PackSummary {
  std::string id;
  Text title, description;
  Date from, through;  // kForever: until further notice
  std::string area, digest;
  std::vector<NamedView> schemes;
};

// What a case under the pack may choose from.
struct CaseOptions {
  std::vector<NamedView> levels;
  std::vector<NamedView> aids;       // `none` first; empty: the pack has no rule for them
  std::vector<NamedView> referrals;  // empty: the pack has no rule for them
  bool civil_servant = false;
  bool account = false;
};

struct ExampleSummary {
  std::string name;
  Text title;
  std::string kind;    // "settle", "levy", "late_fee", "prefund", "fixed"
  std::string scheme;  // of settle examples
  int steps = 0;       // encounters, persons
};

struct PackView {
  PackSummary summary;
  std::vector<NamedView> documents;    // title with number
  std::vector<ParameterView> general;  // of the area: average wage, account, contributions, …
  std::vector<SchemeView> schemes;
  CaseOptions options;
  std::vector<ExampleSummary> examples;
};

PackSummary SummaryOf(const policy::Pack& pack);

// The whole pack; with `on`, only the periods that hold on that day.
PackView ViewPack(const policy::Pack& pack, std::optional<Date> on = std::nullopt);

// The name of a member of an axis, as packs write both: ("level", "3") is 三级 · level 3. An
// unknown one is its own name.
Text MemberName(std::string_view axis, std::string_view member);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_VIEW_H_
