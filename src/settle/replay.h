// Replay: what the encounters of a period would have come to under other rules, all over again from
// the first encounter of each person's benefit year: running totals, deductibles met, caps, the
// ordinal of a stay follow the changed past.
//
// Exact to the fen: a row comes to what SettleOne gives with the running totals of that person
// under that variant. The day of a row picks the version as the counter does (first or last day, as
// the benefit of that version says); the facts of the person are those of the day on which it was
// settled. The personal account is not replayed: what is left to the person is not divided.
//
// Pure; thread-safe. The number of threads does not change any figure.
#ifndef TONGCHOU_SETTLE_REPLAY_H_
#define TONGCHOU_SETTLE_REPLAY_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "policy/plan.h"
#include "settle/replay_history.h"

namespace tongchou::settle {

struct ReplayPlan;

// The epochs of a pack, as policy::Pack holds them. None at all: what was settled, as it was paid.
using Epochs = std::span<const std::unique_ptr<const policy::Epoch>>;

struct ReplayRequest {
  DateRange period;              // of the day that picked the version when the row was settled
  std::vector<Epochs> variants;  // the first is what the others are compared with
  int threads = 2;
  // Told now and then how many rows of all are done, by one thread at a time. False: stop.
  std::function<bool(std::int64_t done, std::int64_t total)> progress = {};
};

// Sums over rows. What the person bears within the scope is eligible - funds; in all, total -
// funds.
struct CaseSums {
  std::int64_t count = 0;
  Int128 total_fen = 0, eligible_fen = 0, funds_fen = 0;

  CaseSums& operator+=(const CaseSums& other) {
    count += other.count;
    total_fen += other.total_fen;
    eligible_fen += other.eligible_fen;
    funds_fen += other.funds_fen;
    return *this;
  }
  bool operator==(const CaseSums&) const = default;
};

inline constexpr std::size_t kListedRows = 100;

// Rows that a variant cannot settle. They are in none of its sums.
struct ReplayRefusal {
  ErrorCode code{};  // kNoPolicyInForce, kUnknownScheme, kUnknownBenefit, kUnknownCategory
  std::int64_t count = 0;
  std::vector<std::uint64_t> rows;  // the first kListedRows

  bool operator==(const ReplayRefusal&) const = default;
};

// What a variant comes to. The lists go by the index of their word.
struct VariantSums {
  CaseSums all;
  std::vector<CaseSums> by_scheme, by_benefit, by_category, by_office, by_provider;
  std::array<CaseSums, 3> by_level;
  std::array<CaseSums, 256> by_age;             // completed years
  std::vector<CaseSums> by_month;               // from ReplayResult::first_month on
  std::vector<std::vector<Int128>> fund_month;  // paid in fen, by fund (ReplayResult), by month
  std::vector<ReplayRefusal> refusals;          // by code

  bool operator==(const VariantSums&) const = default;
};

// A person whose year changes. `row` is the encounter that changes most.
struct PersonChange {
  std::uint64_t person = 0, row = 0;
  std::int64_t before_fen = 0, after_fen = 0;  // what all funds pay in the period

  std::int64_t change_fen() const { return after_fen - before_fen; }
  bool operator==(const PersonChange&) const = default;
};

// Changes are counted by size: up to and including each of these, in fen, and beyond the last.
inline constexpr std::array<std::int64_t, 8> kChangeEdgesFen = {
    1'000, 10'000, 50'000, 100'000, 200'000, 500'000, 1'000'000, 5'000'000};
inline constexpr std::size_t kChangeBins = kChangeEdgesFen.size() + 1;
inline constexpr std::size_t kMostChanged = 10;

// Persons for whom the funds pay more, or less, than under the first variant. Rows that one of the
// two refuses are left out on both sides.
struct ChangeSide {
  std::int64_t persons = 0;
  Int128 sum_fen = 0;  // >= 0
  std::array<std::int64_t, kChangeBins> bins{};
  std::vector<PersonChange> most;  // kMostChanged, the largest change first, then by person

  bool operator==(const ChangeSide&) const = default;
};

struct ChangedPersons {
  ChangeSide gain, lose;
  std::int64_t same = 0;
  std::int64_t changed_rows = 0;

  bool operator==(const ChangedPersons&) const = default;
};

struct ReplayResult {
  std::vector<SchemeWord> funds;  // those of the cases' words, then those that variants add
  std::vector<VariantSums> variants;
  std::vector<ChangedPersons> changes;  // by variant; of the first: nothing changes
  std::int64_t rows = 0, persons = 0;   // of the period
  Date first_month;                     // its first day

  bool operator==(const ReplayResult&) const = default;
};

// Refusals: kNoHistory (no row lies in the period), kWorkCancelled, kAmountOverflow (a person with
// more than kMaxEncountersOfPerson rows). At least one variant.
Result<ReplayResult> Replay(const PastCases& cases, const ReplayRequest& request);

// One row under one variant.
struct ReplayedRow {
  std::uint64_t row = 0;
  std::optional<ErrorCode> refused = {};  // then nothing below counts
  const policy::Epoch* epoch = nullptr;   // none: as it was paid, and nothing before `eligible`
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
  PersonFacts facts = {};
  Encounter encounter = {};  // without its lines
  YearTotals totals_before = {};
  Money eligible = {}, funds_paid = {};
  std::array<Money, policy::kMaxLayers> layer_paid = {};  // by layer of the benefit
};

// The cases of one person after another under one variant, row by row: what Replay adds up. For
// explaining a case, and for tests. `cases` and `variant` outlive it. Thread-safe.
class PersonReplay {
 public:
  PersonReplay(const PastCases& cases, Epochs variant);
  ~PersonReplay();

  // The rows of `person` in `period`, in their order. Precondition: `person` is below
  // cases.persons().
  std::vector<ReplayedRow> Rows(const DateRange& period, std::uint64_t person) const;

 private:
  const PastCases& cases_;
  std::unique_ptr<const ReplayPlan> plan_;  // none: as it was paid
};

// The same of one person.
std::vector<ReplayedRow> ReplayPerson(const PastCases& cases, Epochs variant, DateRange period,
                                      std::uint64_t person);

// The person that `row` is of.
std::uint64_t PersonOfRow(const PastCases& cases, std::uint64_t row);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_REPLAY_H_
