#include "settle/batch.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "settle/cell_key.h"
#include "settle/wave_kernel.h"

namespace tongchou::settle {

namespace {

// Refuses rows that the kernels cannot take. The loop only gathers sign bits, so it is cheap.
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

// Settles waves and writes their results. One object serves one call.
class BatchRun {
 public:
  BatchRun(const BatchPlan& plan, const History& history, const BatchResult& result, Isa isa)
      : plan_(plan),
        history_(history),
        result_(result),
        kernel_(KernelFor(isa)),
        wave_(std::make_unique<Wave>()),
        state_(std::make_unique<WaveState>()) {}

  // The persons from `first`, at most kLanes of them.
  void SettlePersons(std::size_t first, std::size_t count) {
    OrderByEncounters(first, count);
    ClearState();
    wave_->with_state = true;
    std::size_t size = count;
    for (std::uint32_t round = 0;; ++round) {
      while (size > 0 && length_[size - 1] <= round) --size;
      if (size == 0) return;
      wave_->size = size;
      LoadLanes(round);
      SettleWave();
      StoreResults([&](std::size_t lane) { return first_row_[lane] + round; });
    }
  }

  // The rows from `first`, at most kLanes of them, each on its own.
  void SettleRowsFrom(std::size_t first, std::size_t count) {
    Wave& wave = *wave_;
    wave.with_state = false;
    wave.size = count;
    for (std::size_t lane = 0; lane < count; ++lane) {
      const std::int64_t key = history_.static_key[first + lane];
      wave.alive[lane] = key == kFrozenKey ? 0 : -1;
      wave.key[lane] = key == kFrozenKey ? plan_.frozen_key() : key;
      wave.eligible[lane] = history_.eligible_fen[first + lane];
    }
    SettleWave();
    StoreResults([&](std::size_t lane) { return first + lane; });
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
      first_row_[lane] = offsets[i];
      length_[lane] = length;
    }
  }

  void ClearState() {
    state_->stays = {};
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      state_->entered[i] = {};
      state_->paid[i] = {};
    }
  }

  // The round-th encounter of each person. Totals start anew where the benefit year has changed.
  void LoadLanes(std::uint32_t round) {
    Wave& wave = *wave_;
    std::int64_t changed = 0;
    for (std::size_t lane = 0, size = wave.size; lane < size; ++lane) {
      const std::size_t row = first_row_[lane] + round;
      const std::int64_t key = history_.static_key[row];
      wave.alive[lane] = key == kFrozenKey ? 0 : -1;
      wave.key[lane] = key == kFrozenKey ? plan_.frozen_key() : key;
      wave.eligible[lane] = history_.eligible_fen[row];
      changed |= state_->year[lane] ^ history_.year[row];
    }
    if (changed != 0) StartNewYears(round);
  }

  void StartNewYears(std::uint32_t round) {
    WaveState& state = *state_;
    for (std::size_t lane = 0; lane < wave_->size; ++lane) {
      const std::int64_t year = history_.year[first_row_[lane] + round];
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
    std::int64_t eligible_fen = 0;
    for (std::size_t lane = 0, size = wave_->size; lane < size; ++lane) {
      eligible_fen += wave_->eligible[lane];
    }
    sums_.eligible_fen += eligible_fen;
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      sums_.layer_paid_fen[i] += wave_->layer_sum[i];
    }
  }

  // Writes the columns that are wanted; `row_of` gives the row of a lane.
  template <typename RowOf>
  void StoreResults(RowOf row_of) const {
    const auto store = [&](const Lanes& lanes, std::span<std::int64_t> column) {
      if (column.empty()) return;
      for (std::size_t lane = 0, size = wave_->size; lane < size; ++lane) {
        column[row_of(lane)] = lanes[lane];
      }
    };
    store(wave_->funds_paid, result_.funds_paid_fen);
    store(wave_->first_took, result_.deductible_fen);
    for (std::size_t i = 0; i < plan_.layers.size(); ++i) {
      store(wave_->layer_paid[i], result_.layer_paid_fen[i]);
    }
  }

  const BatchPlan& plan_;
  const History& history_;
  const BatchResult& result_;
  const WaveKernel kernel_;
  const std::unique_ptr<Wave> wave_;
  const std::unique_ptr<WaveState> state_;
  std::array<std::uint32_t, kLanes> first_row_;  // of the person in each lane
  std::array<std::uint32_t, kLanes> length_;     // the person's number of encounters
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
  const Status checked = CheckRows(plan, history, offsets[first], offsets[last]);
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
  const Status checked = CheckRows(plan, history, first, last);
  if (!checked.ok()) return checked.error();
  BatchRun run(plan, history, result, isa);
  for (std::size_t row = first; row < last; row += kLanes) {
    run.SettleRowsFrom(row, std::min(kLanes, last - row));
  }
  return run.sums();
}

}  // namespace tongchou::settle
