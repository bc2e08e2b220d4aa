// Adding up what a replay gives. Sums of a chunk of rows are kept in 64 bits and taken into those
// of the whole, which have 128. Internal to this folder.
//
// Not thread-safe: each thread has its own and they are added at the end, in any order.
#ifndef TONGCHOU_SETTLE_REPLAY_TALLY_H_
#define TONGCHOU_SETTLE_REPLAY_TALLY_H_

#include <array>
#include <cstdint>
#include <vector>

#include "settle/batch.h"
#include "settle/replay_plan.h"

namespace tongchou::settle {

// A chunk ends with the person whose rows bring it to this many. Its sums fit 64 bits.
inline constexpr std::size_t kChunkRows = std::size_t{1} << 17;
static_assert(kMaxFen <= INT64_MAX / (2 * kMaxEncountersOfPerson));
static_assert(kChunkRows <= kMaxEncountersOfPerson);

// The sums of one group within a chunk.
struct ChunkSums {
  std::int64_t count = 0, total_fen = 0, eligible_fen = 0, funds_fen = 0;

  void Add(const ChunkSums& other) {
    count += other.count;
    total_fen += other.total_fen;
    eligible_fen += other.eligible_fen;
    funds_fen += other.funds_fen;
  }
};

// How many groups there are of each kind.
struct TallySizes {
  std::size_t classes = 0, offices = 0, providers = 0, months = 0, funds = 0;
};

// The groups that a row is in, but for the office, which is the person's.
struct RowGroups {
  std::uint16_t case_class = 0;
  std::uint8_t age = 0;
  std::uint32_t provider = 0;
  std::size_t month = 0;
};

// Sums over a chunk: what all variants have in common (number of rows, totals, eligible amounts as
// settled), or what one variant adds to that: what the funds pay, and what it changes or leaves
// out.
struct ChunkTally {
  explicit ChunkTally(const TallySizes& sizes);

  void Add(const RowGroups& groups, const ChunkSums& sums) {
    by_class[groups.case_class].Add(sums);
    by_age[groups.age].Add(sums);
    by_provider[groups.provider].Add(sums);
    by_month[groups.month].Add(sums);
  }
  void AddFunds(const RowGroups& groups, std::int64_t fen) {
    by_class[groups.case_class].funds_fen += fen;
    by_age[groups.age].funds_fen += fen;
    by_provider[groups.provider].funds_fen += fen;
    by_month[groups.month].funds_fen += fen;
  }
  void AddFund(std::size_t month, std::uint16_t fund, std::int64_t fen) {
    fund_month[month * fund_count + fund] += fen;
  }

  std::size_t fund_count;
  std::vector<ChunkSums> by_class, by_office, by_provider, by_month;
  std::array<ChunkSums, 256> by_age;
  std::vector<std::int64_t> fund_month;  // by month, then by fund
};

// One variant's sums over all that a thread has seen.
class VariantTally {
 public:
  explicit VariantTally(const TallySizes& sizes);

  // Takes the chunk in and clears it.
  void Take(ChunkTally& chunk);
  void AddRefusal(RowRefusal refusal, std::uint64_t row);
  void Add(const VariantTally& other);

  // By the words of `cases`.
  VariantSums Sums(const CaseWords& words) const;

 private:
  TallySizes sizes_;
  std::vector<CaseSums> by_class_, by_office_, by_provider_, by_month_;
  std::array<CaseSums, 256> by_age_;
  std::vector<Int128> fund_month_;
  std::array<ReplayRefusal, kRowRefusals> refusals_;
};

// Counts a person in one of the three groups of `persons`.
void AddPerson(ChangedPersons& persons, const PersonChange& change);
void AddPersons(ChangedPersons& persons, const ChangedPersons& other);

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_REPLAY_TALLY_H_
