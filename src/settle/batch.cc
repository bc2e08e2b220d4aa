#include "settle/batch.h"

#include <algorithm>
#include <numeric>

#include "settle/batch_kernel.h"
#include "settle/batch_row.h"
#include "settle/cell_key.h"

namespace tongchou::settle {

namespace {

// The sums of one person, or of one block, fit 64 bits.
static_assert(std::numeric_limits<std::int64_t>::max() / kMaxFen > kMaxEncountersOfPerson);
static_assert(kBlockRows < kMaxEncountersOfPerson);

// Settles rows, writes their results and sums them up. One object serves one call.
class BatchRun {
 public:
  BatchRun(const BatchKernel& kernel, const BatchPlan& plan, const History& history,
           const BatchResult& result)
      : kernel_(kernel), plan_(plan), history_(history), result_(result) {
    for (const auto& column : result.layer_paid_fen) wants_layers_ |= !column.empty();
  }

  // The persons from `first` to before `last`.
  Status SettlePersons(std::size_t first, std::size_t last) {
    block_.with_state = true;
    for (std::size_t person = first; person < last;) {
      const std::size_t end = FillBlock(person, last);
      const Status settled = end == person ? SettleLongPerson(person) : SettleBlock();
      if (!settled.ok()) return settled;
      person = std::max(end, person + 1);
    }
    return Done{};
  }

  // The rows from `first` to before `last`, each on its own.
  Status SettleRowsAlone(std::size_t first, std::size_t last) {
    block_.with_state = false;
    for (std::size_t row = first; row < last; row += kBlockRows) {
      block_.first_row = row;
      block_.size = std::min(kBlockRows, last - row);
      const Status settled = SettleBlock();
      if (!settled.ok()) return settled;
    }
    return Done{};
  }

  const BatchSums& sums() const { return sums_; }

 private:
  // Makes a block of as many persons from `person` to before `last` as it holds. Returns the one
  // after them: `person` itself when there are too many rows of that one.
  std::size_t FillBlock(std::size_t person, std::size_t last) {
    const std::size_t first_row = history_.person_offsets[person];
    block_.first_row = first_row;
    block_.size = 0;
    block_.goes_on.fill(-1);
    block_.goes_on[0] = 0;
    for (; person < last; ++person) {
      const std::size_t end = history_.person_offsets[person + 1] - first_row;
      if (end > kBlockRows) break;
      TC_CHECK(block_.size <= end);
      block_.goes_on[end] = 0;
      block_.size = end;
    }
    return person;
  }

  Status CheckRows(std::size_t first, std::size_t last) const {
    const RowFaults faults = kernel_.find_faults(plan_, history_, first, last);
    TC_CHECK(!faults.has_unknown_key);
    if (faults.is_negative) return ErrorCode::kBadAmount;
    if (faults.is_too_high) return ErrorCode::kAmountOverflow;
    return Done{};
  }

  Status SettleLongPerson(std::size_t person) {
    const std::size_t first = history_.person_offsets[person];
    const std::size_t last = history_.person_offsets[person + 1];
    TC_CHECK(first <= last);
    if (last - first > kMaxEncountersOfPerson) return ErrorCode::kAmountOverflow;
    const Status checked = CheckRows(first, last);
    if (!checked.ok()) return checked;
    block_.layer_sum_fen.fill(0);
    SettleByRow(first, last);
    const auto eligible = history_.eligible_fen.subspan(first, last - first);
    block_.eligible_sum_fen = std::accumulate(eligible.begin(), eligible.end(), std::int64_t{0});
    AddSums();
    return Done{};
  }

  Status SettleBlock() {
    const Status checked = CheckRows(block_.first_row, block_.first_row + block_.size);
    if (!checked.ok()) return checked;
    kernel_.settle(plan_, history_, result_, block_);
    std::size_t end = 0;
    for (std::size_t i = 0; i < block_.redo_count; ++i) {
      std::size_t start = block_.redo[i];
      if (start < end) continue;  // in a year that was done again
      end = start + 1;
      while (block_.goes_on[start] != 0) --start;
      while (block_.goes_on[end] != 0) ++end;
      RedoYear(start, end);
    }
    AddSums();
    return Done{};
  }

  // Settles rows of the block again, which make up one year of one person.
  void RedoYear(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const auto second = static_cast<std::size_t>(block_.second_layer[i]);
      block_.layer_sum_fen[0] -= block_.first_paid_fen[i];
      block_.layer_sum_fen[second] -= block_.second_paid_fen[i];
    }
    SettleByRow(block_.first_row + first, block_.first_row + last);
  }

  // Rows of one person, totals from zero in each year.
  void SettleByRow(std::size_t first, std::size_t last) {
    BatchYear year;
    for (std::size_t row = first; row < last; ++row) {
      if (row > first && history_.year[row] != history_.year[row - 1]) year = {};
      SettleRow(row, year);
    }
  }

  void SettleRow(std::size_t index, BatchYear& year) {
    const std::uint32_t static_key = history_.static_key[index];
    const bool is_frozen = static_key == kFrozenKey;
    const std::int64_t stay = std::min(year.stays, plan_.last_stay_class) * plan_.stay_stride;
    const std::uint32_t key =
        is_frozen ? plan_.frozen_key() : static_key + static_cast<std::uint32_t>(stay);
    year.stays += is_frozen ? 0 : 1;
    BatchRow row{.eligible_fen = history_.eligible_fen[index]};
    if (wants_layers_) StoreNoLayer(index);
    PayRow(plan_, key, year, row, [&](std::size_t layer, std::int64_t fen) {
      block_.layer_sum_fen[layer] += fen;
      if (wants_layers_) Store(result_.layer_paid_fen[layer], index, fen);
    });
    Store(result_.funds_paid_fen, index, row.funds_paid_fen);
    Store(result_.deductible_fen, index, row.first_took_fen);
  }

  void AddSums() {
    sums_.eligible_fen += block_.eligible_sum_fen;
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      sums_.layer_paid_fen[i] += block_.layer_sum_fen[i];
    }
  }

  void StoreNoLayer(std::size_t index) const {
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      Store(result_.layer_paid_fen[i], index, 0);
    }
  }

  static void Store(std::span<std::int64_t> column, std::size_t index, std::int64_t fen) {
    if (!column.empty()) column[index] = fen;
  }

  const BatchKernel& kernel_;
  const BatchPlan& plan_;
  const History history_;
  const BatchResult result_;
  bool wants_layers_ = false;
  BatchSums sums_;
  BatchBlock block_;
};

}  // namespace

std::uint32_t StaticKeyOf(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                          const Encounter& encounter) {
  return facts.frozen ? kFrozenKey : CellKeyOf(benefit, facts, encounter, 0);
}

Result<BatchSums> SettleHistory(const BatchPlan& plan, const History& history, std::size_t first,
                                std::size_t last, const BatchResult& result, Isa isa) {
  TC_CHECK(first <= last && last < history.person_offsets.size());
  TC_CHECK(history.person_offsets[last] <= history.eligible_fen.size());
  BatchRun run(KernelFor(isa), plan, history, result);
  const Status settled = run.SettlePersons(first, last);
  if (!settled.ok()) return settled.error();
  return run.sums();
}

Result<BatchSums> SettleRows(const BatchPlan& plan, const History& history, std::size_t first,
                             std::size_t last, const BatchResult& result, Isa isa) {
  TC_CHECK(first <= last && last <= history.eligible_fen.size());
  BatchRun run(KernelFor(isa), plan, history, result);
  const Status settled = run.SettleRowsAlone(first, last);
  if (!settled.ok()) return settled.error();
  return run.sums();
}

}  // namespace tongchou::settle
