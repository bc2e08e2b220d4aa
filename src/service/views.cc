#include "service/views.h"

#include <algorithm>

#include "service/ids.h"
#include "service/line_work.h"
#include "settle/settle_one.h"

namespace tongchou::service {
namespace {

std::string SettlementId(std::int64_t area, std::int64_t number) {
  return number == 0 ? std::string() : IdText(area, IdKind::kSettlement, number);
}

// What of the line's covered part the person pays first: the catalogue's ratio, the default of its
// class, or what class C means.
Ratio SelfRatio(const store::FeeLineRow& row, const policy::BenefitPlan* benefit) {
  if (row.fee_class == settle::FeeClass::kC) return {Ratio::kOne};
  if (row.first_ratio || benefit == nullptr) return row.first_ratio.value_or(Ratio{});
  return benefit->class_first_ratio[static_cast<std::size_t>(row.fee_class)];
}

FeeDetail LineView(const store::FeeLineRow& row, const std::string& batch, std::string setl_id,
                   const policy::BenefitPlan* benefit) {
  FeeDetail detail;
  detail.line = row.line;
  detail.batch = batch;
  detail.setl_id = std::move(setl_id);
  detail.item_name = row.item_name;
  detail.list_type = row.list_type;
  detail.charge_type = row.charge_type;
  detail.fee_class = row.fee_class;
  detail.limited_use = row.limited_use;
  detail.unit_ceiling = row.unit_ceiling;
  detail.first_ratio = row.first_ratio;
  detail.self_ratio = SelfRatio(row, benefit);
  detail.split = row.split;
  return detail;
}

bool Held(const store::BatchState& state, std::int64_t settlement) {
  return state.settlement == settlement || std::find(state.reversed.begin(), state.reversed.end(),
                                                     settlement) != state.reversed.end();
}

}  // namespace

Person PersonView(std::int64_t area, const store::PersonRow& row, Money balance) {
  return Person{IdText(area, IdKind::kPerson, row.person),
                row.name,
                row.certificate_type,
                row.certificate,
                row.gender,
                row.birth,
                row.coverage,
                balance,
                row.organisation};
}

Visit VisitView(std::int64_t area, const store::VisitRow& row) {
  Visit visit;
  visit.mdtrt_id = IdText(area, IdKind::kVisit, row.visit);
  visit.psn_no = IdText(area, IdKind::kPerson, row.person);
  visit.provider = row.provider;
  visit.kind = row.kind;
  visit.status = row.status;
  visit.scheme = row.scheme;
  visit.benefit = row.benefit;
  visit.med_type = row.med_type;
  visit.number = row.number;
  visit.begin = row.begin;
  visit.end = row.end;
  visit.referral = row.referral;
  visit.disease_code = row.disease_code;
  visit.disease_name = row.disease_name;
  visit.detail = row.detail;
  visit.diagnoses = row.diagnoses;
  const auto any = [&](auto test) {
    return std::any_of(row.batches.begin(), row.batches.end(), test);
  };
  visit.settled =
      row.kind == VisitKind::kStay
          ? row.closed
          : any([](const auto& batch) { return batch.settlement != 0; }) &&
                !any([](const auto& batch) { return batch.settlement == 0 && !batch.withdrawn; });
  return visit;
}

Settlement SettlementView(std::int64_t area, const store::SettlementRow& row) {
  Settlement view;
  view.setl_id = SettlementId(area, row.settlement);
  view.mdtrt_id = row.visit == 0 ? std::string() : IdText(area, IdKind::kVisit, row.visit);
  view.psn_no = IdText(area, IdKind::kPerson, row.person);
  view.provider = row.provider;
  view.level = row.inputs.level;
  view.msgid = row.msgid;
  view.at = row.at;
  view.date = row.date;
  view.begin = row.begin;
  view.end = row.end;
  view.scheme = row.scheme;
  view.category = row.category;
  view.benefit = row.benefit;
  view.med_type = row.med_type;
  view.year = row.year;
  view.stay_number = row.stay_number;
  view.facts = row.inputs.facts;
  view.referral = row.inputs.referral;
  view.use_account = row.inputs.use_account;
  view.mid_stay = row.mid_stay;
  view.reverses = SettlementId(area, row.reverses);
  view.reversed_by = SettlementId(area, row.reversed_by);
  view.figures = row.figures;
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    view.funds.push_back({row.layer_funds[i], row.layer_ids[i], row.figures.layer_paid[i], {}, {}});
  }
  view.balance_after = row.balance_after;
  view.pack = row.pack;
  view.pack_digest = ToHex(row.pack_digest);
  view.entry = row.entry;
  return view;
}

const store::BatchState& StateOf(const store::VisitRow& visit, std::int32_t seq) {
  const auto found = std::find_if(visit.batches.begin(), visit.batches.end(),
                                  [&](const store::BatchState& batch) { return batch.seq == seq; });
  TC_CHECK(found != visit.batches.end());
  return *found;
}

std::vector<FeeDetail> LinesView(std::int64_t area, const store::VisitRow& visit,
                                 const std::vector<const store::FeeBatchRow*>& batches,
                                 const policy::BenefitPlan* benefit) {
  std::vector<FeeDetail> lines;
  for (const store::FeeBatchRow* batch : batches) {
    const store::BatchState& state = StateOf(visit, batch->seq);
    if (state.withdrawn) continue;
    for (const store::FeeLineRow& row : batch->lines) {
      lines.push_back(LineView(row, batch->batch, SettlementId(area, state.settlement), benefit));
    }
  }
  return lines;
}

std::vector<FeeDetail> SettledLines(std::int64_t area, const store::VisitRow& visit,
                                    const std::vector<store::FeeBatchRow>& batches,
                                    const store::SettlementRow& row,
                                    const policy::BenefitPlan* benefit) {
  const bool reversal = row.reverses != 0;
  std::vector<const store::FeeBatchRow*> held;
  for (const store::FeeBatchRow& batch : batches) {
    const std::int64_t settled = reversal ? row.reverses : row.settlement;
    if (Held(StateOf(visit, batch.seq), settled)) held.push_back(&batch);
  }
  const std::int64_t sign = reversal ? -1 : 1;
  std::vector<FeeDetail> lines;
  for (const NetLine& net : NetLines(held)) {
    FeeDetail& line = lines.emplace_back(
        LineView(*net.row, *net.batch, SettlementId(area, row.settlement), benefit));
    line.line.quantity_e4 = sign * net.quantity_e4;
    line.line.amount = {sign * net.amount.fen};
    if (benefit != nullptr) {
      line.split = settle::SplitLine(*benefit, EngineLine(*net.row, net.quantity_e4, net.amount));
    }
    if (reversal) line.split = settle::LineSplit{} - line.split;
  }
  return lines;
}

}  // namespace tongchou::service
