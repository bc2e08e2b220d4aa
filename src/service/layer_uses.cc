#include "service/layer_uses.h"

#include "service/policy_at.h"
#include "settle/layer_use.h"

namespace tongchou::service {

void FillLayerUses(const Region& region, const store::SettlementRow& row, Settlement& view) {
  for (FundPart& part : view.funds) part.entered = row.figures.eligible;
  const Result<PolicyAt> policy =
      FindPolicyByDigest(region, row.pack_digest, row.scheme, row.benefit, row.date);
  if (!policy.ok()) return;
  const bool reversal = row.reverses != 0;
  const auto signed_as_row = [&](Money amount) { return reversal ? -amount : amount; };
  settle::Encounter encounter;
  encounter.level = row.inputs.level;
  encounter.referral = row.inputs.referral;
  const auto uses =
      settle::LayerUses(*policy->benefit, row.inputs.facts, encounter,
                        signed_as_row(row.figures.eligible), row.inputs.totals_before);
  for (std::size_t i = 0; i < view.funds.size(); ++i) {
    view.funds[i].entered = signed_as_row(uses.at(i).entered);
    view.funds[i].limit = uses.at(i).limit;
  }
}

}  // namespace tongchou::service
