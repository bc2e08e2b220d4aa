// The batch executor: a history sorted by person and date through one benefit's plan, year-to-date
// state included, to the same fen as SettleOne.
//
// Persons are taken in blocks of some hundred rows. Most rows need one formula of the first layer
// and at most one more (short_cells.h); a vector kernel works it out for all rows of a block
// (batch_kernel.h). The years of persons for which that is not enough are done again row by row,
// with the operations that apply to their cells (batch_row.h), and rare work there (caps that bind,
// flat amounts) with the steps of SettleOne.
//
// Pure; thread-safe: several threads may settle different persons of one history at a time.
#ifndef TONGCHOU_SETTLE_BATCH_H_
#define TONGCHOU_SETTLE_BATCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "base/result.h"
#include "settle/batch_plan.h"

namespace tongchou::settle {

// The static key of an encounter whose person is frozen on its day.
inline constexpr std::uint32_t kFrozenKey = std::numeric_limits<std::uint32_t>::max();

// The most encounters of one person: below it no running total can overflow.
inline constexpr std::size_t kMaxEncountersOfPerson = 1'000'000;

// A history in columns, one row per encounter, rows sorted by person and within a person by date.
struct History {
  std::span<const std::uint32_t> person_offsets;  // first row of each person, and the end
  std::span<const std::int64_t> eligible_fen;     // after scope and referral; 0 .. kMaxFen
  std::span<const std::uint32_t> static_key;      // StaticKeyOf
  std::span<const std::int16_t> year;             // benefit year; totals start anew when it changes
};

// Where the results go, a row each; every span has the history's length or is empty (not wanted).
struct BatchResult {
  std::span<std::int64_t> funds_paid_fen;
  std::span<std::int64_t> deductible_fen;  // what the first layer took
  std::array<std::span<std::int64_t>, policy::kMaxLayers> layer_paid_fen;
};

// Sums over the rows that were settled.
struct BatchSums {
  Int128 eligible_fen = 0;
  std::array<Int128, policy::kMaxLayers> layer_paid_fen{};
};

// Instruction sets the kernel exists for. They give the same figures.
enum class Isa : std::uint8_t { kBaseline, kAvx2, kAvx512 };

// True when this machine has `isa`.
bool IsSupported(Isa isa);

// The fastest that this machine has.
Isa BestIsa();

// The cell key without the ordinal of the stay, which the executor adds; kFrozenKey for a frozen
// person. Precondition: level 1..3.
std::uint32_t StaticKeyOf(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                          const Encounter& encounter);

// Settles the persons from `first` to before `last`, each with totals from zero. Refusals:
// kBadAmount (a negative amount), kAmountOverflow (above kMaxFen, or a person with more than
// kMaxEncountersOfPerson); then the columns of `result` hold nothing of use. Precondition: the
// machine has `isa`.
Result<BatchSums> SettleHistory(const BatchPlan& plan, const History& history, std::size_t first,
                                std::size_t last, const BatchResult& result, Isa isa = BestIsa());

// The same without state: every row as the first of its person's year, whoever it belongs to.
// Person offsets and years are not read. `first` and `last` are rows.
Result<BatchSums> SettleRows(const BatchPlan& plan, const History& history, std::size_t first,
                             std::size_t last, const BatchResult& result, Isa isa = BestIsa());

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_H_
