// The loops over the rows of a history: the one source of the kernels. A file that includes this
// defines TC_TARGET, the attribute that names its instruction set, and takes KernelOver<Lanes> of
// the vectors that go with it. Internal to this folder.
//
// Invariant of the short way: amounts up to kShortFen, shares up to 1 000 000. A row above it is
// unfit, whatever else is worked out for it, and all that stays below 2^33.
//
// Pure but for the block and the result they fill; thread-safe.
#ifndef TONGCHOU_SETTLE_BATCH_LOOPS_H_
#define TONGCHOU_SETTLE_BATCH_LOOPS_H_

#include <algorithm>
#include <bit>

#include "settle/batch_kernel.h"
#include "settle/lanes_scalar.h"

// The columns of a loop are the same or do not overlap at all, so its rounds do not depend on one
// another. Without this the compiler gives up on checking them.
#if defined(__clang__)
#define TC_ROUNDS_ARE_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#else
#define TC_ROUNDS_ARE_INDEPENDENT _Pragma("GCC ivdep")
#endif

namespace tongchou::settle {

namespace {

// Gathers sign bits, so that the loop has no branch.
TC_TARGET RowFaults FindFaults(const BatchPlan& plan, const History& history, std::size_t first,
                               std::size_t last) {
  const std::int64_t* const eligible = history.eligible_fen.data();
  const std::uint32_t* const key = history.static_key.data();
  const std::uint32_t cells = plan.frozen_key();
  std::int64_t negative = 0;
  std::int64_t too_high = 0;
  std::uint32_t highest_key = 0;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = first; i < last; ++i) {
    const std::uint32_t key_plus_one = key[i] + 1;  // zero when frozen
    negative |= eligible[i];
    too_high |= kMaxFen - eligible[i];
    highest_key = key_plus_one > highest_key ? key_plus_one : highest_key;
  }
  RowFaults faults;
  faults.is_negative = negative < 0;
  faults.is_too_high = too_high < 0;
  faults.has_unknown_key = highest_key > cells;
  return faults;
}

// Clears goes_on where the benefit year changes.
TC_TARGET inline void SplitYears(const History& history, BatchBlock& block) {
  const std::int16_t* const year = history.year.data() + block.first_row;
  std::int32_t* const goes_on = block.goes_on.data();
  const std::size_t n = block.size;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 1; i < n; ++i) {
    goes_on[i] &= -static_cast<std::int32_t>(year[i] == year[i - 1]);
  }
}

// Counts the stays of the year before each row, as classes: one for each k up to the last class for
// which the k rows up to this one all go on from the row before. A frozen row would be no stay, but
// its year is done again anyway.
TC_TARGET inline void CountStays(const BatchPlan& plan, BatchBlock& block) {
  const std::int32_t* const goes_on = block.goes_on.data();
  std::int32_t* const stays = block.stays.data();
  const auto stride = static_cast<std::int32_t>(plan.stay_stride);
  const std::size_t n = block.size;
  alignas(64) std::array<std::int32_t, kBlockRows> run_column;
  std::int32_t* const run = run_column.data();
  std::copy_n(goes_on, n, run);
  std::fill_n(stays, n, 0);
  for (std::size_t k = 0; k < static_cast<std::size_t>(plan.last_stay_class); ++k) {
    TC_ROUNDS_ARE_INDEPENDENT
    for (std::size_t i = k; i < n; ++i) {
      run[i] &= goes_on[i - k];
      stays[i] += run[i] & stride;
    }
  }
}

TC_TARGET inline void FindCells(const BatchPlan& plan, const History& history, BatchBlock& block) {
  const std::uint32_t* const key = history.static_key.data() + block.first_row;
  const std::int32_t* const stays = block.stays.data();
  std::uint32_t* const cell = block.cell.data();
  const std::uint32_t unfit_key = plan.unfit_key();
  const std::size_t n = block.size;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t with_stays = key[i] + static_cast<std::uint32_t>(stays[i]);
    cell[i] = key[i] == kFrozenKey ? unfit_key : with_stays;
  }
}

// Without state every row is the first of its year.
TC_TARGET inline void FindCellsAlone(const BatchPlan& plan, const History& history,
                                     BatchBlock& block) {
  const std::uint32_t* const key = history.static_key.data() + block.first_row;
  std::uint32_t* const cell = block.cell.data();
  const std::uint32_t frozen_key = plan.frozen_key();
  const std::size_t n = block.size;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) cell[i] = key[i] < frozen_key ? key[i] : frozen_key;
}

// What a deductible of the year has taken before each row. A frozen row would not move it, but its
// year is done again anyway.
TC_TARGET inline void FindMet(const History& history, BatchBlock& block) {
  const std::int64_t* const eligible = history.eligible_fen.data() + block.first_row;
  std::int64_t entered = 0;
  for (std::size_t i = 0, n = block.size; i < n; ++i) {
    entered &= block.goes_on[i];
    block.met_fen[i] = entered;
    entered += eligible[i];
  }
}

// `amount` × `share` / 1 000 000 to the nearest whole, halves up.
//
// With p = amount × share + 500 000 < 2^50, x = p / 2^18 rounded down is below 2^32, and so is
// M = 2^51 / 10^6 rounded down. x × M / 2^33 falls short of p / 10^6 by less than 2^18 / 10^6 for
// the bits that x lost and x / 2^33 for the fraction that M lost, together below 0.77, so that
// rounded down it is the quotient or one less. The rest tells which.
template <typename Lanes>
TC_TARGET inline typename Lanes::Vector PayShare(typename Lanes::Vector amount,
                                                 typename Lanes::Vector share) {
  static_assert(kShortFen * Ratio::kOne + Ratio::kOne / 2 < std::int64_t{1} << 50);
  constexpr std::int64_t kFactor = (std::int64_t{1} << 51) / Ratio::kOne;
  const auto p = Lanes::Add(Lanes::MultiplyLow32(amount, share), Lanes::Fill(Ratio::kOne / 2));
  const auto x = Lanes::template ShiftRight<18>(p);
  const auto quotient =
      Lanes::template ShiftRight<33>(Lanes::MultiplyLow32(x, Lanes::Fill(kFactor)));
  const auto rest = Lanes::Subtract(p, Lanes::MultiplyLow32(quotient, Lanes::Fill(Ratio::kOne)));
  const auto is_one_less = Lanes::IsLess(Lanes::Fill(Ratio::kOne - 1), rest);
  return Lanes::AddWhere(is_one_less, quotient, Lanes::Fill(1));
}

// What the rows from `first` to before `last` pay the short way.
template <typename Lanes>
TC_TARGET inline void PayShares(const ShortCells& cells, const History& history, BatchBlock& block,
                                std::size_t first, std::size_t last) {
  const std::int64_t* const eligible_column = history.eligible_fen.data() + block.first_row;
  const std::uint32_t* const key_column = history.static_key.data() + block.first_row;
  const std::int64_t* const terms_table = cells.terms.data();
  const std::int64_t* const reach_table = cells.reach.data();
  const auto zero = Lanes::Fill(0);
  for (std::size_t i = first; i < last; i += Lanes::kCount) {
    // The next block meanwhile comes from memory.
    __builtin_prefetch(eligible_column + i + kBlockRows);
    __builtin_prefetch(key_column + i + kBlockRows);
    const auto key = Lanes::LoadIndex(&block.cell[i]);
    const auto terms = Lanes::Gather(terms_table, key);
    const auto reach = Lanes::Gather(reach_table, key);
    const auto deductible = Lanes::And(terms, Lanes::Fill(kDeductibleMask));
    const auto first_share =
        Lanes::And(Lanes::template ShiftRight<kFirstShareShift>(terms), Lanes::Fill(kShareMask));
    const auto second_share = Lanes::template ShiftRight<kSecondShareShift>(terms);
    const auto bound = Lanes::And(reach, Lanes::Fill(kBoundMask));

    const auto eligible = Lanes::Load(eligible_column + i);
    const auto due = Lanes::Max(zero, Lanes::Subtract(deductible, Lanes::Load(&block.met_fen[i])));
    const auto took = Lanes::Min(eligible, due);
    const auto paid = PayShare<Lanes>(Lanes::Subtract(eligible, took), first_share);
    const auto burden = Lanes::Subtract(eligible, paid);
    const auto fits = Lanes::IsLess(eligible, bound);

    Lanes::Store(&block.took_fen[i], took);
    Lanes::Store(&block.first_paid_fen[i], paid);
    Lanes::Store(&block.burden_fen[i], Lanes::Select(fits, burden, Lanes::Fill(kUnfitFen)));
    Lanes::Store(&block.second_paid_fen[i], PayShare<Lanes>(burden, second_share));
    Lanes::Store(&block.second_layer[i], Lanes::template ShiftRight<kLayerShift>(reach));
    constexpr std::uint64_t kAll = (std::uint64_t{1} << Lanes::kCount) - 1;
    block.unfit[i / 64] |= (Lanes::Bits(fits) ^ kAll) << i % 64;
  }
}

// Lists the rows at which a running total of the year is past a limit.
TC_TARGET inline void ListPastLimits(const BatchPlan& plan, BatchBlock& block) {
  const std::int64_t* const paid_limit = plan.cells.paid_limit_fen.data();
  const std::int64_t* const burden_limit = plan.cells.burden_limit_fen.data();
  const std::int64_t used_mask = plan.layers.empty() ? 0 : plan.layers[0].used_mask;
  std::int64_t paid = 0;
  std::int64_t burden = 0;
  std::size_t count = 0;
  for (std::size_t i = 0, n = block.size; i < n; ++i) {
    const std::int64_t goes_on = block.goes_on[i];
    const std::uint32_t key = block.cell[i];
    paid = (paid & goes_on & used_mask) + block.first_paid_fen[i];
    burden = (burden & goes_on) + block.burden_fen[i];
    block.redo[count] = static_cast<std::uint16_t>(i);
    count += ((paid_limit[key] - paid) | (burden_limit[key] - burden)) < 0 ? 1 : 0;
  }
  block.redo_count = count;
}

// Without state: lists the rows that do not fit by themselves.
TC_TARGET inline void ListUnfit(BatchBlock& block) {
  std::size_t count = 0;
  for (std::size_t word = 0; word < block.unfit.size(); ++word) {
    for (std::uint64_t left = block.unfit[word]; left != 0; left &= left - 1) {
      const std::size_t row = word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      block.redo[count++] = static_cast<std::uint16_t>(row);
    }
  }
  block.redo_count = count;
}

// Where the rows of the block begin in a column of the result; null when it is not wanted.
inline std::int64_t* From(std::span<std::int64_t> column, const BatchBlock& block) {
  return column.empty() ? nullptr : column.data() + block.first_row;
}

// Writes what `layer`, not the first, paid and sums it up.
TC_TARGET inline void WriteLaterLayer(std::int64_t layer, std::int64_t* out, BatchBlock& block) {
  const std::int64_t* const paid = block.second_paid_fen.data();
  const std::int64_t* const second_layer = block.second_layer.data();
  const std::size_t n = block.size;
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += second_layer[i] == layer ? paid[i] : 0;
  block.layer_sum_fen[static_cast<std::size_t>(layer)] = sum;
  if (out == nullptr) return;
  TC_ROUNDS_ARE_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = second_layer[i] == layer ? paid[i] : 0;
}

TC_TARGET inline void Write(const BatchPlan& plan, const History& history,
                            const BatchResult& result, BatchBlock& block) {
  const std::int64_t* const eligible = history.eligible_fen.data() + block.first_row;
  const std::int64_t* const first_paid = block.first_paid_fen.data();
  const std::int64_t* const second_paid = block.second_paid_fen.data();
  const std::size_t n = block.size;
  std::int64_t eligible_sum = 0;
  std::int64_t paid_sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    eligible_sum += eligible[i];
    paid_sum += first_paid[i];
  }
  block.eligible_sum_fen = eligible_sum;
  block.layer_sum_fen.fill(0);
  block.layer_sum_fen[0] = paid_sum;
  if (std::int64_t* const out = From(result.funds_paid_fen, block)) {
    TC_ROUNDS_ARE_INDEPENDENT
    for (std::size_t i = 0; i < n; ++i) out[i] = first_paid[i] + second_paid[i];
  }
  if (std::int64_t* const out = From(result.deductible_fen, block)) {
    std::copy_n(block.took_fen.data(), n, out);
  }
  if (std::int64_t* const out = From(result.layer_paid_fen[0], block)) {
    std::copy_n(first_paid, n, out);
  }
  for (std::size_t layer = 1; layer < plan.layers.size(); ++layer) {
    std::int64_t* const out = From(result.layer_paid_fen[layer], block);
    if (out == nullptr && !plan.cells.is_second[layer]) continue;
    WriteLaterLayer(static_cast<std::int64_t>(layer), out, block);
  }
}

template <typename Lanes>
TC_TARGET void SettleOver(const BatchPlan& plan, const History& history, const BatchResult& result,
                          BatchBlock& block) {
  const std::size_t whole = block.size / Lanes::kCount * Lanes::kCount;
  block.unfit.fill(0);
  if (block.with_state) {
    SplitYears(history, block);
    CountStays(plan, block);
    FindCells(plan, history, block);
    if (!plan.layers.empty() && plan.layers[0].met_mask != 0) FindMet(history, block);
  } else {
    FindCellsAlone(plan, history, block);
  }
  PayShares<Lanes>(plan.cells, history, block, 0, whole);
  PayShares<LanesScalar>(plan.cells, history, block, whole, block.size);
  block.with_state ? ListPastLimits(plan, block) : ListUnfit(block);
  Write(plan, history, result, block);
}

template <typename Lanes>
constexpr BatchKernel KernelOver() {
  return {.find_faults = FindFaults, .settle = SettleOver<Lanes>};
}

}  // namespace

}  // namespace tongchou::settle

#endif  // TONGCHOU_SETTLE_BATCH_LOOPS_H_
