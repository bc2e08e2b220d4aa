#include "service/history.h"

#include <algorithm>
#include <map>
#include <utility>

#include "service/ids.h"
#include "service/layer_uses.h"
#include "service/policy_at.h"
#include "service/reference_data.h"
#include "service/region.h"
#include "service/views.h"

namespace tongchou::service {
namespace {

constexpr int kMostItems = 200;

struct RowPage {
  std::vector<store::SettlementRow> rows;
  std::int64_t next = 0;  // the settlement that the next page is behind; 0: this was the last
};

// The rows of the page that `query` asks for, out of those that `filter` lets pass.
Result<RowPage> RowsOf(store::Reader& reader, store::SettlementFilter filter,
                       const SettlementQuery& query) {
  const auto limit = static_cast<std::size_t>(std::clamp(query.limit, 1, kMostItems));
  const bool all = query.provider.empty() && query.benefit.empty();
  filter.limit = all ? static_cast<int>(limit) + 1 : kMostItems;
  RowPage page;
  for (int looked_at = 0; looked_at < kMostLookedAt; looked_at += filter.limit) {
    Result<std::vector<store::SettlementRow>> rows = reader.FindSettlements(filter);
    if (!rows.ok()) return rows.error();
    for (store::SettlementRow& row : *rows) {
      filter.below = row.settlement;
      if (!Matches(query, row.provider, row.benefit)) continue;
      if (page.rows.size() == limit) {
        page.next = page.rows.back().settlement;
        return page;
      }
      page.rows.push_back(std::move(row));
    }
    if (rows->size() < static_cast<std::size_t>(filter.limit)) return page;
  }
  page.next = filter.below;
  return page;
}

// The settlement with everything around it, from one view of the store.
Result<SettlementOutcome> OutcomeOf(Region& region, store::Reader& reader,
                                    const store::SettlementRow& row) {
  const std::int64_t area = region.area_number();
  store::Needs needs;
  needs.persons.push_back(row.person);
  needs.visits.push_back(row.visit);
  needs.visit_lines.push_back(row.visit);
  needs.line_details = true;
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->persons.empty() || loaded->visits.empty()) {
    return Error{ErrorCode::kStoreCorrupt, {}, "settlement"};
  }
  const store::VisitRow& visit = loaded->visits.front();
  const Money balance = loaded->accounts.empty() ? Money{} : loaded->accounts.front().balance;
  SettlementOutcome outcome;
  outcome.settlement = SettlementView(area, row);
  FillLayerUses(region, row, outcome.settlement);
  outcome.person = PersonView(area, loaded->persons.front(), balance);
  outcome.visit = VisitView(area, visit);
  outcome.provider = FindProvider(region, row.provider).value_or(Provider{row.provider, {}, {}, 1});
  const Result<PolicyAt> policy =
      FindPolicyByDigest(region, row.pack_digest, row.scheme, row.benefit, row.date);
  outcome.lines =
      SettledLines(area, visit, loaded->batches, row, policy.ok() ? policy->benefit : nullptr);
  return outcome;
}

Result<SettlementOutcome> ByNumber(Region& region, store::Reader& reader, std::int64_t number,
                                   const std::string& id) {
  store::Needs needs;
  needs.settlements.push_back(number);
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->settlements.empty()) return Refuse(ErrorCode::kUnknownSettlement, id);
  return OutcomeOf(region, reader, loaded->settlements.front());
}

}  // namespace

Result<SettlementOutcome> GetSettlement(Region& region, const std::string& setl_id) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  return ByNumber(region, **reader, IdNumber(area, IdKind::kSettlement, setl_id), setl_id);
}

Result<SettlementOutcome> FindSettlement(Region& region, const std::string& setl_id,
                                         const std::string& mdtrt_id, const std::string& psn_no) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  std::int64_t number = IdNumber(area, IdKind::kSettlement, setl_id);
  if (setl_id.empty()) {
    store::Needs needs;
    needs.visits.push_back(IdNumber(area, IdKind::kVisit, mdtrt_id));
    const Result<store::Loaded> loaded = (*reader)->Load(needs);
    if (!loaded.ok()) return loaded.error();
    const bool found = !loaded->visits.empty() && !loaded->visits.front().settlements.empty();
    number = found ? loaded->visits.front().settlements.back() : 0;
  }
  Result<SettlementOutcome> outcome =
      ByNumber(region, **reader, number, setl_id.empty() ? mdtrt_id : setl_id);
  if (!outcome.ok()) return outcome;
  const bool matches = (psn_no.empty() || outcome->settlement.psn_no == psn_no) &&
                       (mdtrt_id.empty() || outcome->settlement.mdtrt_id == mdtrt_id);
  if (!matches) return Refuse(ErrorCode::kUnknownSettlement, setl_id);
  return outcome;
}

Result<SettlementOutcome> FindSettlementByMessage(Region& region, const std::string& provider,
                                                  const std::string& msgid) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.messages.push_back({provider, msgid});
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  const Error unknown = Refuse(ErrorCode::kUnknownSettlement, msgid);
  if (loaded->answers.empty()) return unknown;
  Result<SettlementOutcome> outcome =
      ByNumber(region, **reader, loaded->answers.front().subject, msgid);
  // The message may have made something else, whose number is that of some settlement.
  if (outcome.ok() &&
      (outcome->settlement.msgid != msgid || outcome->settlement.provider != provider)) {
    return unknown;
  }
  return outcome;
}

bool Matches(const SettlementQuery& query, const std::string& provider,
             const std::string& benefit) {
  return (query.provider.empty() || query.provider == provider) &&
         (query.benefit.empty() || query.benefit == benefit);
}

Result<SettlementPage> FindSettlements(Region& region, const SettlementQuery& query) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  store::SettlementFilter filter;
  filter.below = IdNumber(area, IdKind::kSettlement, query.before);
  if (query.from) filter.from = MomentOf(*query.from);
  if (query.through) filter.before = MomentOf(query.through->PlusDays(1));
  if (!query.psn_no.empty()) {
    filter.person = IdNumber(area, IdKind::kPerson, query.psn_no);
    if (filter.person == 0) return SettlementPage{};
  }
  const Result<RowPage> found = RowsOf(**reader, filter, query);
  if (!found.ok()) return found.error();

  store::Needs needs;
  for (const store::SettlementRow& row : found->rows) needs.persons.push_back(row.person);
  std::sort(needs.persons.begin(), needs.persons.end());
  needs.persons.erase(std::unique(needs.persons.begin(), needs.persons.end()), needs.persons.end());
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  std::map<std::int64_t, const store::PersonRow*> persons;
  for (const store::PersonRow& person : loaded->persons) persons[person.person] = &person;
  SettlementPage page;
  for (const store::SettlementRow& row : found->rows) {
    const auto person = persons.find(row.person);
    if (person == persons.end()) return Error{ErrorCode::kStoreCorrupt, {}, "settlement"};
    page.items.push_back(
        {SettlementView(area, row), person->second->name, person->second->organisation});
  }
  if (found->next != 0) page.next = IdText(area, IdKind::kSettlement, found->next);
  return page;
}

}  // namespace tongchou::service
