#include "settle/batch.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "settle/cell_key.h"
#include "settle/wave_kernel.h"

namespace tongchou::settle {

namespace {

// Refuses rows that the kernels cannot take.
Status CheckRows(const History& history, std::size_t first, std::size_t last) {
  std::int64_t negative = 0;
  std::int64_t highest = 0;
  for (std::size_t row = first; row < last; ++row) {
    negative |= history.eligible_fen[row];
    highest = std::max(highest, history.eligible_fen[row]);
  }
  if (negative < 0) return ErrorCode::kBadAmount;
  if (highest > kMaxFen) return ErrorCode::kAmountOverflow;
  return Done{};
}

// Settles waves and writes their results. One object serves one call.
class BatchRun {
 public:
  BatchRun(const BatchPlan& plan, const History& history, const BatchResult& result, Isa isa)
      : plan_(plan),
        history_(history),
        result_(result),
        kernel_(KernelFor(isa)),
        wave_(std::make_unique<Wave>()),
        state_(std::make_unique<WaveState>()) {
    state_->Clear();
  }

  // The persons from `first`, at most kLanes of them.
  void SettlePersons(std::size_t first, std::size_t count) {
    OrderByEncounters(first, count);
    state_->Clear();
    wave_->with_state = true;
    for (std::size_t lane = 0; lane < count; ++lane) {
      if (length_[lane] > 0) state_->year[lane] = history_.year[row_[lane]];
    }
    for (std::size_t size = count; size > 0; AdvanceRows(size)) {
      while (size > 0 && length_[size - 1] == 0) --size;
      if (size == 0) break;
      wave_->size = size;
      LoadLanes();
      StartNewYears();
      SettleWave();
    }
  }

  // The rows from `first`, at most kLanes of them, each on its own.
  void SettleRowsFrom(std::size_t first, std::size_t count) {
    wave_->with_state = false;
    wave_->size = count;
    for (std::size_t lane = 0; lane < count; ++lane) {
      row_[lane] = static_cast<std::uint32_t>(first + lane);
    }
    LoadLanes();
    SettleWave();
  }

  const BatchSums& sums() const { return sums_; }

 private:
  // Lanes in falling order of the number of encounters, so that each wave is a prefix.
  void OrderByEncounters(std::size_t first, std::size_t count) {
    const std::uint32_t* offsets = history_.person_offsets.data() + first;
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < count; ++i) most = std::max(most, offsets[i + 1] - offsets[i]);
    starts_.assign(std::size_t{most} + 1, 0);
    for (std::size_t i = 0; i < count; ++i) ++starts_[most - (offsets[i + 1] - offsets[i])];
    std::uint32_t next = 0;
    for (std::uint32_t& start : starts_) {
      const std::uint32_t persons = start;
      start = next;
      next += persons;
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t length = offsets[i + 1] - offsets[i];
      const std::uint32_t lane = starts_[most - length]++;
      row_[lane] = offsets[i];
      length_[lane] = length;
    }
  }

  void AdvanceRows(std::size_t size) {
    for (std::size_t lane = 0; lane < size; ++lane) {
      ++row_[lane];
      --length_[lane];
    }
  }

  void LoadLanes() {
    Wave& wave = *wave_;
    const std::uint32_t frozen = plan_.frozen_key();
    std::uint32_t highest = 0;
    bool has_frozen = false;
    for (std::size_t lane = 0; lane < wave.size; ++lane) {
      const std::uint32_t row = row_[lane];
      const std::uint32_t key = history_.static_key[row];
      has_frozen |= key == kFrozenKey;
      const std::uint32_t known = key == kFrozenKey ? frozen : key;
      highest = std::max(highest, known);
      wave.key[lane] = known;
      wave.eligible[lane] = history_.eligible_fen[row];
    }
    TC_CHECK(highest <= frozen);
    wave.has_frozen = has_frozen;
  }

  // Totals of a lane whose benefit year has changed start anew.
  void StartNewYears() {
    WaveState& state = *state_;
    const std::size_t size = wave_->size;
    std::int64_t changed = 0;
    for (std::size_t lane = 0; lane < size; ++lane) {
      changed |= state.year[lane] ^ history_.year[row_[lane]];
    }
    if (changed == 0) return;
    for (std::size_t lane = 0; lane < size; ++lane) {
      const std::int64_t year = history_.year[row_[lane]];
      if (state.year[lane] == year) continue;
      state.year[lane] = year;
      state.stays[lane] = 0;
      for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
        state.entered[i][lane] = 0;
        state.paid[i][lane] = 0;
      }
    }
  }

  void SettleWave() {
    kernel_(plan_, *wave_, *state_);
    Store(wave_->funds_paid, result_.funds_paid_fen);
    // Without a layer nothing is paid and nothing taken: the column of zeros serves both.
    Store(plan_.layers.empty() ? wave_->funds_paid : wave_->layer_took[0], result_.deductible_fen);
    sums_.eligible_fen += Sum(wave_->eligible);
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      Store(wave_->layer_paid[i], result_.layer_paid_fen[i]);
      sums_.layer_paid_fen[i] += Sum(wave_->layer_paid[i]);
    }
  }

  void Store(const Lanes& lanes, std::span<std::int64_t> column) {
    if (column.empty()) return;
    for (std::size_t lane = 0; lane < wave_->size; ++lane) column[row_[lane]] = lanes[lane];
  }

  std::int64_t Sum(const Lanes& lanes) const {
    std::int64_t sum = 0;
    for (std::size_t lane = 0; lane < wave_->size; ++lane) sum += lanes[lane];
    return sum;
  }

  const BatchPlan& plan_;
  const History& history_;
  const BatchResult& result_;
  const WaveKernel kernel_;
  const std::unique_ptr<Wave> wave_;
  const std::unique_ptr<WaveState> state_;
  std::array<std::uint32_t, kLanes> row_;     // of each lane
  std::array<std::uint32_t, kLanes> length_;  // encounters still to come, of each lane
  std::vector<std::uint32_t> starts_;
  BatchSums sums_;
};

}  // namespace

std::uint32_t StaticKeyOf(const policy::BenefitPlan& benefit, const PersonFacts& facts,
                          const Encounter& encounter) {
  return facts.frozen ? kFrozenKey : CellKeyOf(benefit, facts, encounter, 0);
}

Result<BatchSums> SettleHistory(const BatchPlan& plan, const History& history, std::size_t first,
                                std::size_t last, const BatchResult& result, Isa isa) {
  TC_CHECK(first <= last && last < history.person_offsets.size());
  const auto& offsets = history.person_offsets;
  const Status checked = CheckRows(history, offsets[first], offsets[last]);
  if (!checked.ok()) return checked.error();
  for (std::size_t person = first; person < last; ++person) {
    TC_CHECK(offsets[person] <= offsets[person + 1]);
    if (offsets[person + 1] - offsets[person] > kMaxEncountersOfPerson) {
      return ErrorCode::kAmountOverflow;
    }
  }
  BatchRun run(plan, history, result, isa);
  for (std::size_t person = first; person < last; person += kLanes) {
    run.SettlePersons(person, std::min(kLanes, last - person));
  }
  return run.sums();
}

Result<BatchSums> SettleRows(const BatchPlan& plan, const History& history, std::size_t first,
                             std::size_t last, const BatchResult& result, Isa isa) {
  TC_CHECK(first <= last && last <= history.eligible_fen.size());
  const Status checked = CheckRows(history, first, last);
  if (!checked.ok()) return checked.error();
  BatchRun run(plan, history, result, isa);
  for (std::size_t row = first; row < last; row += kLanes) {
    run.SettleRowsFrom(row, std::min(kLanes, last - row));
  }
  return run.sums();
}

}  // namespace tongchou::settle
