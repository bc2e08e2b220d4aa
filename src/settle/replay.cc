#include "settle/replay.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "settle/replay_row.h"
#include "settle/replay_tally.h"

namespace tongchou::settle {

namespace {

// So few rows that their columns stay in the processor's cache while the variants take turns.
constexpr std::size_t kReplayBlockRows = 512;

constexpr std::uint16_t kOutside = UINT16_MAX;
constexpr std::int64_t kRefusedFen = -1;

// Which days are in the period, and in which month of it.
struct Months {
  Months(const PastCases& cases, const DateRange& period) : first_day(cases.first_day) {
    const Date from = std::max(period.from, Date::FromDays(cases.first_day));
    first_month = Date(from.year(), from.month(), 1);
    for (std::int32_t each = cases.first_day; each <= cases.last_day; ++each) {
      const Date day = Date::FromDays(each);
      const int month = (day.year() - from.year()) * 12 + static_cast<int>(day.month()) -
                        static_cast<int>(from.month());
      of_day.push_back(period.Contains(day) ? static_cast<std::uint16_t>(month) : kOutside);
      if (period.Contains(day)) count = static_cast<std::size_t>(month) + 1;
    }
  }

  std::uint16_t Of(const PastCases& cases, std::size_t row) const {
    return of_day[static_cast<std::size_t>(cases.SettledDay(row) - first_day)];
  }

  std::int32_t first_day;
  Date first_month;
  std::vector<std::uint16_t> of_day;
  std::size_t count = 0;
};

// Where the rows of the extract are taken in chunks, each by whoever is free.
struct Chunk {
  std::size_t first_person = 0, last_person = 0;
};

std::vector<Chunk> ChunksOf(const PastCases& cases) {
  std::vector<Chunk> chunks;
  std::size_t first = 0;
  for (std::size_t person = 1; person <= cases.persons(); ++person) {
    const bool full = cases.first_row[person] - cases.first_row[first] >= kChunkRows;
    if (!full && person < cases.persons()) continue;
    chunks.push_back({first, person});
    first = person;
  }
  return chunks;
}

// The variants, compiled; those that are none were paid as they were.
struct Variants {
  Variants(const PastCases& cases, const ReplayRequest& request) : funds(*cases.words) {
    for (const Epochs epochs : request.variants) {
      plans.push_back(epochs.empty() ? nullptr
                                     : std::make_unique<ReplayPlan>(epochs, cases, cases.first_day,
                                                                    cases.last_day, funds));
    }
  }

  FundList funds;
  std::vector<std::unique_ptr<const ReplayPlan>> plans;
};

// A person's year under a variant beside the first one.
struct PersonComparison {
  explicit PersonComparison(std::size_t person) : change{.person = person} {}

  // Without a branch on the amounts, which nothing foretells.
  void Add(std::size_t row, std::int64_t before, std::int64_t after) {
    if (before == kRefusedFen) return;
    change.before_fen += before;
    change.after_fen += after;
    const std::int64_t size = std::abs(after - before);
    changed_rows += size != 0 ? 1 : 0;
    change.row = size > most ? row : change.row;
    most = std::max(most, size);
  }

  PersonChange change;
  std::int64_t most = 0, changed_rows = 0;
};

// What one thread works out. Chunks must come in ascending order.
class Worker {
 public:
  Worker(const PastCases& cases, const Variants& variants, const Months& months)
      : cases_(cases), variants_(variants), months_(months) {
    const TallySizes sizes = {.classes = cases.words->classes.size(),
                              .offices = cases.words->offices.size(),
                              .providers = cases.words->providers.size(),
                              .months = months.count,
                              .funds = variants.funds.funds().size()};
    // The last of each is what all variants have in common.
    chunk_.assign(variants.plans.size() + 1, ChunkTally(sizes));
    tallies_.assign(variants.plans.size() + 1, VariantTally(sizes));
    changes_.resize(variants.plans.size());
    funds_.resize(variants.plans.size());
  }

  void Run(const Chunk& chunk) {
    std::size_t person = chunk.first_person;
    while (person < chunk.last_person) {
      const std::size_t first = person;
      const std::uint64_t last_row = cases_.first_row[first] + kReplayBlockRows;
      do ++person;
      while (person < chunk.last_person && cases_.first_row[person + 1] <= last_row);
      RunBlock(first, person);
    }
    for (std::size_t i = 0; i < chunk_.size(); ++i) tallies_[i].Take(chunk_[i]);
  }

  void Add(const Worker& other) {
    for (std::size_t i = 0; i < tallies_.size(); ++i) tallies_[i].Add(other.tallies_[i]);
    for (std::size_t i = 0; i < changes_.size(); ++i) AddPersons(changes_[i], other.changes_[i]);
    rows_ += other.rows_;
    persons_ += other.persons_;
  }

  ReplayResult Finish() const {
    ReplayResult result{.funds = variants_.funds.funds(),
                        .variants = {},
                        .changes = changes_,
                        .rows = rows_,
                        .persons = persons_,
                        .first_month = months_.first_month};
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      VariantTally tally = tallies_[i];
      tally.Add(tallies_.back());
      result.variants.push_back(tally.Sums(*cases_.words));
    }
    return result;
  }

 private:
  struct BlockPerson {
    std::size_t person = 0;
    PersonRows rows;
  };

  // One person under one variant.
  struct PersonRun {
    const BlockPerson& each;
    std::size_t variant;
    const std::int64_t* before;  // funds_ of the first variant
    std::int64_t* funds;         // and of this one
    ChunkSums sums = {};         // as ChunkTally: what the variant adds
    PersonComparison change;
  };

  void RunBlock(std::size_t first_person, std::size_t last_person) {
    FindRows(first_person, last_person);
    for (std::size_t i = 0; i < variants_.plans.size(); ++i) {
      funds_[i].assign(month_.size(), 0);
      for (const BlockPerson& each : block_) RunPerson(i, each);
      AddFunds(i);
    }
  }

  // What the person's rows pay under the variant, beside the first one.
  void RunPerson(std::size_t variant, const BlockPerson& each) {
    const ReplayPlan* const plan = variants_.plans[variant].get();
    PersonRun run = {.each = each,
                     .variant = variant,
                     .before = funds_[0].data(),
                     .funds = funds_[variant].data(),
                     .change = PersonComparison(each.person)};
    plan == nullptr ? TakePaid(run) : Replay(*plan, run);
    chunk_[variant].by_office[cases_.office[each.person]].Add(run.sums);
    if (variant == 0) return;
    changes_[variant].changed_rows += run.change.changed_rows;
    AddPerson(changes_[variant], run.change.change);
  }

  // The persons of the block with rows in the period, and the month of each row. Adds up what all
  // variants have in common.
  void FindRows(std::size_t first_person, std::size_t last_person) {
    block_.clear();
    first_row_ = cases_.first_row[first_person];
    month_.resize(cases_.first_row[last_person] - first_row_);
    for (std::size_t person = first_person; person < last_person; ++person) {
      const std::size_t first = cases_.first_row[person];
      PersonRows rows{.first = first};
      ChunkSums sums;
      for (std::size_t row = first; row < cases_.first_row[person + 1]; ++row) {
        const std::uint16_t month = months_.Of(cases_, row);
        month_[row - first_row_] = month;
        if (month == kOutside) continue;
        if (rows.end == 0) rows.whole = row == first;
        rows.end = row + 1;
        const ChunkSums one{1, cases_.total_fen[row], cases_.eligible_fen[row], 0};
        chunk_.back().Add(GroupsOf(row), one);
        sums.Add(one);
      }
      if (rows.end == 0) continue;
      chunk_.back().by_office[cases_.office[person]].Add(sums);
      block_.push_back({person, rows});
      rows_ += sums.count;
      ++persons_;
    }
  }

  std::uint16_t MonthOf(std::size_t row) const { return month_[row - first_row_]; }

  RowGroups GroupsOf(std::size_t row) const {
    return {cases_.case_class[row], cases_.age[row], cases_.provider[row], MonthOf(row)};
  }

  // Books a row of the period.
  void AddRow(PersonRun& run, std::size_t row, const RowOutcome& outcome) {
    const std::int64_t before = run.before[row - first_row_];
    run.funds[row - first_row_] = outcome.funds_fen;
    run.sums.funds_fen += outcome.funds_fen;
    run.change.Add(row, before, outcome.funds_fen);
    const std::int64_t more = outcome.eligible_fen - cases_.eligible_fen[row];
    if (more != 0) Correct(run, row, {0, 0, more, 0});
  }

  // Corrects what all variants have in common by what is otherwise for one row of this one.
  void Correct(PersonRun& run, std::size_t row, const ChunkSums& difference) {
    chunk_[run.variant].Add(GroupsOf(row), difference);
    run.sums.Add(difference);
  }

  // Takes a row that the variant refuses out of what all have in common.
  void LeaveOut(PersonRun& run, std::size_t row, RowRefusal refusal) {
    Correct(run, row, {-1, -cases_.total_fen[row], -cases_.eligible_fen[row], 0});
    run.funds[row - first_row_] = kRefusedFen;
    tallies_[run.variant].AddRefusal(refusal, row);
  }

  template <typename Visit>
  void Walk(const ReplayPlan& plan, const BlockPerson& each, Visit visit) {
    const auto is_in = [&](std::size_t row) { return MonthOf(row) != kOutside; };
    WalkPerson(cases_, plan, each.rows, cases_.first_line[each.person], years_, is_in, visit);
  }

  // True when the short way is enough for the person. Books nothing before that is known.
  bool ReplayShort(const ReplayPlan& plan, PersonRun& run) {
    short_rows_.clear();
    bool enough = true;
    Walk(plan, run.each,
         [&](std::size_t row, std::size_t line, const ReplayRule& rule, PersonYear* year) {
           ShortRow& now = short_rows_.emplace_back(ShortRow{.row = row});
           enough = year != nullptr && PayShort(cases_, rule, line, *year, now);
           return enough;
         });
    if (!enough) return false;
    ChunkTally& tally = chunk_[run.variant];
    for (const ShortRow& each : short_rows_) {
      const std::uint16_t month = MonthOf(each.row);
      if (month == kOutside) continue;
      tally.AddFund(month, each.first_fund, each.first_fen);
      tally.AddFund(month, each.second_fund, each.second_fen);
      AddRow(run, each.row, {each.eligible_fen, each.first_fen + each.second_fen});
    }
    return true;
  }

  void Replay(const ReplayPlan& plan, PersonRun& run) {
    if (ReplayShort(plan, run)) return;
    ChunkTally& tally = chunk_[run.variant];
    Walk(plan, run.each,
         [&](std::size_t row, std::size_t line, const ReplayRule& rule, PersonYear* year) {
           const std::uint16_t month = MonthOf(row);
           if (year == nullptr) {
             if (month != kOutside) LeaveOut(run, row, rule.refusal);
             return true;
           }
           const RowOutcome outcome =
               ReplayRow(cases_, rule, row, line, *year, [&](std::size_t layer, std::int64_t fen) {
                 if (month != kOutside) tally.AddFund(month, rule.benefit->fund[layer], fen);
               });
           if (month != kOutside) AddRow(run, row, outcome);
           return true;
         });
  }

  // Nothing is worked out: the funds paid what they paid.
  void TakePaid(PersonRun& run) {
    std::size_t payment = cases_.first_payment[run.each.person];
    for (std::size_t row = run.each.rows.first; row < run.each.rows.end; ++row) {
      const CaseClass& shared = cases_.words->classes[cases_.case_class[row]];
      const std::uint16_t month = MonthOf(row);
      RowOutcome outcome{.eligible_fen = cases_.eligible_fen[row]};
      for (const std::uint16_t fund : shared.layer_funds) {
        const std::int64_t fen = cases_.payments_fen[payment++];
        outcome.funds_fen += fen;
        if (month != kOutside) chunk_[run.variant].AddFund(month, fund, fen);
      }
      if (month != kOutside) AddRow(run, row, outcome);
    }
  }

  // Adds up what the funds pay for the rows of the block, in a loop of its own: one that holds
  // nothing else runs faster.
  void AddFunds(std::size_t variant) {
    ChunkTally& tally = chunk_[variant];
    const std::vector<std::int64_t>& funds = funds_[variant];
    for (std::size_t i = 0; i < funds.size(); ++i) {
      if (month_[i] == kOutside || funds[i] == kRefusedFen) continue;
      tally.AddFunds(GroupsOf(first_row_ + i), funds[i]);
    }
  }

  const PastCases& cases_;
  const Variants& variants_;
  const Months& months_;
  std::vector<ChunkTally> chunk_;
  std::vector<VariantTally> tallies_;
  std::vector<ChangedPersons> changes_;
  std::int64_t rows_ = 0, persons_ = 0;

  // Of the block: its persons, its first row; by row the month and what each variant pays.
  std::vector<BlockPerson> block_;
  std::size_t first_row_ = 0;
  std::vector<std::uint16_t> month_;
  std::vector<std::vector<std::int64_t>> funds_;
  PersonYears years_;
  std::vector<ShortRow> short_rows_;
};

// Hands out chunks, tells of progress and notices that nobody wants the result any more.
class Progress {
 public:
  Progress(const PastCases& cases, const ReplayRequest& request)
      : request_(request), total_(static_cast<std::int64_t>(cases.rows())) {}

  std::size_t Next() { return next_.fetch_add(1); }
  bool cancelled() const { return cancelled_.load(); }

  void Did(std::int64_t rows) {
    if (!request_.progress) return;
    const std::lock_guard lock(mutex_);
    done_ += rows;
    if (!cancelled_ && !request_.progress(done_, total_)) cancelled_ = true;
  }

 private:
  const ReplayRequest& request_;
  const std::int64_t total_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> cancelled_{false};
  std::mutex mutex_;
  std::int64_t done_ = 0;  // under mutex_
};

void Work(Worker& worker, const PastCases& cases, const std::vector<Chunk>& chunks,
          Progress& progress) {
  for (std::size_t i = progress.Next(); i < chunks.size(); i = progress.Next()) {
    if (progress.cancelled()) return;
    worker.Run(chunks[i]);
    progress.Did(static_cast<std::int64_t>(cases.first_row[chunks[i].last_person] -
                                           cases.first_row[chunks[i].first_person]));
  }
}

bool HasLongPerson(const PastCases& cases) {
  for (std::size_t person = 0; person < cases.persons(); ++person) {
    const std::uint64_t rows = cases.first_row[person + 1] - cases.first_row[person];
    if (rows > kMaxEncountersOfPerson) return true;
  }
  return false;
}

PersonFacts FactsOf(const PastCases& cases, std::size_t row, const ReplayRule& rule) {
  const CaseClass& shared = cases.words->classes[cases.case_class[row]];
  return {.category = rule.category,
          .age = cases.age[row],
          .years_insured = cases.years_insured[row],
          .aid = shared.aid,
          .civil_servant = shared.civil_servant,
          .frozen = shared.frozen};
}

YearTotals TotalsOf(const BatchYear& year) {
  YearTotals totals{.stays = static_cast<std::int32_t>(year.stays)};
  std::copy_n(year.totals.begin(), totals.layers.size(), totals.layers.begin());
  return totals;
}

// One row, with everything there is to say about it.
ReplayedRow Describe(const PastCases& cases, std::size_t row, std::size_t line,
                     const ReplayRule& rule, BatchYear& year) {
  const CaseClass& shared = cases.words->classes[cases.case_class[row]];
  ReplayedRow described{.row = row,
                        .epoch = rule.benefit->epoch,
                        .scheme = rule.benefit->scheme,
                        .benefit = rule.benefit->benefit,
                        .facts = FactsOf(cases, row, rule),
                        .encounter = {.level = shared.level, .referral = shared.referral},
                        .totals_before = TotalsOf(year)};
  const RowOutcome outcome = ReplayRow(
      cases, rule, row, line, year,
      [&](std::size_t layer, std::int64_t fen) { described.layer_paid[layer] = Money{fen}; });
  described.eligible = Money{outcome.eligible_fen};
  described.funds_paid = Money{outcome.funds_fen};
  return described;
}

std::vector<ReplayedRow> PaidRows(const PastCases& cases, const PersonRows& rows,
                                  std::uint64_t person, const DateRange& period) {
  std::vector<ReplayedRow> paid;
  std::size_t payment = cases.first_payment[person];
  for (std::size_t row = rows.first; row < rows.end; ++row) {
    const CaseClass& shared = cases.words->classes[cases.case_class[row]];
    ReplayedRow described{.row = row, .eligible = Money{cases.eligible_fen[row]}};
    for (std::size_t layer = 0; layer < shared.layer_funds.size(); ++layer) {
      described.layer_paid[layer] = Money{cases.payments_fen[payment++]};
      described.funds_paid += described.layer_paid[layer];
    }
    if (period.Contains(Date::FromDays(cases.SettledDay(row)))) paid.push_back(described);
  }
  return paid;
}

}  // namespace

Result<ReplayResult> Replay(const PastCases& cases, const ReplayRequest& request) {
  TC_CHECK(!request.variants.empty() && request.threads > 0);
  if (cases.rows() == 0) return ErrorCode::kNoHistory;
  if (HasLongPerson(cases)) return ErrorCode::kAmountOverflow;
  const Months months(cases, request.period);
  if (months.count == 0) return ErrorCode::kNoHistory;
  const Variants variants(cases, request);
  const std::vector<Chunk> chunks = ChunksOf(cases);
  std::vector<Worker> workers(static_cast<std::size_t>(request.threads),
                              Worker(cases, variants, months));
  Progress progress(cases, request);
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers.size(); ++i) {
    threads.emplace_back([&, i] { Work(workers[i], cases, chunks, progress); });
  }
  Work(workers[0], cases, chunks, progress);
  for (std::thread& thread : threads) thread.join();
  if (progress.cancelled()) return ErrorCode::kWorkCancelled;
  for (std::size_t i = 1; i < workers.size(); ++i) workers[0].Add(workers[i]);
  ReplayResult result = workers[0].Finish();
  if (result.rows == 0) return ErrorCode::kNoHistory;
  return result;
}

PersonReplay::PersonReplay(const PastCases& cases, Epochs variant) : cases_(cases) {
  if (variant.empty()) return;
  FundList funds(*cases.words);
  plan_ = std::make_unique<ReplayPlan>(variant, cases, cases.first_day, cases.last_day, funds);
}

PersonReplay::~PersonReplay() = default;

std::vector<ReplayedRow> PersonReplay::Rows(const DateRange& period, std::uint64_t person) const {
  TC_CHECK(person < cases_.persons());
  const auto is_in = [&](std::size_t row) {
    return period.Contains(Date::FromDays(cases_.SettledDay(row)));
  };
  PersonRows rows{.first = cases_.first_row[person], .end = cases_.first_row[person + 1]};
  while (rows.end > rows.first && !is_in(rows.end - 1)) --rows.end;
  rows.whole = rows.first < rows.end && is_in(rows.first);
  if (plan_ == nullptr) return PaidRows(cases_, rows, person, period);
  PersonYears years;
  std::vector<ReplayedRow> replayed;
  const auto refused = [](std::size_t row, RowRefusal refusal) {
    return ReplayedRow{.row = row, .refused = kRefusalCodes[static_cast<std::size_t>(refusal)]};
  };
  WalkPerson(cases_, *plan_, rows, cases_.first_line[person], years, is_in,
             [&](std::size_t row, std::size_t line, const ReplayRule& rule, PersonYear* year) {
               const ReplayedRow described = year != nullptr
                                                 ? Describe(cases_, row, line, rule, *year)
                                                 : refused(row, rule.refusal);
               if (is_in(row)) replayed.push_back(described);
               return true;
             });
  return replayed;
}

std::vector<ReplayedRow> ReplayPerson(const PastCases& cases, Epochs variant, DateRange period,
                                      std::uint64_t person) {
  return PersonReplay(cases, variant).Rows(period, person);
}

std::uint64_t PersonOfRow(const PastCases& cases, std::uint64_t row) {
  TC_CHECK(row < cases.rows());
  const auto above = std::upper_bound(cases.first_row.begin(), cases.first_row.end(), row);
  return static_cast<std::uint64_t>(above - cases.first_row.begin()) - 1;
}

}  // namespace tongchou::settle
