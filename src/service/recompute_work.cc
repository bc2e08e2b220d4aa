#include "service/recompute_work.h"

#include <algorithm>
#include <map>
#include <utility>

#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/settle_work.h"
#include "service/settlement_book.h"
#include "settle/settle_one.h"

namespace tongchou::service {
namespace {

// The plan of a settlement in one version.
struct Ground {
  const policy::Epoch* epoch = nullptr;
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
};

Result<Ground> GroundOf(const policy::Pack* pack, const store::SettlementRow& row) {
  if (pack == nullptr) return Error{ErrorCode::kPackNotLoaded, {}, ToHex(row.pack_digest)};
  Ground ground;
  ground.epoch = EpochOn(*pack, row.date);
  if (ground.epoch == nullptr) return ErrorCode::kNoPolicyInForce;
  const int scheme = policy::FindScheme(*ground.epoch, row.scheme);
  if (scheme < 0) return ErrorCode::kUnknownScheme;
  ground.scheme = &ground.epoch->schemes[static_cast<std::size_t>(scheme)];
  const int benefit = policy::FindBenefit(*ground.scheme, row.benefit);
  if (benefit < 0) return ErrorCode::kUnknownBenefit;
  ground.benefit = &ground.scheme->benefits[static_cast<std::size_t>(benefit)];
  return ground;
}

// Whether totals kept under `before` mean the same under `after`.
bool SameTotals(const policy::SchemePlan& before, const policy::SchemePlan& after) {
  const auto& old_names = before.total_names;
  const auto& new_names = after.total_names;
  return old_names.size() <= new_names.size() &&
         std::equal(old_names.begin(), old_names.end(), new_names.begin());
}

// One person's settlements, one after the other.
class Redoing {
 public:
  explicit Redoing(const RedoRules& rules) : rules_(rules) {}

  // False when the person is left out.
  bool Next(const store::SettlementRow& row) {
    const Key key{row.scheme, row.year};
    const auto known = totals_.find(key);
    const settle::YearTotals before =
        known == totals_.end() ? row.inputs.totals_before : known->second;
    // What led here came out otherwise, though its own figures are the same.
    if (!(before == row.inputs.totals_before)) Begin(last_.at(key));
    Result<Redone> done = Compute(row, before);
    if (!done.ok()) return Leave(row, LeftOutWhy::kRefused, done.error());
    totals_[key] = done->totals_after;
    last_[key] = chain_.size();
    const store::SettlementRow& after = done->after;
    const bool differs = !(after.figures == row.figures) || after.layer_funds != row.layer_funds;
    chain_.push_back(*std::move(done));
    if (differs) Begin(chain_.size() - 1);
    differs_ |= differs;
    if (renumbered_ && begin_) return Leave(row, LeftOutWhy::kRenumbered, {});
    if (row.treated != 0 && begin_) return Leave(row, LeftOutWhy::kElsewhere, {});
    return true;
  }

  PersonRedo Take() {
    PersonRedo redo;
    redo.left_out = std::move(left_out_);
    if (redo.left_out || !differs_) return redo;
    const auto first = chain_.begin() + static_cast<std::ptrdiff_t>(*begin_);
    redo.chain.assign(std::make_move_iterator(first), std::make_move_iterator(chain_.end()));
    return redo;
  }

 private:
  using Key = std::pair<std::string, std::int32_t>;  // scheme, year

  void Begin(std::size_t index) { begin_ = std::min(begin_.value_or(index), index); }

  bool Leave(const store::SettlementRow& row, LeftOutWhy why, std::optional<Error> error) {
    left_out_ = LeftOut{row.person, row.settlement, why, {}};
    if (error) left_out_->code = std::string(InfoOf(error->code).text_code);
    return false;
  }

  Result<Redone> Compute(const store::SettlementRow& row, const settle::YearTotals& before) {
    const bool later = row.date >= rules_.from;
    const policy::Pack* own = rules_.find(row.pack_digest);
    const Result<Ground> ground = GroundOf(later ? rules_.pack : own, row);
    if (!ground.ok()) return ground.error();
    Redone done;
    done.before = row;
    done.after = row;
    done.totals_after = before;
    settle::PersonFacts facts = row.inputs.facts;
    facts.category = policy::FindCategory(*ground->scheme, row.category);
    if (facts.category < 0) return ErrorCode::kUnknownCategory;
    if (policy::BenefitYearOf(*ground->epoch, row.date) != row.year) renumbered_ = true;
    const Result<Ground> was = GroundOf(own, row);
    if (!was.ok() && later && !(before == settle::YearTotals{})) return was.error();
    if (was.ok() && !SameTotals(*was->scheme, *ground->scheme)) renumbered_ = true;
    const settle::Encounter encounter{row.inputs.level, row.inputs.referral, row.inputs.use_account,
                                      row.inputs.lines};
    const Money limit = row.figures.account;
    const Result<settle::Figures> figures =
        settle::SettleOne(*ground->benefit, facts, encounter, limit, done.totals_after);
    if (!figures.ok()) return figures.error();
    store::SettlementRow& after = done.after;
    after.figures = *figures;
    after.pack = ground->epoch->pack;
    after.pack_digest = DigestFromHex(ground->epoch->pack_digest);
    after.inputs.facts = facts;
    after.inputs.totals_before = before;
    after.inputs.balance_before = limit;
    after.layer_funds.clear();
    after.layer_ids.clear();
    for (const policy::Layer& layer : ground->benefit->layers) {
      after.layer_funds.push_back(ground->scheme->funds[layer.fund].id);
      after.layer_ids.push_back(layer.id);
    }
    const bool counted = done.totals_after.stays > before.stays;
    after.stay_number = counted ? done.totals_after.stays : 0;
    return done;
  }

  const RedoRules& rules_;
  std::vector<Redone> chain_;
  std::map<Key, settle::YearTotals> totals_;
  std::map<Key, std::size_t> last_;
  std::optional<std::size_t> begin_;
  std::optional<LeftOut> left_out_;
  bool differs_ = false, renumbered_ = false;
};

void AddFunds(const store::SettlementRow& row, Money Changed::*side,
              std::vector<FundChange>& funds) {
  const auto add = [&](const std::string& fund, Money amount) {
    if (amount == Money{}) return;
    auto found = std::ranges::find_if(funds, [&](const FundChange& change) {
      return change.scheme == row.scheme && change.fund == fund;
    });
    if (found == funds.end()) found = funds.insert(funds.end(), {row.scheme, fund, {}});
    found->paid.*side += amount;
  };
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    add(row.layer_funds[i], row.figures.layer_paid[i]);
  }
  add(std::string(ledger::kAccountFund), row.figures.account);
}

void DropEqual(std::vector<FundChange>& funds) {
  std::erase_if(funds, [](const FundChange& fund) { return fund.paid.difference() == Money{}; });
}

RecomputeLine LineOf(const Redone& redone) {
  const store::SettlementRow& row = redone.before;
  const settle::Figures& before = row.figures;
  const settle::Figures& after = redone.after.figures;
  RecomputeLine line;
  line.settlement = row.settlement;
  line.provider = row.provider;
  line.date = row.date;
  line.scheme = row.scheme;
  line.benefit = row.benefit;
  line.total = before.total;
  line.eligible = {before.eligible, after.eligible};
  line.deductible = {before.deductible, after.deductible};
  line.funds = {before.funds_paid, after.funds_paid};
  line.burden = {before.burden, after.burden};
  line.account = {before.account, after.account};
  line.cash = {before.cash, after.cash};
  AddFunds(row, &Changed::before, line.by_fund);
  AddFunds(redone.after, &Changed::after, line.by_fund);
  return line;
}

// The visit holds the new settlement where it held the one taken back, and is as it was else.
void Restore(const store::VisitRow& before, std::int64_t original, std::int64_t redone,
             store::VisitRow& visit) {
  visit.status = before.status;
  visit.closed = before.closed;
  for (store::BatchState& state : visit.batches) {
    if (state.reversed.empty() || state.reversed.back() != original) continue;
    if (state.settlement != 0) continue;
    state.settlement = redone;
    state.withdrawn = false;
  }
  visit.settlements.push_back(redone);
}

Status TakeBack(Work& work, const store::SettlementRow& row, std::int64_t& reversal) {
  const Result<Booking> booking = ComputeReversal(work, row);
  if (!booking.ok()) return booking.error();
  reversal = booking->settlement.settlement;
  Book(work, *booking);
  return Done{};
}

void BookAgain(Work& work, const Redone& redone, const store::VisitRow& before,
               Replaced& replaced) {
  Booking booking;
  booking.settlement = redone.after;
  store::SettlementRow& row = booking.settlement;
  row.settlement = work.set.NextSettlement();
  row.entry = work.set.NextEntry();
  row.at = work.at;
  row.reversed_by = 0;
  booking.account = work.set.AccountOf(row.person);
  row.previous = booking.account.standing;
  row.balance_after = booking.account.balance - row.figures.account;
  booking.account.balance = row.balance_after;
  booking.account.standing = row.settlement;
  booking.year = work.set.YearOf(row.person, row.scheme, row.year);
  booking.year.totals = redone.totals_after;
  AddToYear(row, booking.year);
  booking.visit = *work.set.FindVisit(row.visit);
  Restore(before, redone.before.settlement, row.settlement, booking.visit);
  replaced.redone = row.settlement;
  Book(work, booking);
}

std::vector<FundChange> DueOf(const RecomputePerson& person) {
  std::vector<FundChange> due;
  for (const RecomputeLine& line : person.lines) {
    for (const FundChange& change : line.by_fund) {
      auto found = std::ranges::find_if(due, [&](const FundChange& other) {
        return other.scheme == change.scheme && other.fund == change.fund;
      });
      if (found == due.end()) {
        due.push_back(change);
        continue;
      }
      found->paid.before += change.paid.before;
      found->paid.after += change.paid.after;
    }
  }
  DropEqual(due);
  return due;
}

}  // namespace

std::vector<FundChange> ChangeBetween(const store::SettlementRow& before,
                                      const store::SettlementRow& after) {
  std::vector<FundChange> change;
  AddFunds(before, &Changed::before, change);
  AddFunds(after, &Changed::after, change);
  DropEqual(change);
  return change;
}

PersonRedo RedoPerson(const RedoRules& rules, const std::vector<store::SettlementRow>& standing) {
  Redoing redoing(rules);
  for (const store::SettlementRow& row : standing) {
    if (!redoing.Next(row)) break;
  }
  return redoing.Take();
}

RecomputePerson PersonOf(const PersonRedo& redo) {
  RecomputePerson person;
  for (const Redone& redone : redo.chain) {
    const store::SettlementRow& row = redone.before;
    person.person = row.person;
    person.standing = row.settlement;
    person.chain.push_back(row.settlement);
    RecomputeLine line = LineOf(redone);
    const bool differs =
        !(row.figures == redone.after.figures) || row.layer_funds != redone.after.layer_funds;
    if (differs) person.lines.push_back(std::move(line));
  }
  return person;
}

void StandingRows::Add(const store::SettlementRow& row) {
  if (row.reverses == 0) {
    rows_.push_back(row);
  } else {
    std::erase_if(
        rows_, [&](const store::SettlementRow& other) { return other.settlement == row.reverses; });
  }
}

void NeedPosting(const Recompute& paper, const RecomputePerson& person, const WorkingSet& set,
                 store::Needs& needs) {
  needs.persons.push_back(person.person);
  needs.records.push_back(RecomputedKey(paper.id, person.person));
  for (const std::int64_t number : person.chain) {
    needs.settlements.push_back(number);
    const store::SettlementRow* row = set.FindSettlement(number);
    if (row != nullptr) needs.visits.push_back(row->visit);
  }
}

Result<RecomputedPerson> PostPerson(Work& work, const RedoRules& rules, const Recompute& paper,
                                    const RecomputePerson& person) {
  RecomputedPerson made;
  const store::RecordRow* known = work.set.FindRecord(RecomputedKey(paper.id, person.person));
  if (known != nullptr) {
    const Result<RecomputedPerson> earlier = RecomputedOf(*known);
    if (!earlier.ok() || earlier->stage == PersonStage::kPosted) return earlier;
    made.version = earlier->version;
  }
  made.paper = paper.id;
  made.person = person.person;
  made.at = work.at;
  made.by = work.actor;
  if (work.set.AccountOf(person.person).standing != person.standing) {
    made.stage = PersonStage::kSkipped;
    made.code = std::string(InfoOf(ErrorCode::kRecomputeOutdated).text_code);
    work.set.Put(RecordOf(made));
    return made;
  }
  std::vector<store::SettlementRow> rows;
  std::map<std::int64_t, store::VisitRow> visits;
  for (const std::int64_t number : person.chain) {
    const store::SettlementRow* row = work.set.FindSettlement(number);
    const store::VisitRow* visit = row == nullptr ? nullptr : work.set.FindVisit(row->visit);
    if (visit == nullptr) return Refuse(ErrorCode::kStoreCorrupt, paper.id);
    rows.push_back(*row);
    visits.emplace(row->visit, *visit);
  }
  const PersonRedo redo = RedoPerson(rules, rows);
  if (redo.left_out || !(PersonOf(redo) == person)) {
    return Refuse(ErrorCode::kStoreCorrupt, paper.id);
  }
  std::vector<Replaced> replaced(rows.size());
  for (std::size_t i = rows.size(); i-- > 0;) {
    replaced[i] = {paper.id, rows[i].settlement, 0, 0};
    const Status taken = TakeBack(work, rows[i], replaced[i].reversal);
    // The chain was compared with the account before anything was put: this cannot refuse.
    TC_CHECK(taken.ok());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    BookAgain(work, redo.chain[i], visits.at(rows[i].visit), replaced[i]);
    work.set.Put(RecordOf(replaced[i], ReplacedKey(replaced[i].original)));
    work.set.Put(RecordOf(replaced[i], RedoneKey(replaced[i].redone)));
  }
  made.due = DueOf(person);
  ledger::Entry entry = DueEntry(made);
  if (!entry.postings.empty()) {
    made.entry = work.set.NextEntry();
    entry.area = work.set.area();
    work.set.AddEntry(std::move(entry));
  }
  work.set.Put(RecordOf(made));
  return made;
}

}  // namespace tongchou::service
