#include "settle/batch.h"

#include <algorithm>

#include "settle/batch_row.h"
#include "settle/cell_key.h"

namespace tongchou::settle {

namespace {

// Refuses rows that the plan cannot take. The loop only gathers sign bits, so it is cheap.
Status CheckRows(const BatchPlan& plan, const History& history, std::size_t first,
                 std::size_t last) {
  const std::int64_t cells = plan.frozen_key();
  std::int64_t negative = 0;
  std::int64_t too_high = 0;
  std::int64_t unknown_key = 0;
  for (std::size_t row = first; row < last; ++row) {
    const std::uint32_t key_plus_one = history.static_key[row] + 1;  // zero when frozen
    negative |= history.eligible_fen[row];
    too_high |= kMaxFen - history.eligible_fen[row];
    unknown_key |= cells - std::int64_t{key_plus_one};
  }
  TC_CHECK(unknown_key >= 0);
  if (negative < 0) return ErrorCode::kBadAmount;
  if (too_high < 0) return ErrorCode::kAmountOverflow;
  return Done{};
}

// Settles rows one after the other, writes their results and sums them up. One object serves one
// call. What the loops read in every round is kept by value, so that the compiler need not fear
// that writing a result changes it.
class BatchRun {
 public:
  BatchRun(const BatchPlan& plan, const History& history, const BatchResult& result)
      : plan_(plan), history_(history), result_(result), cells_(plan.cells.data()) {
    wants_details_ = !result.deductible_fen.empty();
    for (const auto& column : result.layer_paid_fen) wants_details_ |= !column.empty();
    if (!plan.layers.empty()) first_layer_ = plan.layers[0];
  }

  // The persons from `first` to before `last`.
  void SettlePersons(std::size_t first, std::size_t last) {
    BatchYear year;
    const std::span<const std::uint32_t> offsets = history_.person_offsets;
    for (std::size_t person = first; person < last; ++person) {
      Clear(year);
      std::size_t row = offsets[person];
      const std::size_t end = offsets[person + 1];
      while (row < end) {
        SettleRow(row, year);
        ++row;
        if (row < end && history_.year[row] != history_.year[row - 1]) Clear(year);
      }
    }
  }

  // The rows from `first` to before `last`, each on its own.
  void SettleRowsAlone(std::size_t first, std::size_t last) {
    BatchYear year;
    for (std::size_t row = first; row < last; ++row) {
      Clear(year);
      SettleRow(row, year);
    }
  }

  BatchSums TakeSums() {
    FlushSums();
    return sums_;
  }

 private:
  // Only the layers of the plan have ever moved, and the total that stands in for none.
  void Clear(BatchYear& year) const {
    year.stays = 0;
    year.totals[policy::kMaxLayers] = {};
    for (std::size_t i = 0; i < layer_count_; ++i) year.totals[i] = {};
  }

  [[gnu::always_inline]] void SettleRow(std::size_t index, BatchYear& year) {
    const std::uint32_t static_key = history_.static_key[index];
    const bool is_frozen = static_key == kFrozenKey;
    const auto stay =
        static_cast<std::uint32_t>(std::min(year.stays, last_stay_class_) * stay_stride_);
    const std::uint32_t key = is_frozen ? frozen_key_ : static_key + stay;
    year.stays += is_frozen ? 0 : counts_as_stay_;
    const std::int64_t eligible = history_.eligible_fen[index];
    eligible_fen_ += eligible;
    if (++rows_since_flush_ == kRowsBetweenFlushes) FlushSums();
    if (!TakeShortWay(index, cells_[key], eligible, year)) TakeLongWay(index, key, eligible, year);
  }

  // Settles the row and returns true when the short way is enough for it; else nothing has moved.
  [[gnu::always_inline]] bool TakeShortWay(std::size_t index, const BatchCell& cell,
                                           std::int64_t eligible, BatchYear& year) {
    LayerTotal& first = year.totals[0];
    LayerTotal& watched = year.totals[cell.watch_layer];
    const std::int64_t met = first.entered_fen & first_layer_.met_mask;
    const std::int64_t took =
        std::min(eligible, std::max<std::int64_t>(0, cell.deductible_fen - met));
    const std::int64_t paid = RoundMillionths((eligible - took) * cell.share_millionths);
    const std::int64_t burden = eligible - paid;
    const std::int64_t room = cell.cap_fen - (first.paid_fen & first_layer_.used_mask);
    if (paid > room || burden > cell.watch_until_fen - watched.entered_fen) return false;
    watched.entered_fen += burden;
    first.entered_fen += eligible & first_layer_.keep_mask;
    first.paid_fen += paid & first_layer_.keep_mask;
    layer_paid_fen_[0] += paid;
    if (!result_.funds_paid_fen.empty()) result_.funds_paid_fen[index] = paid;
    if (wants_details_) StoreShortWay(index, took, paid);
    return true;
  }

  void StoreShortWay(std::size_t index, std::int64_t took, std::int64_t paid) const {
    if (!result_.deductible_fen.empty()) result_.deductible_fen[index] = took;
    for (std::size_t i = 0; i < layer_count_; ++i) StoreLayer(i, index, i == 0 ? paid : 0);
  }

  [[gnu::noinline]] void TakeLongWay(std::size_t index, std::uint32_t key, std::int64_t eligible,
                                     BatchYear& year) {
    BatchRow row{.eligible_fen = eligible};
    for (std::size_t i = 0; wants_details_ && i < layer_count_; ++i) StoreLayer(i, index, 0);
    PayRow(plan_, key, year, row, [&](std::size_t layer, std::int64_t fen) {
      layer_paid_fen_[layer] += fen;
      if (wants_details_) StoreLayer(layer, index, fen);
    });
    if (!result_.funds_paid_fen.empty()) result_.funds_paid_fen[index] = row.funds_paid_fen;
    if (!result_.deductible_fen.empty()) result_.deductible_fen[index] = row.first_took_fen;
  }

  void StoreLayer(std::size_t layer, std::size_t index, std::int64_t fen) const {
    const std::span<std::int64_t> column = result_.layer_paid_fen[layer];
    if (!column.empty()) column[index] = fen;
  }

  void FlushSums() {
    sums_.eligible_fen += eligible_fen_;
    eligible_fen_ = 0;
    for (std::size_t i = 0; i < layer_paid_fen_.size(); ++i) {
      sums_.layer_paid_fen[i] += layer_paid_fen_[i];
      layer_paid_fen_[i] = 0;
    }
    rows_since_flush_ = 0;
  }

  // As many rows as are sure to add up within 64 bits.
  static constexpr std::size_t kRowsBetweenFlushes = 1'000'000;
  static_assert(std::numeric_limits<std::int64_t>::max() / kMaxFen > kRowsBetweenFlushes);

  const BatchPlan& plan_;
  const History history_;
  const BatchResult result_;
  const BatchCell* const cells_;
  BatchLayer first_layer_;
  const std::size_t layer_count_ = plan_.layers.size();
  const std::int64_t last_stay_class_ = plan_.last_stay_class;
  const std::int64_t stay_stride_ = plan_.stay_stride;
  const std::uint32_t frozen_key_ = plan_.frozen_key();
  const std::int64_t counts_as_stay_ = plan_.benefit->counts_as_stay ? 1 : 0;
  bool wants_details_ = false;  // more columns than what the funds paid
  std::size_t rows_since_flush_ = 0;
  std::int64_t eligible_fen_ = 0;
  std::array<std::int64_t, policy::kMaxLayers> layer_paid_fen_{};
  BatchSums sums_;
};

}  // namespace

std::uint32_t StaticKeyOf(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                          const Encounter& encounter) {
  return facts.frozen ? kFrozenKey : CellKeyOf(benefit, facts, encounter, 0);
}

Result<BatchSums> SettleHistory(const BatchPlan& plan, const History& history, std::size_t first,
                                std::size_t last, const BatchResult& result) {
  TC_CHECK(first <= last && last < history.person_offsets.size());
  const auto& offsets = history.person_offsets;
  const Status checked = CheckRows(plan, history, offsets[first], offsets[last]);
  if (!checked.ok()) return checked.error();
  for (std::size_t person = first; person < last; ++person) {
    TC_CHECK(offsets[person] <= offsets[person + 1]);
    if (offsets[person + 1] - offsets[person] > kMaxEncountersOfPerson) {
      return ErrorCode::kAmountOverflow;
    }
  }
  BatchRun run(plan, history, result);
  run.SettlePersons(first, last);
  return run.TakeSums();
}

Result<BatchSums> SettleRows(const BatchPlan& plan, const History& history, std::size_t first,
                             std::size_t last, const BatchResult& result) {
  TC_CHECK(first <= last && last <= history.eligible_fen.size());
  const Status checked = CheckRows(plan, history, first, last);
  if (!checked.ok()) return checked.error();
  BatchRun run(plan, history, result);
  run.SettleRowsAlone(first, last);
  return run.TakeSums();
}

}  // namespace tongchou::settle
