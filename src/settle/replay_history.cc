#include "settle/replay_history.h"

#include <algorithm>

namespace tongchou::settle {

namespace {

bool Offsets(std::span<const std::uint64_t> first, std::size_t persons, std::size_t size) {
  if (first.size() != persons + 1 || first.front() != 0 || first.back() != size) return false;
  return std::is_sorted(first.begin(), first.end());
}

template <typename Value>
bool AllIn(std::span<const Value> values, Value low, Value high) {
  // Without a branch per value, so that it goes through memory as fast as it can be read.
  bool outside = false;
  for (const Value value : values) outside |= value < low || value > high;
  return !outside;
}

template <typename Value>
bool AllBelow(std::span<const Value> values, std::size_t count) {
  if (values.empty()) return true;
  return count > 0 && AllIn(values, Value{0},
                            static_cast<Value>(std::min<std::size_t>(
                                count - 1, std::numeric_limits<Value>::max())));
}

bool WordsHold(const CaseWords& words) {
  const auto of_scheme = [&](const std::vector<SchemeWord>& list) {
    return std::all_of(list.begin(), list.end(),
                       [&](const SchemeWord& word) { return word.scheme < words.schemes.size(); });
  };
  if (!of_scheme(words.benefits) || !of_scheme(words.categories) || !of_scheme(words.funds)) {
    return false;
  }
  return std::all_of(words.classes.begin(), words.classes.end(), [&](const CaseClass& each) {
    const bool known = each.benefit < words.benefits.size() &&
                       each.category < words.categories.size() && each.level >= 1 &&
                       each.level <= 3 && each.layer_funds.size() <= policy::kMaxLayers;
    return known && std::all_of(each.layer_funds.begin(), each.layer_funds.end(),
                                [&](std::uint16_t fund) { return fund < words.funds.size(); });
  });
}

bool SameLengths(const PastCases& cases) {
  const std::size_t rows = cases.rows();
  return cases.settlement.size() == rows && cases.begin.size() == rows &&
         cases.end.size() == rows && cases.age.size() == rows &&
         cases.years_insured.size() == rows && cases.provider.size() == rows &&
         cases.total_fen.size() == rows && cases.eligible_fen.size() == rows &&
         cases.fixed_eligible_fen.size() == rows && cases.line_count.size() == rows &&
         cases.office.size() == cases.persons();
}

// Each person's lines and payments are as many as the rows say.
bool CountsAddUp(const PastCases& cases) {
  for (std::size_t person = 0; person < cases.persons(); ++person) {
    std::uint64_t lines = cases.first_line[person];
    std::uint64_t payments = cases.first_payment[person];
    for (std::size_t row = cases.first_row[person]; row < cases.first_row[person + 1]; ++row) {
      lines += cases.line_count[row];
      payments += cases.words->classes[cases.case_class[row]].layer_funds.size();
    }
    if (lines != cases.first_line[person + 1] || payments != cases.first_payment[person + 1]) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::int64_t PackLines(std::span<const FeeLine> lines, std::vector<PackedLine>& packed) {
  std::int64_t fixed_fen = 0;
  for (const FeeLine& line : lines) {
    if (line.fee_class == FeeClass::kC) continue;
    const Money over = line.ceiling ? std::max(Money{0}, line.amount - *line.ceiling) : Money{0};
    const Money covered = line.amount - over;
    if (line.first_ratio) {
      fixed_fen += covered.fen - MultiplyRoundHalfAway(covered, *line.first_ratio).fen;
    } else if (covered.fen != 0) {
      packed.push_back(covered.fen * 2 + (line.fee_class == FeeClass::kB ? 1 : 0));
    }
  }
  return fixed_fen;
}

Status CheckPastCases(const PastCases& cases) {
  const CaseWords& words = *cases.words;
  const std::size_t persons = cases.persons();
  const bool shape = WordsHold(words) && SameLengths(cases) &&
                     Offsets(cases.first_row, persons, cases.rows()) &&
                     Offsets(cases.first_line, persons, cases.lines.size()) &&
                     Offsets(cases.first_payment, persons, cases.payments_fen.size());
  if (!shape) return ErrorCode::kBadExtract;
  const bool indices = AllBelow(cases.case_class, words.classes.size()) &&
                       AllBelow(cases.provider, words.providers.size()) &&
                       AllBelow(cases.office, words.offices.size());
  const bool amounts = AllIn(cases.total_fen, std::int64_t{0}, kMaxFen) &&
                       AllIn(cases.eligible_fen, std::int64_t{0}, kMaxFen) &&
                       AllIn(cases.fixed_eligible_fen, std::int64_t{0}, kMaxFen) &&
                       AllIn(cases.lines, std::int64_t{0}, 2 * kMaxFen + 1) &&
                       AllIn(cases.payments_fen, std::int64_t{0}, kMaxFen);
  const bool days = AllIn(cases.begin, cases.first_day, cases.last_day) &&
                    AllIn(cases.end, cases.first_day, cases.last_day);
  if (!indices || !amounts || !days || !CountsAddUp(cases)) return ErrorCode::kBadExtract;
  return Done{};
}

}  // namespace tongchou::settle
