// What the settlement engine takes and gives: an encounter, the person's facts and running totals
// in; the figures out. Definition: docs/concepts/settlement.md.
//
// Plain values without ownership; thread-safe as any value is. Amounts in fen.
#ifndef TONGCHOU_SETTLE_ENCOUNTER_H_
#define TONGCHOU_SETTLE_ENCOUNTER_H_

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/date.h"
#include "base/money.h"
#include "policy/plan.h"

namespace tongchou::settle {

enum class FeeClass : std::uint8_t { kA, kB, kC };  // 甲 乙 丙
enum class Aid : std::uint8_t { kNone, kLowIncome, kDestitute };
enum class Referral : std::uint8_t { kNone, kReferred, kUnreferred };

struct FeeLine {
  Money amount;  // price × quantity, >= 0
  FeeClass fee_class = FeeClass::kA;
  std::optional<Money> ceiling = {};      // the highest covered amount of the whole line
  std::optional<Ratio> first_ratio = {};  // none: the pack's default of the class
};

// How one line splits. Sum of the four parts = amount (settlement.md 1).
struct LineSplit {
  Money full_self_pay, over_ceiling, first_self_pay, eligible;
};

// The person as of the encounter's date.
struct PersonFacts {
  int category = 0;  // index into SchemePlan::categories
  int age = 0;       // completed years
  int years_insured = 0;
  Aid aid = Aid::kNone;
  bool civil_servant = false;
  bool frozen = false;  // no fund payment on that day (settlement.md 5)
};

struct Encounter {
  int level = 1;  // of the provider, 1..3
  Referral referral = Referral::kNone;
  bool use_account = false;
  std::span<const FeeLine> lines = {};
};

// The two running totals of one layer in one benefit year.
struct LayerTotal {
  std::int64_t entered_fen = 0;  // came onto the layer's axis
  std::int64_t paid_fen = 0;     // the layer paid

  bool operator==(const LayerTotal&) const = default;
};

// A person's benefit year in one scheme, by the scheme's total slots.
struct YearTotals {
  std::int32_t stays = 0;
  std::array<LayerTotal, policy::kMaxTotals> layers{};

  bool operator==(const YearTotals&) const = default;
};

// The figures of settlement.md, all in fen.
struct Figures {
  Money total, full_self_pay, over_ceiling, first_self_pay, eligible;
  Money deductible;                                    // what the first layer took
  std::array<Money, policy::kMaxLayers> layer_paid{};  // by layer of the benefit
  Money funds_paid;                                    // sum over the layers
  Money burden, account, cash;

  bool operator==(const Figures&) const = default;
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_ENCOUNTER_H_
