#include <algorithm>
#include <functional>
#include <limits>

#include "sim/memory_rows.h"

namespace tongchou::sim {
namespace {

template <typename Map>
auto Values(const Map& map) {
  std::vector<typename Map::mapped_type> values;
  values.reserve(map.size());
  for (const auto& [key, value] : map) values.push_back(value);
  return values;
}

template <typename Map>
void AppendIfThere(const Map& map, const typename Map::key_type& key,
                   std::vector<typename Map::mapped_type>& out) {
  const auto found = map.find(key);
  if (found != map.end()) out.push_back(found->second);
}

bool IsFull(std::size_t size, int limit) { return size >= static_cast<std::size_t>(limit); }

store::SettlementRow WithReversal(const AreaRows& rows, const store::SettlementRow& row) {
  store::SettlementRow found = row;
  const auto reversal = rows.reversals.find(row.settlement);
  found.reversed_by = reversal == rows.reversals.end() ? 0 : reversal->second;
  return found;
}

bool Wanted(const store::SettlementRow& row, const store::SettlementFilter& filter) {
  return (filter.person == 0 || row.person == filter.person) &&
         (!filter.from || row.at >= *filter.from) && (!filter.before || row.at < *filter.before) &&
         (filter.provider.empty() || row.provider == filter.provider) &&
         (filter.benefit.empty() || row.benefit == filter.benefit) &&
         (filter.below == 0 || row.settlement < filter.below);
}

bool Wanted(const ledger::Entry& entry, const store::EntryFilter& filter) {
  const bool touches = filter.account.empty() ||
                       std::any_of(entry.postings.begin(), entry.postings.end(),
                                   [&](const ledger::Posting& posting) {
                                     return ledger::CodeOf(posting.account) == filter.account;
                                   });
  return touches && (!filter.from || entry.day >= *filter.from) &&
         (!filter.through || entry.day <= *filter.through);
}

// Cuts `rows` to the page of `limit` rows behind the one of `key` (0: the first page).
template <typename Row, typename Key>
void CutPage(std::vector<Row>& rows, Key Row::*key, std::int64_t last, int limit) {
  const auto found = std::ranges::find(rows, last, key);
  if (last != 0 && found != rows.end()) rows.erase(rows.begin(), found + 1);
  if (rows.size() > static_cast<std::size_t>(limit)) rows.resize(static_cast<std::size_t>(limit));
}

class MemoryReader final : public store::Reader {
 public:
  MemoryReader(std::shared_ptr<const MemoryRows> keep, const AreaRows& rows)
      : keep_(std::move(keep)), rows_(rows) {}

  Result<store::Loaded> Load(const store::Needs& needs) override { return LoadFrom(rows_, needs); }
  Result<std::vector<store::Employer>> Employers() override { return Values(rows_.employers); }
  Result<std::vector<store::Provider>> Providers() override { return Values(rows_.providers); }
  Result<std::vector<store::CatalogueItem>> Catalogue() override { return Values(rows_.catalogue); }
  Result<std::vector<store::UserRow>> Users() override { return Values(rows_.users); }

  Result<store::RowCounts> Counts() override {
    const auto count = [](const auto& map) { return static_cast<std::int64_t>(map.size()); };
    return store::RowCounts{count(rows_.persons), count(rows_.settlements), count(rows_.reversals),
                            count(rows_.entries)};
  }

  Result<std::optional<store::PersonRow>> PersonByCertificate(
      const std::string& certificate) override {
    const auto found = rows_.certificates.find(certificate);
    if (found == rows_.certificates.end()) return std::optional<store::PersonRow>();
    return std::optional<store::PersonRow>(rows_.persons.at(found->second));
  }

  Result<std::vector<store::PersonRow>> FindPersons(const std::string& text, std::int64_t after,
                                                    int limit) override {
    const auto shown = rows_.certificates.find(text);
    if (shown != rows_.certificates.end() && after == 0) {
      return std::vector<store::PersonRow>{rows_.persons.at(shown->second)};
    }
    std::vector<store::PersonRow> found;
    for (const auto& [number, row] : rows_.persons) {
      if (row.name.starts_with(text)) found.push_back(row);
    }
    if (!text.empty()) std::ranges::stable_sort(found, {}, &store::PersonRow::name);
    CutPage(found, &store::PersonRow::person, after, limit);
    return found;
  }

  Result<std::vector<store::PersonRow>> Members(const std::string& employer, std::int64_t after,
                                                int limit) override {
    std::vector<store::PersonRow> found;
    for (auto it = rows_.employments.upper_bound({employer, after});
         it != rows_.employments.end() && it->first == employer && !IsFull(found.size(), limit);
         ++it) {
      found.push_back(rows_.persons.at(it->second));
      found.back().certificate.clear();
    }
    return found;
  }

  Result<std::vector<store::MovementRow>> Movements(std::int64_t person, int limit) override {
    std::vector<store::MovementRow> found;
    auto it = rows_.movements.lower_bound({person + 1, 0});
    while (it != rows_.movements.begin() && !IsFull(found.size(), limit)) {
      --it;
      if (it->first.first != person) break;
      found.push_back(it->second);
    }
    return found;
  }

  Result<std::vector<store::VisitRow>> VisitsOfPerson(std::int64_t person, int limit) override {
    std::vector<store::VisitRow> found;
    for (auto it = rows_.visits.rbegin(); it != rows_.visits.rend(); ++it) {
      if (IsFull(found.size(), limit)) break;
      if (it->second.person == person) found.push_back(it->second);
    }
    return found;
  }

  Result<std::vector<store::SettlementRow>> FindSettlements(
      const store::SettlementFilter& filter) override {
    std::vector<store::SettlementRow> found;
    for (auto it = rows_.settlements.rbegin(); it != rows_.settlements.rend(); ++it) {
      if (IsFull(found.size(), filter.limit)) break;
      if (Wanted(it->second, filter)) found.push_back(WithReversal(rows_, it->second));
    }
    return found;
  }

  Result<std::vector<store::TurnoverRow>> Turnovers(Date from, Date through) override {
    std::map<ledger::Account, store::TurnoverRow> sums;
    for (auto it = rows_.turnovers.lower_bound({from, {}});
         it != rows_.turnovers.end() && it->first.first <= through; ++it) {
      store::TurnoverRow& sum = sums[it->first.second];
      sum.day = through;
      sum.account = it->first.second;
      sum.debit += it->second.debit;
      sum.credit += it->second.credit;
    }
    return Values(sums);
  }

  Result<std::vector<ledger::Entry>> FindEntries(const store::EntryFilter& filter) override {
    std::vector<ledger::Entry> found;
    for (auto it = rows_.entries.rbegin(); it != rows_.entries.rend(); ++it) {
      if (Wanted(it->second, filter)) found.push_back(it->second);
    }
    if (filter.from || filter.through || !filter.account.empty()) {
      std::ranges::stable_sort(found, std::greater(), &ledger::Entry::day);
    }
    CutPage(found, &ledger::Entry::number, filter.below, filter.limit);
    return found;
  }

  Result<std::vector<store::DayTotalRow>> Days(Date from, Date through) override {
    std::vector<store::DayTotalRow> found;
    for (const auto& [key, row] : rows_.days) {
      if (row.day >= from && row.day <= through) found.push_back(row);
    }
    return found;
  }

  Result<std::optional<Moment>> LatestSettlement() override {
    std::optional<Moment> latest;
    for (const auto& [number, row] : rows_.settlements) {
      latest = std::max(latest.value_or(row.at), row.at);
    }
    return latest;
  }

  Result<std::vector<store::AuditRow>> Audits(std::int64_t below, int limit) override {
    constexpr std::int64_t kAbove = std::numeric_limits<std::int64_t>::max();
    std::vector<store::AuditRow> found;
    auto it = rows_.audits.lower_bound(below == 0 ? kAbove : below);
    while (it != rows_.audits.begin() && !IsFull(found.size(), limit)) {
      found.push_back((--it)->second);
    }
    return found;
  }

  Result<std::vector<store::AnswerRow>> Answers(const store::MessageKey& after,
                                                int limit) override {
    std::vector<store::AnswerRow> found;
    for (auto it = rows_.answers.upper_bound(after);
         it != rows_.answers.end() && !IsFull(found.size(), limit); ++it) {
      found.push_back(it->second);
    }
    return found;
  }

  Result<std::vector<store::RecordRow>> Records(store::RecordKind kind) override {
    std::vector<store::RecordRow> found;
    for (auto it = rows_.records.lower_bound({kind, {}});
         it != rows_.records.end() && it->first.first == kind; ++it) {
      found.push_back(it->second);
    }
    return found;
  }

  Result<std::vector<store::RecordRow>> RecordsUnder(store::RecordKind kind,
                                                     const std::string& prefix,
                                                     const std::string& after, int limit) override {
    std::vector<store::RecordRow> found;
    for (auto it = rows_.records.lower_bound({kind, prefix});
         it != rows_.records.end() && it->first.first == kind &&
         it->first.second.starts_with(prefix) && !IsFull(found.size(), limit);
         ++it) {
      if (it->first.second > after) found.push_back(it->second);
    }
    return found;
  }

  Status EachEntry(const std::function<bool(const ledger::Entry&)>& visit) override {
    return Each(rows_.entries, visit);
  }
  Status EachSettlement(const std::function<bool(const store::SettlementRow&)>& visit) override {
    std::vector<const store::SettlementRow*> sorted;
    for (const auto& [number, row] : rows_.settlements) sorted.push_back(&row);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto* a, const auto* b) { return a->person < b->person; });
    for (const store::SettlementRow* row : sorted) {
      if (!visit(*row)) break;
    }
    return Done{};
  }
  Status EachNewSettlement(std::int64_t after,
                           const std::function<bool(const store::SettlementRow&)>& visit) override {
    for (auto it = rows_.settlements.upper_bound(after); it != rows_.settlements.end(); ++it) {
      if (!visit(it->second)) break;
    }
    return Done{};
  }
  Status EachMovement(const std::function<bool(const store::MovementRow&)>& visit) override {
    return Each(rows_.movements, visit);
  }
  Status EachAccount(const std::function<bool(const store::AccountRow&)>& visit) override {
    return Each(rows_.accounts, visit);
  }
  Status EachAudit(const std::function<bool(const store::AuditRow&)>& visit) override {
    return Each(rows_.audits, visit);
  }
  Status EachYear(const std::function<bool(const store::YearRow&)>& visit) override {
    return Each(rows_.years, visit);
  }
  Status EachCrossing(const std::function<bool(const store::CrossingRow&)>& visit) override {
    return Each(rows_.crossings, visit);
  }
  Result<std::vector<store::CrossingRow>> OpenCrossings(std::int64_t after, int limit) override {
    std::vector<store::CrossingRow> found;
    for (auto it = rows_.crossings.upper_bound(after);
         it != rows_.crossings.end() && !IsFull(found.size(), limit); ++it) {
      if (it->second.state == store::CrossingState::kAsked) found.push_back(it->second);
    }
    return found;
  }
  Result<std::vector<store::CrossingRow>> Crossings(const store::CrossingFilter& filter) override {
    std::vector<store::CrossingRow> found;
    for (const auto& [number, row] : rows_.crossings) {
      const Date day = row.figures.day;
      if (row.side == filter.side && row.neighbour == filter.neighbour && day >= filter.from &&
          day <= filter.through) {
        found.push_back(row);
      }
    }
    std::ranges::stable_sort(found, {}, [](const auto& row) { return row.figures.day; });
    return found;
  }

 private:
  template <typename Map, typename Visit>
  static Status Each(const Map& map, const Visit& visit) {
    for (const auto& [key, row] : map) {
      if (!visit(row)) break;
    }
    return Done{};
  }

  const std::shared_ptr<const MemoryRows> keep_;
  const AreaRows& rows_;
};

}  // namespace

store::Loaded LoadFrom(const AreaRows& rows, const store::Needs& needs) {
  store::Loaded loaded;
  loaded.area = rows.state;
  for (const auto& key : needs.messages) AppendIfThere(rows.answers, key, loaded.answers);
  for (const auto& [number, row] : rows.crossings) {
    const bool wanted = std::ranges::find(needs.crossings, row.key) != needs.crossings.end();
    if (wanted && row.side == store::CrossingSide::kTreated) loaded.crossings.push_back(row);
  }
  for (const std::string& certificate : needs.certificates) {
    const auto owner = rows.certificates.find(certificate);
    if (owner != rows.certificates.end())
      loaded.certificates.push_back({certificate, owner->second});
  }
  for (const store::RecordKey& key : needs.records) {
    AppendIfThere(rows.records, {key.kind, key.code}, loaded.records);
  }
  for (const std::int64_t person : needs.persons) {
    AppendIfThere(rows.persons, person, loaded.persons);
    AppendIfThere(rows.accounts, person, loaded.accounts);
    for (auto it = rows.years.lower_bound(YearKey(person, "", 0));
         it != rows.years.end() && it->second.person == person; ++it) {
      loaded.years.push_back(it->second);
    }
  }
  for (const std::int64_t visit : needs.visits) AppendIfThere(rows.visits, visit, loaded.visits);
  for (const std::int64_t visit : needs.visit_lines) {
    for (auto it = rows.batches.lower_bound({visit, 0});
         it != rows.batches.end() && it->second.visit == visit; ++it) {
      loaded.batches.push_back(it->second);
    }
  }
  for (const std::int64_t number : needs.settlements) {
    const auto found = rows.settlements.find(number);
    if (found == rows.settlements.end()) continue;
    loaded.settlements.push_back(WithReversal(rows, found->second));
  }
  return loaded;
}

std::unique_ptr<store::Reader> ReaderOf(std::shared_ptr<const MemoryRows> rows, std::int64_t area) {
  const AreaRows& of_area = rows->areas.at(area);
  return std::make_unique<MemoryReader>(std::move(rows), of_area);
}

}  // namespace tongchou::sim
