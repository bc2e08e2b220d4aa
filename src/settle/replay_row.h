// One row of past cases through one variant, with what runs on through the person's years. Internal
// to this folder.
//
// Not thread-safe; made anew, or cleared, for each person.
#ifndef TONGCHOU_SETTLE_REPLAY_ROW_H_
#define TONGCHOU_SETTLE_REPLAY_ROW_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "settle/batch_row.h"
#include "settle/replay_plan.h"

namespace tongchou::settle {

// A benefit year of one person in one scheme.
struct PersonYear : BatchYear {
  std::int64_t burden_fen = 0;  // the short way: what first layers left so far
};

// The benefit years of one person, by scheme. Mostly one or two, so they are looked for in turn.
class PersonYears {
 public:
  void Clear() { used_ = 0; }

  PersonYear& Of(std::uint16_t scheme, std::int32_t year) {
    const std::int64_t key = (std::int64_t{year} << 16) | scheme;
    for (std::size_t i = 0; i < used_; ++i) {
      if (years_[i].key == key) return years_[i].year;
    }
    if (used_ == years_.size()) years_.emplace_back();
    Entry& added = years_[used_++];
    added.key = key;
    added.year.stays = 0;
    added.year.totals.fill({});
    added.year.burden_fen = 0;
    return added.year;
  }

 private:
  struct Entry {
    std::int64_t key = 0;
    PersonYear year;
  };
  std::vector<Entry> years_;
  std::size_t used_ = 0;
};

// Which rule a row comes under, and on which day.
struct RowRule {
  const ReplayRule* rule = nullptr;
  std::int32_t day = 0;
};

inline RowRule RuleOf(const PastCases& cases, const ReplayPlan& plan, std::size_t row) {
  const std::int32_t end = cases.end[row];
  const ReplayRule* rule = &plan.RuleOn(end, cases.case_class[row]);
  // Which day counts is read as of the last one; without a benefit there, nothing else counts.
  const bool found = rule->refusal == RowRefusal::kNone || rule->refusal == RowRefusal::kCategory;
  if (!found || rule->by_end || cases.begin[row] == end) return {rule, end};
  return {&plan.RuleOn(cases.begin[row], cases.case_class[row]), cases.begin[row]};
}

// The eligible amount when the row's lines are split under `rule`.
inline std::int64_t EligibleAnew(const PastCases& cases, std::size_t row, std::size_t first_line,
                                 const ReplayRule& rule) {
  const auto& ratios = rule.benefit->benefit->class_first_ratio;
  std::int64_t eligible = cases.fixed_eligible_fen[row];
  for (const PackedLine line : cases.lines.subspan(first_line, cases.line_count[row])) {
    const Money covered{line >> 1};
    const Ratio ratio = ratios[static_cast<std::size_t>(line & 1)];
    eligible += covered.fen - MultiplyRoundHalfAway(covered, ratio).fen;
  }
  return eligible - MultiplyRoundHalfAway(Money{eligible}, rule.referral_reduction).fen;
}

struct RowOutcome {
  std::int64_t eligible_fen = 0;
  std::int64_t funds_fen = 0;
};

inline std::int64_t EligibleOf(const PastCases& cases, std::size_t row, std::size_t first_line,
                               const ReplayRule& rule) {
  return rule.same_scope ? cases.eligible_fen[row] : EligibleAnew(cases, row, first_line, rule);
}

// The cell of a row that is not frozen.
inline std::uint32_t CellOf(const PastCases& cases, const ReplayRule& rule, std::size_t row,
                            const BatchYear& year) {
  const ReplayBenefit& benefit = *rule.benefit;
  const std::int64_t stay = std::min(year.stays, benefit.last_stay_class) * benefit.stay_stride;
  return rule.key + benefit.age_key[cases.age[row]] + benefit.years_key[cases.years_insured[row]] +
         static_cast<std::uint32_t>(stay);
}

// Takes a row through the layers of its benefit and moves `year` on. `rule` is none that refuses.
// Calls paid(layer, fen) for each layer that applies.
template <typename Paid>
inline RowOutcome ReplayRow(const PastCases& cases, const ReplayRule& rule, std::size_t row,
                            std::size_t first_line, BatchYear& year, Paid paid) {
  BatchRow now{.eligible_fen = EligibleOf(cases, row, first_line, rule)};
  if (!rule.frozen) {
    const ReplayBenefit& benefit = *rule.benefit;
    PayRow(benefit.plan, CellOf(cases, rule, row, year), year, now, paid);
    year.stays += benefit.benefit->counts_as_stay ? 1 : 0;
  }
  return {now.eligible_fen, now.funds_paid_fen};
}

// What the short way (batch_block.h) pays of a row.
struct ShortRow {
  std::size_t row = 0;
  std::int64_t eligible_fen = 0;
  std::int64_t first_fen = 0, second_fen = 0;     // the payments of the first layer and of one more
  std::uint16_t first_fund = 0, second_fund = 0;  // index into the result's funds
};

// ReplayRow the short way, by SettleOne's steps as far as the limits of the cell reach; false: it
// is not enough, and all rows of the person are to be done by ReplayRow. The totals of the first
// layer are kept as ReplayRow keeps them. Those of the other layers are not: none has entered more
// than `year.burden_fen`, whatever benefits the rows of the year are of, for no two layers of a
// scheme have one slot.
inline bool PayShort(const PastCases& cases, const ReplayRule& rule, std::size_t first_line,
                     PersonYear& year, ShortRow& now) {
  now.eligible_fen = EligibleOf(cases, now.row, first_line, rule);
  if (rule.frozen) return true;
  const ReplayBenefit& benefit = *rule.benefit;
  const ShortCell& cell = benefit.cells[CellOf(cases, rule, now.row, year)];
  if (cell.burden_limit_fen < 0) return false;
  const BatchLayer& layer = benefit.plan.layers.front();
  LayerTotal& total = year.totals[benefit.first_total];
  const std::int64_t due = cell.deductible_fen - (total.entered_fen & layer.met_mask);
  const std::int64_t taken = std::min(now.eligible_fen, std::max<std::int64_t>(0, due));
  now.first_fen = RoundMillionths((now.eligible_fen - taken) * cell.first_share_millionths);
  const std::int64_t burden_fen = now.eligible_fen - now.first_fen;
  year.burden_fen += burden_fen;
  if (now.first_fen > cell.paid_limit_fen - (total.paid_fen & layer.used_mask) ||
      year.burden_fen > cell.burden_limit_fen) {
    return false;
  }
  now.second_fen = RoundMillionths(burden_fen * cell.second_share_millionths);
  now.first_fund = benefit.fund.front();
  now.second_fund = benefit.fund[cell.second_layer];
  total.entered_fen += now.eligible_fen & layer.keep_mask;
  total.paid_fen += now.first_fen & layer.keep_mask;
  year.stays += benefit.benefit->counts_as_stay ? 1 : 0;
  return true;
}

// The rows of a person that a replay goes through: from the first up to the last in the period.
struct PersonRows {
  std::size_t first = 0, end = 0;  // `end` is behind the last row in the period
  bool whole = true;               // no row before the first one in the period
};

// The earliest benefit year under `plan` of the rows for which is_in(row).
template <typename IsIn>
std::int32_t FirstYear(const PastCases& cases, const ReplayPlan& plan, const PersonRows& rows,
                       IsIn is_in) {
  std::int32_t first = INT32_MAX;
  for (std::size_t row = rows.first; row < rows.end; ++row) {
    if (is_in(row)) first = std::min(first, plan.YearOn(RuleOf(cases, plan, row).day));
  }
  return first;
}

// Goes through `rows` of `person` but for those of benefit years that no row in the period is of.
// Calls visit(row, first line, rule, year) until it returns false; `year` is none when the rule
// refuses.
template <typename IsIn, typename Visit>
inline void WalkPerson(const PastCases& cases, const ReplayPlan& plan, const PersonRows& rows,
                       std::size_t first_line, PersonYears& years, IsIn is_in, Visit visit) {
  years.Clear();
  const std::int32_t first_year = rows.whole ? INT32_MIN : FirstYear(cases, plan, rows, is_in);
  std::size_t line = first_line;
  for (std::size_t row = rows.first; row < rows.end; ++row) {
    const RowRule found = RuleOf(cases, plan, row);
    const std::int32_t number = plan.YearOn(found.day);
    const bool refuses = found.rule->refusal != RowRefusal::kNone;
    if (refuses || number >= first_year) {
      PersonYear* const year = refuses ? nullptr : &years.Of(found.rule->scheme, number);
      if (!visit(row, line, *found.rule, year)) return;
    }
    line += cases.line_count[row];
  }
}

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_REPLAY_ROW_H_
