// Settled encounters on their way into an extract: a settlement as one short row, its words by
// number. Used by extract.cc alone.
//
// Not thread-safe: each thread that reads collects for itself.
#ifndef TONGCHOU_SERVICE_EXTRACT_ROWS_H_
#define TONGCHOU_SERVICE_EXTRACT_ROWS_H_

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "service/region.h"
#include "settle/replay_history.h"
#include "store/money_rows.h"

namespace tongchou::service {

// One settlement. Its lines and payments stand in CollectedRows, from these places on.
struct CollectedRow {
  std::int64_t settlement = 0;
  std::int64_t total_fen = 0, eligible_fen = 0, fixed_eligible_fen = 0;
  std::uint32_t first_line = 0, first_payment = 0;
  std::int32_t begin = 0, end = 0;
  std::uint32_t provider = 0;
  std::uint16_t case_class = 0, line_count = 0;
  std::uint8_t age = 0, years_insured = 0;
  bool standing = true;
  std::uint32_t person = 0;  // its number in the store, later a running number
};

struct CollectedRows {
  std::vector<CollectedRow> rows;  // in order of settlement
  // By row: the person's standing settlement before; 0: none. Empty unless the collector keeps it.
  std::vector<std::int64_t> previous;
  std::vector<std::int64_t> reversed;  // settlements that were taken back
  std::vector<settle::PackedLine> lines;
  std::vector<std::int64_t> payments;
  settle::CaseWords words;  // without offices
};

class RowCollector {
 public:
  // For up to `expected` settlements. Words that are known already keep their numbers; the
  // settlements before are kept on demand. `region` outlives this.
  RowCollector(const Region& region, settle::CaseWords words, std::size_t expected,
               bool keep_previous);

  // Refusals: kNotSupported (more kinds of cases, or lines of a case, than the format can number).
  Status Add(const store::SettlementRow& row);

  CollectedRows Take() { return std::move(rows_); }

 private:
  // What decides the class of a settlement, for looking it up.
  using ClassKey = std::array<std::uint64_t, 4>;

  std::uint16_t SchemeWordOf(std::vector<settle::SchemeWord>& words, std::uint16_t scheme,
                             const std::string& id);
  std::uint16_t SchemeOf(const std::string& id);
  std::uint32_t ProviderOf(const std::string& code);
  const policy::Epoch* EpochOf(const store::SettlementRow& row);
  std::uint16_t ClassOf(const store::SettlementRow& row);
  settle::CaseClass MakeClass(const store::SettlementRow& row, const policy::Epoch* epoch);
  settle::ScopeTerms ScopeOf(const store::SettlementRow& row, const policy::Epoch* epoch);

  const Region& region_;
  const bool keep_previous_;
  CollectedRows rows_;
  std::unordered_map<std::string, std::uint32_t> providers_;
  std::map<Sm3Digest, const policy::Pack*> packs_;
  std::map<ClassKey, std::uint16_t> classes_;
};

// Numbers the words of `from` as `into` has them, adding what is new there.
struct WordNumbers {
  std::vector<std::uint16_t> case_class;
  std::vector<std::uint32_t> provider;
};
Result<WordNumbers> MergeWords(const settle::CaseWords& from, settle::CaseWords& into);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_EXTRACT_ROWS_H_
