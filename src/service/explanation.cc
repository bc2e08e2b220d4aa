#include "service/explanation.h"

#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"
#include "service/views.h"

namespace tongchou::service {
namespace {

// The settlement that is explained: of a reversal the one that it takes back.
Result<store::SettlementRow> LoadExplained(store::Reader& reader, std::int64_t number,
                                           const std::string& id) {
  store::Needs needs;
  needs.settlements.push_back(number);
  Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->settlements.empty()) return Refuse(ErrorCode::kUnknownSettlement, id);
  if (loaded->settlements.front().reverses == 0) return std::move(loaded->settlements.front());
  return LoadExplained(reader, loaded->settlements.front().reverses, id);
}

}  // namespace

Result<ExplainedSettlement> ExplainSettlement(Region& region, const std::string& setl_id) {
  const std::int64_t area = region.area_number();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(area);
  if (!reader.ok()) return reader.error();
  const Result<store::SettlementRow> row =
      LoadExplained(**reader, IdNumber(area, IdKind::kSettlement, setl_id), setl_id);
  if (!row.ok()) return row.error();
  const Result<PolicyAt> policy =
      FindPolicyByDigest(region, row->pack_digest, row->scheme, row->benefit, row->date);
  if (!policy.ok()) return policy.error();
  const store::SettlementInputs& inputs = row->inputs;
  settle::YearTotals totals = inputs.totals_before;
  Result<settle::Explanation> explanation =
      settle::ExplainOne(*policy->epoch, *policy->scheme, *policy->benefit, inputs.facts,
                         {inputs.level, inputs.referral, inputs.use_account, inputs.lines},
                         inputs.balance_before, totals);
  if (!explanation.ok()) return explanation.error();
  ExplainedSettlement explained;
  explained.settlement = SettlementView(area, *row);
  explained.reproduced = explanation->figures == row->figures;
  explained.explanation = *std::move(explanation);
  explained.epoch = policy->epoch;
  explained.scheme = policy->scheme;
  explained.benefit = policy->benefit;
  return explained;
}

}  // namespace tongchou::service
