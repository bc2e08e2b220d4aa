#include "settle/batch.h"

#include <algorithm>

#include "settle/batch_kernel.h"
#include "settle/batch_row.h"
#include "settle/cell_key.h"

namespace tongchou::settle {

namespace {

Status CheckRows(const BatchKernel& kernel, const BatchPlan& plan, const History& history,
                 std::size_t first, std::size_t last) {
  const RowFaults faults = kernel.find_faults(plan, history, first, last);
  TC_CHECK(!faults.has_unknown_key);
  if (faults.is_negative) return ErrorCode::kBadAmount;
  if (faults.is_too_high) return ErrorCode::kAmountOverflow;
  return Done{};
}

// Settles rows, writes their results and sums them up. One object serves one call.
class BatchRun {
 public:
  BatchRun(const BatchKernel& kernel, const BatchPlan& plan, const History& history,
           const BatchResult& result)
      : kernel_(kernel), plan_(plan), history_(history), result_(result) {
    for (const auto& column : result.layer_paid_fen) wants_layers_ |= !column.empty();
  }

  // The persons from `first` to before `last`.
  void SettlePersons(std::size_t first, std::size_t last) {
    block_.with_state = true;
    for (std::size_t person = first; person < last;) {
      const std::size_t end = EndOfBlock(person, last);
      if (end == person) {
        SettleByRow(history_.person_offsets[person], history_.person_offsets[person + 1]);
        AddEligible(person);
        ++person;
        continue;
      }
      MarkPersons(person, end);
      SettleBlock();
      person = end;
    }
  }

  // The rows from `first` to before `last`, each on its own.
  void SettleRowsAlone(std::size_t first, std::size_t last) {
    block_.with_state = false;
    block_.goes_on.fill(0);
    for (std::size_t row = first; row < last; row += kBlockRows) {
      block_.first_row = row;
      block_.size = std::min(kBlockRows, last - row);
      SettleBlock();
    }
  }

  const BatchSums& sums() const { return sums_; }

 private:
  // The person before whom a block that starts with `person` ends; `person` itself when a block
  // cannot hold his rows.
  std::size_t EndOfBlock(std::size_t person, std::size_t last) const {
    const std::span<const std::uint32_t> offsets = history_.person_offsets;
    const std::size_t row_limit = offsets[person] + kBlockRows;
    while (person < last && offsets[person + 1] <= row_limit) ++person;
    return person;
  }

  // Makes the block of the persons from `first` to before `last`.
  void MarkPersons(std::size_t first, std::size_t last) {
    const std::span<const std::uint32_t> offsets = history_.person_offsets;
    const std::size_t first_row = offsets[first];
    block_.first_row = first_row;
    block_.size = offsets[last] - first_row;
    std::fill_n(block_.goes_on.begin(), block_.size, -1);
    for (std::size_t i = first; i <= last; ++i) block_.goes_on[offsets[i] - first_row] = 0;
  }

  void SettleBlock() {
    kernel_.settle(plan_, history_, result_, block_);
    sums_.eligible_fen += block_.eligible_sum_fen;
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      sums_.layer_paid_fen[i] += block_.layer_sum_fen[i];
    }
    std::size_t end = 0;
    for (std::size_t i = 0; i < block_.redo_count; ++i) {
      const std::size_t start = block_.redo[i];
      if (start < end) continue;  // named before
      end = start + 1;
      while (block_.goes_on[end] != 0) ++end;
      RedoYear(start, end);
    }
  }

  // Settles rows of the block again, which make up one year of one person.
  void RedoYear(std::size_t first, std::size_t last) {
    for (std::size_t i = first; i < last; ++i) {
      const auto second = static_cast<std::size_t>(block_.second_layer[i]);
      sums_.layer_paid_fen[0] -= block_.first_paid_fen[i];
      sums_.layer_paid_fen[second] -= block_.second_paid_fen[i];
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
    year.stays += !is_frozen && plan_.benefit->counts_as_stay ? 1 : 0;
    BatchRow row{.eligible_fen = history_.eligible_fen[index]};
    if (wants_layers_) StoreNoLayer(index);
    PayRow(plan_, key, year, row, [&](std::size_t layer, std::int64_t fen) {
      sums_.layer_paid_fen[layer] += fen;
      if (wants_layers_) Store(result_.layer_paid_fen[layer], index, fen);
    });
    Store(result_.funds_paid_fen, index, row.funds_paid_fen);
    Store(result_.deductible_fen, index, row.first_took_fen);
  }

  void StoreNoLayer(std::size_t index) const {
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      Store(result_.layer_paid_fen[i], index, 0);
    }
  }

  void AddEligible(std::size_t person) {
    const std::span<const std::uint32_t> offsets = history_.person_offsets;
    for (std::size_t row = offsets[person]; row < offsets[person + 1]; ++row) {
      sums_.eligible_fen += history_.eligible_fen[row];
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
  const BatchKernel& kernel = KernelFor(isa);
  const auto& offsets = history.person_offsets;
  const Status checked = CheckRows(kernel, plan, history, offsets[first], offsets[last]);
  if (!checked.ok()) return checked.error();
  for (std::size_t person = first; person < last; ++person) {
    TC_CHECK(offsets[person] <= offsets[person + 1]);
    if (offsets[person + 1] - offsets[person] > kMaxEncountersOfPerson) {
      return ErrorCode::kAmountOverflow;
    }
  }
  BatchRun run(kernel, plan, history, result);
  run.SettlePersons(first, last);
  return run.sums();
}

Result<BatchSums> SettleRows(const BatchPlan& plan, const History& history, std::size_t first,
                             std::size_t last, const BatchResult& result, Isa isa) {
  TC_CHECK(first <= last && last <= history.eligible_fen.size());
  const BatchKernel& kernel = KernelFor(isa);
  const Status checked = CheckRows(kernel, plan, history, first, last);
  if (!checked.ok()) return checked.error();
  BatchRun run(kernel, plan, history, result);
  run.SettleRowsAlone(first, last);
  return run.sums();
}

}  // namespace tongchou::settle
