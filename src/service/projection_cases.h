// Past cases of one scheme moved whole years ahead at the prices of that day: what a projection
// settles again. Every k-th person when there are more rows than are wanted.
//
// Days move by calendar years (the 29 February of a leap year to the 28th). Costs, what is eligible
// and fee lines are multiplied by one index; categories, levels, ages and the order of the cases
// stay. In the place of the institution, which no rule reads, stands the calendar month and the
// group of ages of a case (SlotOf), so that one replay says what is paid for each. Owns its
// columns. Immutable; thread-safe.
#ifndef TONGCHOU_SERVICE_PROJECTION_CASES_H_
#define TONGCHOU_SERVICE_PROJECTION_CASES_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "settle/replay_history.h"

namespace tongchou::service {

struct CaseMove {
  std::uint16_t scheme = 0;  // index into CaseWords::schemes
  DateRange window;          // of the days on which cases were settled
  int years = 0;
  std::int64_t price_index = 0;  // in thousand-millionths
  std::int64_t every = 1;        // persons: the first of so many, and so on
};

class MovedCases {
 public:
  // Cases settled in the window, and those of the year before it, whose running totals count.
  // Refusals: kAmountOverflow (an amount beyond kMaxFen).
  static Result<std::shared_ptr<const MovedCases>> Make(const settle::PastCases& cases,
                                                        const CaseMove& move);

  const settle::PastCases& cases() const { return cases_; }

 private:
  friend class CaseMover;

  settle::CaseWords words_;
  std::vector<std::uint64_t> first_row_ = {0}, first_line_ = {0}, first_payment_ = {0};
  std::vector<std::uint16_t> office_, case_class_, line_count_;
  std::vector<std::int64_t> settlement_, total_, eligible_, fixed_eligible_;
  std::vector<std::int32_t> begin_, end_;
  std::vector<std::uint8_t> age_, years_insured_;
  std::vector<std::uint32_t> provider_;
  std::vector<settle::PackedLine> lines_;
  std::vector<std::int64_t> payments_;
  settle::PastCases cases_;
};

// Which `provider` a case has that was settled in calendar month `month` (1..12) at `age`.
std::size_t SlotOf(unsigned month, std::size_t age_group);

// `day` so many years later.
Date YearsLater(Date day, int years);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROJECTION_CASES_H_
