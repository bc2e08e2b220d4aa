#include "gateway/across.h"
#include "gateway/line_rows.h"
#include "gateway/setlinfo.h"
#include "gateway/stated_amounts.h"
#include "gateway/transactions.h"
#include "gateway/words.h"
#include "service/settlements.h"

namespace tongchou::gateway {
namespace {

Result<service::PurchaseOrder> PurchaseOf(const Call& call) {
  const WireValue& info = call.input.Row("druginfo");
  Result<std::string> scheme = SchemeIn(call, info);
  if (!scheme.ok()) return scheme.error();
  Result<std::string> benefit = BenefitIn(call, info);
  if (!benefit.ok()) return benefit.error();
  const Result<bool> use_account = UsesAccount(info);
  if (!use_account.ok()) return use_account.error();
  if (const Status time = NotInFuture(call, info, "begntime"); !time.ok()) return time.error();
  if (const auto person = PersonIn(call, info); !person.ok()) return person.error();
  service::PurchaseOrder order;
  order.psn_no = info.Text("psn_no");
  order.scheme = *std::move(scheme);
  order.benefit = *std::move(benefit);
  order.med_type = info.Text("med_type");
  order.begin = TimeOf(info, "begntime").value_or(call.received);
  order.disease_code = info.Text("dise_codg");
  order.disease_name = info.Text("dise_name");
  order.detail = DetailOf(call.transaction.in.front(), info,
                          {"psn_no", "insutype", "med_type", "begntime", "dise_codg", "dise_name",
                           "medfee_sumamt", "certno", "psn_name"});
  order.use_account = *use_account;
  order.stated = StatedIn(call.transaction.in.front(), info);
  const Node& lines = call.transaction.in.back();
  for (const WireValue& row : call.input.Rows(lines.name)) {
    Result<service::UploadLine> line = ReadLine(lines, row);
    if (!line.ok()) return line.error();
    order.lines.push_back(*std::move(line));
  }
  return order;
}

}  // namespace

Result<std::string> TryPurchase(const Call& call) {
  const Result<service::PurchaseOrder> order = PurchaseOf(call);
  if (!order.ok()) return order.error();
  const Result<service::SettlementOutcome> outcome =
      service::TrialPurchase(call.region, call.provider.code, *order, call.key.guest);
  if (!outcome.ok()) return OnTheWire(outcome.error());
  return SettlementOutput(ContextOf(call), *outcome, SetlinfoForm::kTrial);
}

Result<std::string> BuyAtPharmacy(const Call& call) {
  const Result<service::PurchaseOrder> order = PurchaseOf(call);
  if (!order.ok()) return order.error();
  Result<service::Answered> answered =
      call.across()
          ? AskAcross(call, call.region.area_number(), *order)
          : service::Purchase(call.region, call.key, *order,
                              [context = ContextOf(call)](const auto& outcome) {
                                return SettlementOutput(context, outcome, SetlinfoForm::kSettled);
                              });
  if (!answered.ok()) return OnTheWire(answered.error());
  return OutputOf(call, std::move(answered));
}

}  // namespace tongchou::gateway
