#include "settle/replay_tally.h"

#include <algorithm>

namespace tongchou::settle {

namespace {

void TakeAll(std::span<ChunkSums> from, std::span<CaseSums> into) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    into[i] += {from[i].count, from[i].total_fen, from[i].eligible_fen, from[i].funds_fen};
    from[i] = {};
  }
}

void AddAll(std::span<const CaseSums> from, std::span<CaseSums> into) {
  for (std::size_t i = 0; i < from.size(); ++i) into[i] += from[i];
}

// Keeps the first kListedRows.
void MergeRows(std::vector<std::uint64_t>& rows, const std::vector<std::uint64_t>& other) {
  rows.insert(rows.end(), other.begin(), other.end());
  std::sort(rows.begin(), rows.end());
  if (rows.size() > kListedRows) rows.resize(kListedRows);
}

bool ChangesMore(const PersonChange& one, const PersonChange& other) {
  const std::int64_t size = std::abs(one.change_fen());
  const std::int64_t other_size = std::abs(other.change_fen());
  return size != other_size ? size > other_size : one.person < other.person;
}

void AddMost(std::vector<PersonChange>& most, const PersonChange& change) {
  if (most.size() == kMostChanged && !ChangesMore(change, most.back())) return;
  most.insert(std::upper_bound(most.begin(), most.end(), change, ChangesMore), change);
  if (most.size() > kMostChanged) most.pop_back();
}

void AddSide(ChangeSide& side, const ChangeSide& other) {
  side.persons += other.persons;
  side.sum_fen += other.sum_fen;
  for (std::size_t i = 0; i < kChangeBins; ++i) side.bins[i] += other.bins[i];
  for (const PersonChange& change : other.most) AddMost(side.most, change);
}

}  // namespace

ChunkTally::ChunkTally(const TallySizes& sizes)
    : fund_count(sizes.funds),
      by_class(sizes.classes),
      by_office(sizes.offices),
      by_provider(sizes.providers),
      by_month(sizes.months),
      fund_month(sizes.months * sizes.funds) {}

VariantTally::VariantTally(const TallySizes& sizes)
    : sizes_(sizes),
      by_class_(sizes.classes),
      by_office_(sizes.offices),
      by_provider_(sizes.providers),
      by_month_(sizes.months),
      fund_month_(sizes.months * sizes.funds) {
  for (std::size_t i = 0; i < kRowRefusals; ++i) refusals_[i].code = kRefusalCodes[i];
}

void VariantTally::Take(ChunkTally& chunk) {
  TakeAll(chunk.by_class, by_class_);
  TakeAll(chunk.by_office, by_office_);
  TakeAll(chunk.by_provider, by_provider_);
  TakeAll(chunk.by_month, by_month_);
  TakeAll(chunk.by_age, by_age_);
  for (std::size_t i = 0; i < fund_month_.size(); ++i) fund_month_[i] += chunk.fund_month[i];
  std::fill(chunk.fund_month.begin(), chunk.fund_month.end(), 0);
}

void VariantTally::AddRefusal(RowRefusal refusal, std::uint64_t row) {
  ReplayRefusal& refused = refusals_[static_cast<std::size_t>(refusal)];
  ++refused.count;
  // A thread's rows ascend: what comes later is not among the first.
  if (refused.rows.size() < kListedRows) refused.rows.push_back(row);
}

void VariantTally::Add(const VariantTally& other) {
  AddAll(other.by_class_, by_class_);
  AddAll(other.by_office_, by_office_);
  AddAll(other.by_provider_, by_provider_);
  AddAll(other.by_month_, by_month_);
  AddAll(other.by_age_, by_age_);
  for (std::size_t i = 0; i < fund_month_.size(); ++i) fund_month_[i] += other.fund_month_[i];
  for (std::size_t i = 0; i < kRowRefusals; ++i) {
    refusals_[i].count += other.refusals_[i].count;
    MergeRows(refusals_[i].rows, other.refusals_[i].rows);
  }
}

VariantSums VariantTally::Sums(const CaseWords& words) const {
  VariantSums sums;
  sums.by_scheme.resize(words.schemes.size());
  sums.by_benefit.resize(words.benefits.size());
  sums.by_category.resize(words.categories.size());
  for (std::size_t i = 0; i < by_class_.size(); ++i) {
    const CaseClass& each = words.classes[i];
    sums.all += by_class_[i];
    sums.by_scheme[words.benefits[each.benefit].scheme] += by_class_[i];
    sums.by_benefit[each.benefit] += by_class_[i];
    sums.by_category[each.category] += by_class_[i];
    sums.by_level[each.level - std::size_t{1}] += by_class_[i];
  }
  sums.by_office = by_office_;
  sums.by_provider = by_provider_;
  sums.by_age = by_age_;
  sums.by_month = by_month_;
  sums.fund_month.assign(sizes_.funds, std::vector<Int128>(sizes_.months));
  for (std::size_t month = 0; month < sizes_.months; ++month) {
    for (std::size_t fund = 0; fund < sizes_.funds; ++fund) {
      sums.fund_month[fund][month] = fund_month_[month * sizes_.funds + fund];
    }
  }
  for (const ReplayRefusal& refusal : refusals_) {
    if (refusal.count > 0) sums.refusals.push_back(refusal);
  }
  return sums;
}

void AddPerson(ChangedPersons& persons, const PersonChange& change) {
  const std::int64_t difference = change.change_fen();
  if (difference == 0) {
    ++persons.same;
    return;
  }
  ChangeSide& side = difference > 0 ? persons.gain : persons.lose;
  const std::int64_t size = std::abs(difference);
  ++side.persons;
  side.sum_fen += size;
  // Without a branch on the size, which nothing foretells.
  std::size_t bin = 0;
  for (const std::int64_t edge : kChangeEdgesFen) bin += size > edge ? 1 : 0;
  ++side.bins[bin];
  AddMost(side.most, change);
}

void AddPersons(ChangedPersons& persons, const ChangedPersons& other) {
  AddSide(persons.gain, other.gain);
  AddSide(persons.lose, other.lose);
  persons.same += other.same;
  persons.changed_rows += other.changed_rows;
}

}  // namespace tongchou::settle
