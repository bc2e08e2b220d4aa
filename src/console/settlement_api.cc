// Settlements: the list, one with its lines, and why each figure came out as it did.
#include <string>
#include <utility>

#include "console/api.h"
#include "console/explanation_json.h"
#include "console/settlement_json.h"
#include "console/words.h"
#include "service/audit.h"
#include "service/scoped_reads.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestProvider = 64;
constexpr std::size_t kLongestBenefit = 32;
constexpr std::size_t kLongestCursor = 256;

std::string IdOf(const Call& call) { return std::string(call.request.Param("setl_id")); }

}  // namespace

Answer ListSettlements(Console& console, const Call& call) {
  const http::Request& request = call.request;
  const Result<std::optional<Date>> from = DayQuery(request, "date_from");
  if (!from.ok()) return from.error();
  const Result<std::optional<Date>> through = DayQuery(request, "date_to");
  if (!through.ok()) return through.error();
  const Result<std::string> provider = TextQuery(request, "provider", kLongestProvider);
  if (!provider.ok()) return provider.error();
  const Result<std::string> benefit = TextQuery(request, "benefit", kLongestBenefit);
  if (!benefit.ok()) return benefit.error();
  const Result<std::string> cursor = TextQuery(request, "cursor", kLongestCursor);
  if (!cursor.ok()) return cursor.error();
  const Result<int> limit = LimitQuery(request);
  if (!limit.ok()) return limit.error();
  service::SettlementQuery query;
  query.from = *from;
  query.through = *through;
  query.provider = *provider;
  query.benefit = *benefit;
  query.before = *cursor;
  query.limit = *limit;
  const Result<service::SettlementPage> page =
      FindSettlements(console.region(), call.scope(), query);
  if (!page.ok()) return page.error();
  const std::string asked = *provider + (provider->empty() ? "" : " ") + *benefit;
  const Status audited = RecordAudit(console.region(), call.session.user, "settlement.list",
                                     SearchNote(asked, page->items.size()));
  if (!audited.ok()) return audited.error();
  return json::value(SettlementListJson(console.region(), *page));
}

Answer GetSettlement(Console& console, const Call& call) {
  const Result<service::SettlementOutcome> outcome =
      service::GetSettlement(console.region(), call.scope(), IdOf(call));
  if (!outcome.ok()) return outcome.error();
  const Status noted =
      RecordAudit(console.region(), call.session.user, "settlement.read", IdOf(call));
  if (!noted.ok()) return noted.error();
  const Result<json::value> recompute = RecomputeJson(console.region(), outcome->settlement);
  if (!recompute.ok()) return recompute.error();
  json::object made = SettlementJson(console.region(), *outcome);
  made["recompute"] = *recompute;
  return json::value(std::move(made));
}

Answer ExplainSettlement(Console& console, const Call& call) {
  const std::string id = IdOf(call);
  const Result<service::ExplainedSettlement> explained =
      service::ExplainSettlement(console.region(), call.scope(), id);
  if (!explained.ok()) return explained.error();
  const Result<service::SettlementOutcome> shown =
      service::GetSettlement(console.region(), call.scope(), id);
  if (!shown.ok()) return shown.error();
  return json::value(ExplanationJson({*explained->epoch, *explained->scheme, *explained->benefit,
                                      explained->explanation, shown->settlement.balance_after,
                                      !shown->settlement.reverses.empty(), explained->reproduced}));
}

}  // namespace tongchou::console
