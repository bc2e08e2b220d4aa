#include "service/scoped_reads.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kMostItems = 200;

// Gathers `limit` items that `keep` wants from pages that `read` gives (behind a cursor). `id`
// names an item as a cursor does.
template <typename Page, typename Item, typename Read, typename Keep, typename Id>
Result<Page> Gather(std::vector<Item> Page::*items, int limit, std::string cursor, const Read& read,
                    const Keep& keep, const Id& id) {
  Page gathered;
  std::vector<Item>& kept = gathered.*items;
  for (int looked_at = 0; looked_at < kMostLookedAt; looked_at += kMostItems) {
    Result<Page> page = read(cursor);
    if (!page.ok()) return page;
    for (Item& item : (*page).*items) {
      if (!keep(item)) continue;
      if (static_cast<int>(kept.size()) == limit) {
        gathered.next = id(kept.back());
        return gathered;
      }
      kept.push_back(std::move(item));
    }
    if (page->next.empty()) return gathered;
    cursor = page->next;
  }
  gathered.next = std::move(cursor);
  return gathered;
}

}  // namespace

Result<Person> GetPerson(Region& region, const Scope& scope, const std::string& psn_no) {
  Result<Person> person = GetPerson(region, psn_no);
  if (person.ok() && !scope.Covers(person->organisation)) {
    return Refuse(ErrorCode::kUnknownPerson, psn_no);
  }
  return person;
}

Result<PersonPage> FindPersons(Region& region, const Scope& scope, const std::string& text,
                               const std::string& after, int limit) {
  if (scope.path.empty()) return FindPersons(region, text, after, limit);
  return Gather(
      &PersonPage::persons, std::clamp(limit, 1, kMostItems), after,
      [&](const std::string& cursor) { return FindPersons(region, text, cursor, kMostItems); },
      [&](const Person& person) { return scope.Covers(person.organisation); },
      [](const Person& person) { return person.psn_no; });
}

Result<SettlementPage> FindSettlements(Region& region, const Scope& scope, SettlementQuery query) {
  if (scope.path.empty()) return FindSettlements(region, query);
  const int limit = std::clamp(query.limit, 1, kMostItems);
  // Provider and benefit are looked at here too, so that the bound is one on rows.
  const SettlementQuery wanted = query;
  query.provider.clear();
  query.benefit.clear();
  query.limit = kMostItems;
  return Gather(
      &SettlementPage::items, limit, query.before,
      [&](const std::string& cursor) {
        query.before = cursor;
        return FindSettlements(region, query);
      },
      [&](const SettlementItem& item) {
        return scope.Covers(item.organisation) &&
               Matches(wanted, item.settlement.provider, item.settlement.benefit);
      },
      [](const SettlementItem& item) { return item.settlement.setl_id; });
}

Result<SettlementOutcome> GetSettlement(Region& region, const Scope& scope,
                                        const std::string& setl_id) {
  Result<SettlementOutcome> outcome = GetSettlement(region, setl_id);
  if (outcome.ok() && !scope.Covers(outcome->person.organisation)) {
    return Refuse(ErrorCode::kUnknownSettlement, setl_id);
  }
  return outcome;
}

Result<ExplainedSettlement> ExplainSettlement(Region& region, const Scope& scope,
                                              const std::string& setl_id) {
  const Result<SettlementOutcome> seen = GetSettlement(region, scope, setl_id);
  if (!seen.ok()) return seen.error();
  return ExplainSettlement(region, setl_id);
}

}  // namespace tongchou::service
