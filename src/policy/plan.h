// The compiled form of a policy pack: what the engines read. A pack and a day give one epoch; an
// epoch holds, per scheme and benefit, a flat list of steps from a closed vocabulary and dense
// tables that are indexed by one packed number (the cell key) of everything a value may depend on.
//
// Invariants (established by the compiler, relied on by the engines):
//   - every layer has exactly `cell_count` cells, one for each key; no key is missing;
//   - bands of a cell are contiguous from zero, ordered, and the last one is open (kNoLimit);
//   - every share is within 0..1, every amount >= 0;
//   - total slots are unique within a scheme and keep their name over all epochs of a pack.
// Immutable after compilation, therefore thread-safe.
#ifndef TONGCHOU_POLICY_PLAN_H_
#define TONGCHOU_POLICY_PLAN_H_

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/text.h"

namespace tongchou::policy {

// An amount that is never reached: no cap, or the open end of the last band.
inline constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::max();

// The most layers one benefit may have, and the most yearly totals one scheme may have.
inline constexpr int kMaxLayers = 8;
inline constexpr int kMaxTotals = 16;
inline constexpr int kMaxBands = 12;

// Why a value holds: index into Epoch::citations.
using CitationId = std::uint32_t;

struct Citation {
  std::string document;  // the document's key in the pack
  std::string title;     // the document's title as the pack gives it
  std::string article;   // "第十二条", "art. 12", …
  Date since;            // the first day on which this value holds
  bool assumed = false;  // not in the documents: the pack says why
  std::string reason;    // of the assumption, or a remark
};

// What a value may depend on. Each kind occurs at most once in a benefit.
enum class DimensionKind : std::uint8_t {
  kLevel,         // of the provider: 1, 2, 3
  kCategory,      // of the person, as the scheme lists them
  kAid,           // none, low_income, destitute
  kCivilServant,  // no, yes
  kStay,          // ordinal of the stay in the benefit year: 1, 2, … n and later
  kAge,           // completed years, by lower edges
  kYearsInsured,  // completed years, by lower edges
  kReferral,      // none, referred, unreferred
};

// One factor of the cell key. For kAge and kYearsInsured, `lower_edges` holds the first value of
// each class (the first is 0); for kStay the number of classes is how many ordinals differ.
struct Dimension {
  DimensionKind kind;
  std::uint32_t size = 1;
  std::uint32_t stride = 1;         // key = sum over dimensions of index × stride
  std::vector<int> lower_edges;     // kAge, kYearsInsured only
  std::vector<std::string> values;  // names of the classes, in order
};

enum class Axis : std::uint8_t { kEligible, kExcess, kBurden };
enum class Span : std::uint8_t { kStay, kYear };
enum class CapOn : std::uint8_t { kNone, kExpense, kPayment };
enum class BandsFrom : std::uint8_t { kZero, kDeductible };

// The closed vocabulary. Each step works on the current layer (Step::layer) but for the first and
// last two, which work on the encounter.
enum class Op : std::uint8_t {
  kSplitScope,      // fee lines -> full self-pay, over ceiling, first self-pay, eligible
  kReduceReferral,  // part of the eligible amount -> first self-pay
  kTakeAxis,        // the layer's amount on its axis, and where on the axis it starts
  kDeduct,          // the deductible at the low end of the axis
  kCapExpense,      // the axis ends at the cap; what lies beyond is excess
  kPayBands,        // exact payment over the bands, rounded once
  kPayFlat,         // a fixed amount, at most what is still unpaid
  kCapPayment,      // cut to what remains under the cap; the rest of the expense is excess
  kAddToFund,       // the payment goes to the fund; burden shrinks; totals move
  kPayAccount,      // the personal account, as far as the pack lets it pay
  kPayCash,         // the rest
};

struct Step {
  Op op;
  std::uint8_t layer = 0;
};

struct Band {
  std::int64_t upper_fen = kNoLimit;  // on the axis; kNoLimit: open
  std::int64_t share_millionths = 0;  // the fund's share, whoever's share the pack states
  CitationId citation = 0;

  bool operator==(const Band&) const = default;
};

// The values of one layer for one cell key.
struct LayerCell {
  bool applies = false;  // false: this layer pays nothing for this key
  std::int64_t deductible_fen = 0;
  std::int64_t cap_fen = kNoLimit;
  std::int64_t flat_fen = 0;  // layers with is_flat only
  std::uint16_t band_count = 0;
  std::array<Band, kMaxBands> bands{};
  CitationId deductible_citation = 0;
  CitationId cap_citation = 0;
  CitationId flat_citation = 0;
};

struct Layer {
  std::string id;  // unique within the benefit: "pooled", "large_illness"
  Text title;
  std::uint8_t fund = 0;  // index into SchemePlan::funds
  Axis axis = Axis::kEligible;
  Span span = Span::kStay;             // `per` of the axis
  Span deductible_span = Span::kStay;  // `per` of the deductible; kYear only with span kYear
  BandsFrom bands_from = BandsFrom::kZero;
  CapOn cap_on = CapOn::kNone;
  Span cap_span = Span::kYear;  // `per` of the cap
  bool is_flat = false;
  // The slot of this layer's two running totals in the person's year, or -1 when nothing of it runs
  // on through the year (neither its axis nor its cap). A name ("inpatient.pooled") keeps its slot.
  int total_slot = -1;
  std::vector<LayerCell> cells;  // one for each cell key
  CitationId citation = 0;       // the rule that establishes the layer
};

// What the personal account may pay.
enum class AccountPays : std::uint8_t { kBurden, kInScope /* burden + first self-pay */, kAll };

// Which date of an encounter picks the version: for the interface; the engine gets one date.
enum class DateRule : std::uint8_t { kVisit, kDischarge };

struct BenefitPlan {
  std::string id;  // "inpatient"
  Text title;
  DateRule date_rule = DateRule::kVisit;
  bool counts_as_stay = false;  // a settled encounter is one more stay of the year
  std::vector<Dimension> dimensions;
  std::uint32_t cell_count = 1;
  std::vector<Layer> layers;
  std::vector<Step> steps;
  // Default first-self-pay ratio by class A, B (class C is all self-pay).
  std::array<Ratio, 2> class_first_ratio{};
  std::array<CitationId, 2> class_citation{};
  // Reduction of the eligible amount by referral: none, referred, unreferred.
  std::array<Ratio, 3> referral_reduction{};
  std::array<CitationId, 3> referral_citation{};
  AccountPays account_pays = AccountPays::kBurden;
  CitationId account_citation = 0;
};

struct Fund {
  std::string id;  // "pooled"
  Text title;
};

struct SchemePlan {
  std::string id;  // "employee"
  Text title;
  std::vector<std::string> categories;
  std::vector<Text> category_titles;
  std::vector<Fund> funds;
  std::vector<std::string> total_names;  // by total slot: "<benefit>.<layer>"
  std::vector<BenefitPlan> benefits;
};

// One pack on one day: everything that holds from `in_force.from` through `in_force.through`.
struct Epoch {
  std::string pack;         // "demo-city"
  std::string pack_digest;  // SM3 of the pack, 64 hexadecimal digits
  std::string area;         // division code of the pooling area, 6 digits
  DateRange in_force;
  unsigned year_start_month = 1;  // the benefit year begins on this day
  unsigned year_start_day = 1;
  std::vector<SchemePlan> schemes;
  std::vector<Citation> citations;
};

// The year (its calendar number at the start) of the benefit year that `day` lies in.
int BenefitYearOf(const Epoch& epoch, Date day);

// Index of the named thing, or -1.
int FindScheme(const Epoch& epoch, std::string_view id);
int FindCategory(const SchemePlan& scheme, std::string_view id);
int FindBenefit(const SchemePlan& scheme, std::string_view id);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_PLAN_H_
