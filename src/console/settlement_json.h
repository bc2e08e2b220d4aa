// Settlements as the console's JSON writes them.
//
// Pure but for reads of the region's registers in memory; thread-safe.
#ifndef TONGCHOU_CONSOLE_SETTLEMENT_JSON_H_
#define TONGCHOU_CONSOLE_SETTLEMENT_JSON_H_

#include <string>
#include <vector>

#include "console/json_text.h"
#include "console/words.h"
#include "service/history.h"

namespace tongchou::console {

// SettlementItem of api/openapi.yaml.
json::object SettlementItemJson(const service::Region& region, const Words& words,
                                const service::SettlementItem& item);

// {"items", "next_cursor"} of a page.
json::object SettlementListJson(const service::Region& region, const service::SettlementPage& page);

// The same, each item with "recompute": why it was done again, null when it was not. Refusals:
// store_* codes.
Result<json::object> ExplainedListJson(service::Region& region,
                                       const service::SettlementPage& page);

// {"number", "reason", "original", "reversal", "redone"} of a settlement that was done again, or
// stands for one; else null. Refusals: store_* codes.
Result<json::value> RecomputeJson(service::Region& region, const service::Settlement& settlement);

// Settlement.
json::object SettlementJson(const service::Region& region,
                            const service::SettlementOutcome& outcome);

// What a fund paid, for figures.
struct PaidByFund {
  std::string fund;
  Money paid;
};

// Figures; funds that paid nothing are left out, layers of one fund are added up.
json::object FiguresJson(const Words& words, std::string_view scheme,
                         const settle::Figures& figures, const std::vector<PaidByFund>& funds,
                         Money balance_after);

// The provider called `code`, also when it is no longer in the register.
json::object ProviderJson(const service::Region& region, const std::string& code);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_SETTLEMENT_JSON_H_
