#include "service/working_set.h"

#include <algorithm>
#include <utility>

#include "service/settlement_book.h"
#include "store/audit_chain.h"
#include "store/carry_over.h"

namespace tongchou::service {
namespace {

// Keeps of `wanted` what is new to `asked`, once each.
template <typename Key>
void KeepNew(std::vector<Key>& wanted, std::set<Key>& asked) {
  std::erase_if(wanted, [&](const Key& key) { return !asked.insert(key).second; });
}

template <typename Map, typename Key>
auto* FindIn(Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

// Keeps a row that was read, unless one stands there already.
template <typename Map, typename Row>
void Keep(Map& map, typename Map::key_type key, Row& row) {
  map.try_emplace(std::move(key), typename Map::mapped_type{std::move(row)});
}

}  // namespace

bool WorkingSet::WantedBy(store::Needs& needs) {
  KeepNew(needs.messages, asked_messages_);
  KeepNew(needs.certificates, asked_certificates_);
  KeepNew(needs.persons, asked_persons_);
  KeepNew(needs.visits, asked_visits_);
  KeepNew(needs.visit_lines, asked_lines_);
  KeepNew(needs.settlements, asked_settlements_);
  KeepNew(needs.crossings, asked_crossings_);
  KeepNew(needs.records, asked_records_);
  return !has_state_ || !needs.messages.empty() || !needs.certificates.empty() ||
         !needs.persons.empty() || !needs.visits.empty() || !needs.visit_lines.empty() ||
         !needs.settlements.empty() || !needs.crossings.empty() || !needs.records.empty();
}

bool WorkingSet::Merge(store::Loaded loaded) {
  if (has_state_ && loaded.area.version != state_.version) return false;
  if (!has_state_) state_ = loaded.area;
  has_state_ = true;
  for (auto& row : loaded.answers) answers_.emplace(row.key, std::move(row));
  for (auto& row : loaded.persons) Keep(persons_, row.person, row);
  for (auto& row : loaded.accounts) Keep(accounts_, row.person, row);
  for (auto& row : loaded.years) Keep(years_, {row.person, row.scheme, row.year}, row);
  for (auto& row : loaded.visits) Keep(visits_, row.visit, row);
  for (auto& row : loaded.batches) Keep(batches_, {row.visit, row.seq}, row);
  for (auto& row : loaded.settlements) Keep(settlements_, row.settlement, row);
  for (auto& row : loaded.crossings) Keep(crossings_, row.key, row);
  for (auto& row : loaded.certificates) certificates_.emplace(row.certificate, row.person);
  for (auto& row : loaded.records) Keep(records_, {row.kind, row.code}, row);
  return true;
}

const store::AnswerRow* WorkingSet::FindAnswer(const store::MessageKey& key) const {
  return FindIn(answers_, key);
}

const store::PersonRow* WorkingSet::FindPerson(std::int64_t person) const {
  const auto* kept = FindIn(persons_, person);
  return kept == nullptr ? nullptr : &kept->row;
}

const store::VisitRow* WorkingSet::FindVisit(std::int64_t visit) const {
  const auto* kept = FindIn(visits_, visit);
  return kept == nullptr ? nullptr : &kept->row;
}

const store::SettlementRow* WorkingSet::FindSettlement(std::int64_t settlement) const {
  return FindIn(settlements_, settlement);
}

const store::CrossingRow* WorkingSet::FindCrossing(const store::MessageKey& key) const {
  const auto* kept = FindIn(crossings_, key);
  return kept == nullptr ? nullptr : &kept->row;
}

const store::RecordRow* WorkingSet::FindRecord(const store::RecordKey& key) const {
  const auto* kept = FindIn(records_, key);
  return kept == nullptr ? nullptr : &kept->row;
}

std::int64_t WorkingSet::OwnerOf(const std::string& certificate) const {
  const auto* owner = FindIn(certificates_, certificate);
  return owner == nullptr ? 0 : *owner;
}

store::AccountRow WorkingSet::AccountOf(std::int64_t person) const {
  if (const auto* kept = FindIn(accounts_, person)) return kept->row;
  store::AccountRow row;
  row.person = person;
  return row;
}

store::YearRow WorkingSet::YearOf(std::int64_t person, const std::string& scheme,
                                  std::int32_t year) const {
  if (const auto* kept = FindIn(years_, YearKey{person, scheme, year})) return kept->row;
  store::YearRow row;
  row.person = person;
  row.scheme = scheme;
  row.year = year;
  return row;
}

std::vector<const store::FeeBatchRow*> WorkingSet::BatchesOf(std::int64_t visit) const {
  std::vector<const store::FeeBatchRow*> rows;
  for (auto it = batches_.lower_bound({visit, 0}); it != batches_.end() && it->first.first == visit;
       ++it) {
    rows.push_back(&it->second);
  }
  return rows;
}

void WorkingSet::Put(const store::PersonRow& row) {
  changed_ = true;
  certificates_[row.certificate] = row.person;
  persons_[row.person] = {row, true};
}

void WorkingSet::Put(const store::AccountRow& row) {
  changed_ = true;
  accounts_[row.person] = {row, true};
}

void WorkingSet::Put(const store::YearRow& row) {
  changed_ = true;
  years_[YearKey{row.person, row.scheme, row.year}] = {row, true};
}

void WorkingSet::Put(const store::VisitRow& row) {
  changed_ = true;
  visits_[row.visit] = {row, true};
}

void WorkingSet::Put(const store::CrossingRow& row) {
  changed_ = true;
  if (row.side == store::CrossingSide::kTreated) {
    crossings_[row.key] = {row, true};
  } else {
    changes_.crossings.push_back(row);
  }
}

void WorkingSet::Put(const store::RecordRow& row) {
  changed_ = true;
  records_[{row.kind, row.code}] = {row, true};
}

void WorkingSet::Add(store::FeeBatchRow row) {
  changes_.batches.push_back(row);
  batches_.insert_or_assign({row.visit, row.seq}, std::move(row));
}

void WorkingSet::Add(store::SettlementRow row) {
  TC_CHECK(row.settlement == NextSettlement());
  ++state_.settlements;
  if (auto* reversed = FindIn(settlements_, row.reverses)) reversed->reversed_by = row.settlement;
  changes_.settlements.push_back(row);
  const std::int64_t number = row.settlement;
  settlements_.insert_or_assign(number, std::move(row));
}

void WorkingSet::Add(store::AnswerRow row) {
  changed_ = true;
  changes_.answers.push_back(row);
  answers_.insert_or_assign(row.key, std::move(row));
}

void WorkingSet::Add(const store::DayTotalRow& row) {
  const auto [it, is_new] =
      days_.try_emplace(DayKey{row.day, row.scheme, row.benefit, row.level, row.pharmacy}, row);
  if (!is_new) AddToDay(row, it->second);
}

void WorkingSet::AddAudit(Moment at, std::string actor, std::string action, std::string subject) {
  changed_ = true;
  store::AuditRow row{++state_.audits,    at, std::move(actor), std::move(action),
                      std::move(subject), {}};
  row.digest = store::AuditDigest(state_.audit_head, area_, row);
  state_.audit_head = row.digest;
  changes_.audits.push_back(std::move(row));
}

void WorkingSet::AddEntry(ledger::Entry draft) {
  changed_ = true;
  draft.area = area_;
  Result<ledger::Entry> entry = ledger::MakeEntry(std::move(draft), NextEntry(), state_.head);
  TC_CHECK(entry.ok());
  state_.entries = entry->number;
  state_.head = entry->digest;
  for (const ledger::Posting& posting : entry->postings) {
    store::TurnoverRow& row = turnovers_[{entry->day, posting.account}];
    row.day = entry->day;
    row.account = posting.account;
    row.debit += posting.debit;
    row.credit += posting.credit;
  }
  changes_.entries.push_back(*std::move(entry));
}

void WorkingSet::SetPack(const std::string& pack) {
  changed_ = true;
  state_.pack = pack;
}

store::Changes WorkingSet::TakeChanges() {
  changes_.area = area_;
  changes_.state = state_;
  for (auto& [key, kept] : persons_) {
    if (!kept.changed) continue;
    AddEmployments(kept.row, changes_.employments);
    changes_.persons.push_back(std::move(kept.row));
  }
  for (auto& [key, kept] : accounts_) {
    if (kept.changed) changes_.accounts.push_back(std::move(kept.row));
  }
  for (auto& [key, kept] : years_) {
    if (kept.changed) changes_.years.push_back(std::move(kept.row));
  }
  for (auto& [key, kept] : visits_) {
    if (kept.changed) changes_.visits.push_back(std::move(kept.row));
  }
  for (auto& [key, kept] : crossings_) {
    if (kept.changed) changes_.crossings.push_back(std::move(kept.row));
  }
  for (auto& [key, kept] : records_) {
    if (kept.changed) changes_.records.push_back(std::move(kept.row));
  }
  for (auto& [key, row] : turnovers_) changes_.turnovers.push_back(std::move(row));
  for (auto& [key, row] : days_) changes_.days.push_back(std::move(row));
  return std::move(changes_);
}

}  // namespace tongchou::service
