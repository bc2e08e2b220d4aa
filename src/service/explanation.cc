#include "service/explanation.h"

#include "service/ids.h"
#include "service/offsite_care.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
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

// Says with the line on referral that the person is registered as living where the care was given.
Status SayOffsite(Region& region, store::Reader& reader, const policy::Pack& pack,
                  const store::SettlementRow& row, settle::Explanation& explanation) {
  const std::string psn_no = IdText(region.area_number(), IdKind::kPerson, row.person);
  auto reason =
      OffsiteReasonOf(region, reader, pack, psn_no, row.begin, row.treated, row.inputs.referral);
  if (!reason.ok()) return reason.error();
  if (!*reason) return Done{};
  for (settle::ExplanationLine& line : explanation.lines) {
    if (line.step != "referral" || line.figure != "first_self_pay") continue;
    const Text& source = (*reason)->source;
    line.text.zh += "；" + (*reason)->text.zh + "（" + source.zh + "）";
    line.text.en += "; " + (*reason)->text.en + " (" + source.en + ")";
  }
  return Done{};
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
  const policy::Pack* pack = region.policies().FindByDigest(ToHex(row->pack_digest));
  if (pack != nullptr) {
    const Status said = SayOffsite(region, **reader, *pack, *row, *explanation);
    if (!said.ok()) return said.error();
  }
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
