#include "service/verify_history.h"

#include "service/ids.h"
#include "service/policy_at.h"
#include "service/settlement_book.h"
#include "settle/settle_one.h"

namespace tongchou::service {

void History::Differs(const store::SettlementRow& row, const std::string& zh,
                      const std::string& en) {
  const std::string id = IdText(region_->area_number(), IdKind::kSettlement, row.settlement);
  findings_->Add("结算 " + id + "：" + zh, "settlement " + id + ": " + en);
}

void History::Add(const store::SettlementRow& row) {
  store::YearRow& year = years_[{row.scheme, row.year}];
  if (row.reverses == 0) {
    AddSettlement(row, year);
  } else {
    AddReversal(row, year);
  }
  AddToYear(row, year);
}

void History::AddSettlement(const store::SettlementRow& row, store::YearRow& year) {
  const store::SettlementInputs& inputs = row.inputs;
  if (row.previous != standing()) {
    Differs(row, "前一笔有效结算记载有误", "its link to the standing settlement before is wrong");
  }
  if (!(inputs.totals_before == year.totals)) {
    Differs(row, "结算前年度累计与此前各笔不符",
            "the running totals before it are not those of "
            "the settlements before");
  }
  const bool asked = !redone_->contains(row.settlement);
  if (asked && row.balance_after != inputs.balance_before - row.figures.account) {
    Differs(row, "结算后账户余额有误", "the account balance after it is wrong");
  }
  settle::YearTotals totals = inputs.totals_before;
  const Result<PolicyAt> policy =
      FindPolicyByDigest(*region_, row.pack_digest, row.scheme, row.benefit, row.date);
  if (!policy.ok()) {
    Differs(row, "政策包版本未装载：" + policy.error().where,
            "its policy cannot be found: " + policy.error().where);
  } else {
    const Result<settle::Figures> figures =
        settle::SettleOne(*policy->benefit, inputs.facts,
                          {inputs.level, inputs.referral, inputs.use_account, inputs.lines},
                          inputs.balance_before, totals);
    if (!figures.ok() || !(*figures == row.figures)) {
      Differs(row, "按原始输入重算结果不符", "its inputs give other figures");
    }
  }
  year.totals = totals;
  standing_.push_back(row);
}

void History::AddReversal(const store::SettlementRow& row, store::YearRow& year) {
  if (row.reverses != standing()) {
    Differs(row, "撤销的不是最后一笔有效结算", "it takes back what is not the latest standing one");
    return;
  }
  const store::SettlementRow& original = standing_.back();
  if (!(row.figures == Negated(original.figures))) {
    Differs(row, "撤销金额不是原结算的相反数", "its figures are not the negated original");
  }
  year.totals = original.inputs.totals_before;
  standing_.pop_back();
}

}  // namespace tongchou::service
