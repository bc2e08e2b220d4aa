// PastCases: settled encounters in columns, as the replay (replay.h) reads them. The columns belong
// to somebody else: a file that is mapped into memory (service/extract.h), or vectors of a test.
//
// Rows are sorted by person, then in the order of settlement: the order in which running totals
// moved. Most of what a settlement depends on takes few values together; such a combination is a
// CaseClass, and a row names it by one number. Fee lines are kept as far as a policy may split them
// differently: what lies above a ceiling, what a line's own ratio or class C takes, is the same
// under every policy and is part of the fixed sums.
//
// Invariants (checked by whoever makes one; CheckPastCases says them once more): offsets ascend and
// end with the length of their column; every index is below the length of its list; amounts are
// 0 .. kMaxFen. Values without ownership; thread-safe.
#ifndef TONGCHOU_SETTLE_REPLAY_HISTORY_H_
#define TONGCHOU_SETTLE_REPLAY_HISTORY_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "settle/encounter.h"

namespace tongchou::settle {

// A word of a scheme: the id of a benefit, a category or a fund.
struct SchemeWord {
  std::uint16_t scheme = 0;  // index into CaseWords::schemes
  std::string id;

  bool operator==(const SchemeWord&) const = default;
};

// What decided how fee lines were split. `known` is false when the version that an encounter was
// settled under is not at hand; its lines are then split anew under every policy.
struct ScopeTerms {
  bool known = false;
  std::array<Ratio, 2> class_first_ratio{};  // as BenefitPlan
  Ratio referral_reduction{};                // for the referral of the class

  bool operator==(const ScopeTerms&) const = default;
};

// What many encounters have in common.
struct CaseClass {
  std::uint16_t benefit = 0;   // index into CaseWords::benefits; it gives the scheme
  std::uint16_t category = 0;  // index into CaseWords::categories
  std::uint8_t level = 1;      // of the provider, 1..3
  Referral referral = Referral::kNone;
  Aid aid = Aid::kNone;
  bool civil_servant = false;
  bool frozen = false;
  bool by_end = false;  // the day that picked the version was the last, not the first
  ScopeTerms scope;
  std::vector<std::uint16_t> layer_funds;  // by layer as settled: index into CaseWords::funds

  bool operator==(const CaseClass&) const = default;
};

// The words that rows and classes name by index.
struct CaseWords {
  std::vector<std::string> schemes;
  std::vector<SchemeWord> benefits, categories, funds;
  std::vector<std::string> offices;    // path; the empty one is the area
  std::vector<std::string> providers;  // code
  std::vector<CaseClass> classes;
};

// A fee line whose split depends on the pack: what it covers after its ceiling, in fen, times two,
// plus one for class B.
using PackedLine = std::int64_t;

// Adds the lines of `lines` that a pack decides on to `packed` and gives what the others leave
// eligible under every pack, in fen.
std::int64_t PackLines(std::span<const FeeLine> lines, std::vector<PackedLine>& packed);

struct PastCases {
  const CaseWords* words = nullptr;

  // By person, and one more as the end.
  std::span<const std::uint64_t> first_row;
  std::span<const std::uint64_t> first_line;     // of the person's first row
  std::span<const std::uint64_t> first_payment;  // of the person's first row
  std::span<const std::uint16_t> office;         // by person: index into CaseWords::offices

  // By row.
  std::span<const std::int64_t> settlement;  // its number
  std::span<const std::int32_t> begin, end;  // first and last day, days since 1970
  std::span<const std::uint16_t> case_class;
  std::span<const std::uint8_t> age, years_insured;  // 255: that or more
  std::span<const std::uint32_t> provider;
  std::span<const std::int64_t> total_fen;
  std::span<const std::int64_t> eligible_fen;        // as settled
  std::span<const std::int64_t> fixed_eligible_fen;  // the part that is eligible under every pack
  std::span<const std::uint16_t> line_count;

  // No day of any row lies outside of these.
  std::int32_t first_day = 0, last_day = 0;

  std::span<const PackedLine> lines;           // rows one after another
  std::span<const std::int64_t> payments_fen;  // as settled: a row's layers one after another

  std::size_t rows() const { return case_class.size(); }
  std::size_t persons() const { return first_row.empty() ? 0 : first_row.size() - 1; }
  // The day that picked the version when the row was settled.
  std::int32_t SettledDay(std::size_t row) const {
    return words->classes[case_class[row]].by_end ? end[row] : begin[row];
  }
};

// Whether the invariants hold. Refusals: kBadExtract.
Status CheckPastCases(const PastCases& cases);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_REPLAY_HISTORY_H_
