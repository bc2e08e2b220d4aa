// Past cases in vectors, for tests of the replay and of what reads it: rows are added one by one,
// as they were settled.
//
// Not thread-safe.
#ifndef TONGCHOU_SETTLE_REPLAY_FOR_TEST_H_
#define TONGCHOU_SETTLE_REPLAY_FOR_TEST_H_

#include <algorithm>
#include <vector>

#include "settle/replay_history.h"

namespace tongchou::settle {

struct CaseColumns {
  CaseWords words;
  std::vector<std::uint64_t> first_row = {0}, first_line = {0}, first_payment = {0};
  std::vector<std::uint16_t> office;
  std::vector<std::int64_t> settlement;
  std::vector<std::int32_t> begin, end;
  std::vector<std::uint16_t> case_class;
  std::vector<std::uint8_t> age, years_insured;
  std::vector<std::uint32_t> provider;
  std::vector<std::int64_t> total, eligible, fixed;
  std::vector<std::uint16_t> line_count;
  std::vector<PackedLine> lines;
  std::vector<std::int64_t> payments;

  // Adds a row of the person who is being added.
  void AddRow(Date first, Date last, const CaseClass& shared, const PersonFacts& facts,
              std::span<const FeeLine> fee_lines, const Figures& figures) {
    const auto known = std::find(words.classes.begin(), words.classes.end(), shared);
    case_class.push_back(static_cast<std::uint16_t>(known - words.classes.begin()));
    if (known == words.classes.end()) words.classes.push_back(shared);
    settlement.push_back(static_cast<std::int64_t>(settlement.size()) + 1);
    begin.push_back(first.days());
    end.push_back(last.days());
    age.push_back(static_cast<std::uint8_t>(facts.age));
    years_insured.push_back(static_cast<std::uint8_t>(facts.years_insured));
    provider.push_back(static_cast<std::uint32_t>(settlement.size() % words.providers.size()));
    total.push_back(figures.total.fen);
    eligible.push_back(figures.eligible.fen);
    const std::size_t lines_before = lines.size();
    fixed.push_back(PackLines(fee_lines, lines));
    line_count.push_back(static_cast<std::uint16_t>(lines.size() - lines_before));
    for (std::size_t i = 0; i < shared.layer_funds.size(); ++i) {
      payments.push_back(figures.layer_paid[i].fen);
    }
  }

  void EndPerson() {
    first_row.push_back(settlement.size());
    first_line.push_back(lines.size());
    first_payment.push_back(payments.size());
    office.push_back(static_cast<std::uint16_t>(office.size() % words.offices.size()));
  }

  PastCases cases() const {
    PastCases cases{.words = &words,
                    .first_row = first_row,
                    .first_line = first_line,
                    .first_payment = first_payment,
                    .office = office,
                    .settlement = settlement,
                    .begin = begin,
                    .end = end,
                    .case_class = case_class,
                    .age = age,
                    .years_insured = years_insured,
                    .provider = provider,
                    .total_fen = total,
                    .eligible_fen = eligible,
                    .fixed_eligible_fen = fixed,
                    .line_count = line_count,
                    .lines = lines,
                    .payments_fen = payments};
    if (settlement.empty()) return cases;
    cases.first_day = std::min(*std::min_element(begin.begin(), begin.end()),
                               *std::min_element(end.begin(), end.end()));
    cases.last_day = std::max(*std::max_element(begin.begin(), begin.end()),
                              *std::max_element(end.begin(), end.end()));
    return cases;
  }
};

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_REPLAY_FOR_TEST_H_
