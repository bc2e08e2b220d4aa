#include "sim/memory_store.h"

#include "sim/memory_rows.h"

namespace tongchou::sim {
namespace {

// A new row must not be there, a changed one must have the version that was loaded.
template <typename Map, typename Row>
bool Fits(const Map& map, const typename Map::key_type& key, const Row& row) {
  const auto found = map.find(key);
  if (row.version == 0) return found == map.end();
  return found != map.end() && found->second.version == row.version;
}

template <typename Map, typename Rows, typename KeyOf>
bool AllFit(const Map& map, const Rows& rows, const KeyOf& key_of) {
  for (const auto& row : rows) {
    if (!Fits(map, key_of(row), row)) return false;
  }
  return true;
}

template <typename Map, typename Rows, typename KeyOf>
bool NoneThere(const Map& map, const Rows& rows, const KeyOf& key_of) {
  for (const auto& row : rows) {
    if (map.count(key_of(row)) != 0) return false;
  }
  return true;
}

template <typename Map, typename Rows, typename KeyOf>
void PutAll(Map& map, const Rows& rows, const KeyOf& key_of) {
  for (const auto& row : rows) {
    auto& kept = map[key_of(row)];
    kept = row;
    ++kept.version;
  }
}

template <typename Map, typename Rows, typename KeyOf>
void AddAll(Map& map, const Rows& rows, const KeyOf& key_of) {
  for (const auto& row : rows) map.emplace(key_of(row), row);
}

const auto kCode = [](const auto& row) { return row.code; };
const auto kItem = [](const store::CatalogueItem& row) { return std::pair(row.code, row.from); };
const auto kPerson = [](const auto& row) { return row.person; };
const auto kYear = [](const store::YearRow& row) {
  return YearKey(row.person, row.scheme, row.year);
};
const auto kVisit = [](const store::VisitRow& row) { return row.visit; };
const auto kBatch = [](const store::FeeBatchRow& row) { return std::pair(row.visit, row.seq); };
const auto kSettlement = [](const store::SettlementRow& row) { return row.settlement; };
const auto kNumber = [](const auto& row) { return row.number; };
const auto kMovement = [](const store::MovementRow& row) {
  return std::pair(row.person, row.number);
};
const auto kKey = [](const store::AnswerRow& row) { return row.key; };
const auto kRecord = [](const store::RecordRow& row) { return std::pair(row.kind, row.code); };

bool CertificatesFit(const AreaRows& rows, const store::Changes& changes) {
  for (const store::PersonRow& row : changes.persons) {
    const auto taken = rows.certificates.find(row.certificate);
    if (taken != rows.certificates.end() && taken->second != row.person) return false;
  }
  return true;
}

bool ReversalsFit(const AreaRows& rows, const store::Changes& changes) {
  for (const store::SettlementRow& row : changes.settlements) {
    if (row.reverses != 0 && rows.reversals.count(row.reverses) != 0) return false;
  }
  return true;
}

bool ChangesFit(const AreaRows& rows, const store::Changes& changes) {
  return rows.state.version == changes.state.version &&
         AllFit(rows.employers, changes.employers, kCode) &&
         NoneThere(rows.providers, changes.providers, kCode) &&
         NoneThere(rows.catalogue, changes.catalogue, kItem) &&
         AllFit(rows.persons, changes.persons, kPerson) && CertificatesFit(rows, changes) &&
         AllFit(rows.accounts, changes.accounts, kPerson) &&
         AllFit(rows.years, changes.years, kYear) && AllFit(rows.visits, changes.visits, kVisit) &&
         NoneThere(rows.batches, changes.batches, kBatch) &&
         NoneThere(rows.settlements, changes.settlements, kSettlement) &&
         ReversalsFit(rows, changes) && NoneThere(rows.entries, changes.entries, kNumber) &&
         NoneThere(rows.movements, changes.movements, kMovement) &&
         NoneThere(rows.answers, changes.answers, kKey) &&
         NoneThere(rows.audits, changes.audits, kNumber) &&
         AllFit(rows.crossings, changes.crossings, kNumber) &&
         AllFit(rows.records, changes.records, kRecord);
}

void AddSums(AreaRows& rows, const store::Changes& changes) {
  for (const store::TurnoverRow& row : changes.turnovers) {
    const auto [it, is_new] = rows.turnovers.try_emplace({row.day, row.account}, row);
    if (is_new) continue;
    it->second.debit += row.debit;
    it->second.credit += row.credit;
  }
  for (const store::DayTotalRow& row : changes.days) {
    const DayKey key(row.day, row.scheme, row.benefit, row.level, row.pharmacy);
    const auto [it, is_new] = rows.days.try_emplace(key, row);
    if (is_new) continue;
    store::DayTotalRow& sum = it->second;
    sum.count += row.count;
    sum.reversals += row.reversals;
    sum.total += row.total;
    sum.funds += row.funds;
    sum.account += row.account;
    sum.cash += row.cash;
  }
}

void Write(AreaRows& rows, const store::Changes& changes) {
  rows.state = changes.state;
  ++rows.state.version;
  PutAll(rows.employers, changes.employers, kCode);
  AddAll(rows.providers, changes.providers, kCode);
  AddAll(rows.catalogue, changes.catalogue, kItem);
  for (const store::UserRow& row : changes.users) rows.users[row.login] = row;
  PutAll(rows.persons, changes.persons, kPerson);
  for (const store::PersonRow& row : changes.persons) {
    rows.certificates[row.certificate] = row.person;
  }
  for (const store::EmploymentRow& row : changes.employments) {
    rows.employments.emplace(row.employer, row.person);
  }
  PutAll(rows.accounts, changes.accounts, kPerson);
  PutAll(rows.years, changes.years, kYear);
  PutAll(rows.visits, changes.visits, kVisit);
  AddAll(rows.batches, changes.batches, kBatch);
  AddAll(rows.settlements, changes.settlements, kSettlement);
  for (const store::SettlementRow& row : changes.settlements) {
    if (row.reverses != 0) rows.reversals[row.reverses] = row.settlement;
  }
  AddAll(rows.entries, changes.entries, kNumber);
  AddAll(rows.movements, changes.movements, kMovement);
  AddAll(rows.answers, changes.answers, kKey);
  for (const store::AnswerRow& row : changes.answer_texts) {
    rows.answers.at(row.key).answer = row.answer;
  }
  AddAll(rows.audits, changes.audits, kNumber);
  PutAll(rows.records, changes.records, kRecord);
  PutAll(rows.crossings, changes.crossings, kNumber);
  AddSums(rows, changes);
}

}  // namespace

void MemoryFile::CutPower() {
  if (unsynced.empty()) return;
  appended = std::make_shared<MemoryRows>(*durable);
  unsynced.clear();
}

MemoryStore::MemoryStore(std::shared_ptr<MemoryFile> file) : file_(std::move(file)) {
  if (file_->durable != nullptr) return;
  file_->appended = std::make_shared<MemoryRows>();
  file_->durable = std::make_shared<MemoryRows>();
}

Result<std::vector<store::AreaPack>> MemoryStore::Areas() {
  std::vector<store::AreaPack> areas;
  for (const auto& [area, rows] : file_->appended->areas) {
    if (rows.state.version != 0) areas.push_back({area, rows.state.pack});
  }
  return areas;
}

Result<store::Loaded> MemoryStore::Load(std::int64_t area, const store::Needs& needs) {
  return LoadFrom(file_->appended->areas[area], needs);
}

Status MemoryStore::Commit(const store::Changes& changes) {
  if (const Status appended = Append(changes); !appended.ok()) return appended;
  return Sync();
}

Status MemoryStore::Append(const store::Changes& changes) {
  AreaRows& rows = file_->appended->areas[changes.area];
  if (!ChangesFit(rows, changes)) return ErrorCode::kStaleVersion;
  Write(rows, changes);
  file_->unsynced.push_back(changes);
  return Done{};
}

Status MemoryStore::Sync() {
  if (file_->unsynced.empty()) return Done{};
  std::shared_ptr<MemoryRows>& rows = file_->durable;
  if (rows.use_count() > 1) rows = std::make_shared<MemoryRows>(*rows);
  for (const store::Changes& changes : file_->unsynced) Write(rows->areas[changes.area], changes);
  file_->unsynced.clear();
  return Done{};
}

Result<std::unique_ptr<store::Reader>> MemoryStore::Read(std::int64_t area) {
  // What it shows is durable from now on, as it is with a file.
  if (const Status durable = Sync(); !durable.ok()) return durable.error();
  file_->durable->areas[area];  // a reader of an area without rows finds none
  return ReaderOf(file_->durable, area);
}

}  // namespace tongchou::sim
