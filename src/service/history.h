// Reading what was settled.
//
// Thread-safe; every read sees only what is durable.
#ifndef TONGCHOU_SERVICE_HISTORY_H_
#define TONGCHOU_SERVICE_HISTORY_H_

#include <optional>
#include <string>
#include <vector>

#include "service/settlements.h"

namespace tongchou::service {

// How many rows a request for a page looks at when not all of them are wanted. Such a page may be
// shorter than asked for, or empty, while `next` is set.
inline constexpr int kMostLookedAt = 5'000;

// One settlement with person, provider, visit and lines. Refusals: kUnknownSettlement.
Result<SettlementOutcome> GetSettlement(Region& region, const std::string& setl_id);

// 5203: by setl_id, or (when that is empty) the newest settlement of the visit.
Result<SettlementOutcome> FindSettlement(Region& region, const std::string& setl_id,
                                         const std::string& mdtrt_id, const std::string& psn_no);

// The settlement made by a message of a provider. Refusals: kUnknownSettlement.
Result<SettlementOutcome> FindSettlementByMessage(Region& region, const std::string& provider,
                                                  const std::string& msgid);

struct SettlementQuery {
  std::string psn_no;                 // empty: of everybody
  std::optional<Date> from, through;  // day of `at`, both included
  std::string provider;               // empty: any
  std::string benefit;                // empty: any
  std::string before;                 // setl_id: only older ones (the `next` of the last page)
  int limit = 50;                     // 1..200
};

struct SettlementItem {
  Settlement settlement;  // without what only the single view has
  std::string person_name;
  std::string organisation;  // of the person
};

struct SettlementPage {
  std::vector<SettlementItem> items;  // newest first
  std::string next;                   // empty: this was the last page
};

// Whether the settlement is of the provider and benefit that are asked for.
bool Matches(const SettlementQuery& query, const std::string& provider, const std::string& benefit);

Result<SettlementPage> FindSettlements(Region& region, const SettlementQuery& query);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_HISTORY_H_
