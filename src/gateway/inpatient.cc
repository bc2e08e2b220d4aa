#include "gateway/json_writer.h"
#include "gateway/transactions.h"
#include "gateway/visit_detail.h"
#include "gateway/visit_record.h"
#include "gateway/words.h"
#include "service/visits.h"

namespace tongchou::gateway {
namespace {

std::string SayNothing(const service::Visit&) { return kNoOutput; }

}  // namespace

Result<std::string> Admit(const Call& call) {
  const WireValue& info = call.input.Row("mdtrtinfo");
  Result<std::string> scheme = SchemeIn(call, info);
  if (!scheme.ok()) return scheme.error();
  Result<std::string> benefit = BenefitIn(call, info);
  if (!benefit.ok()) return benefit.error();
  if (const Status time = NotInFuture(call, info, "begntime"); !time.ok()) return time.error();
  if (const auto person = PersonIn(call, info); !person.ok()) return person.error();
  service::NewVisit visit;
  visit.psn_no = info.Text("psn_no");
  visit.scheme = *std::move(scheme);
  visit.kind = service::VisitKind::kStay;
  visit.benefit = *std::move(benefit);
  visit.med_type = info.Text("med_type");
  visit.number = info.Text("ipt_no");
  visit.begin = TimeOf(info, "begntime").value_or(call.received);
  visit.disease_code = info.Text("dise_codg");
  visit.disease_name = info.Text("dise_name");
  visit.detail = DetailOf(
      call.transaction.in.front(), info,
      {"psn_no", "insutype", "med_type", "ipt_no", "begntime", "dise_codg", "dise_name", "certno"});
  visit.diagnoses = MergeDiagnoses("[]", call.input.Rows("diseinfo"), kAtAdmission);
  return OutputOf(call, service::RegisterVisit(call.region, call.key, visit,
                                               [](const service::Visit& admitted) {
                                                 JsonWriter json;
                                                 json.BeginObject();
                                                 json.BeginObject("result");
                                                 json.Text("mdtrt_id", admitted.mdtrt_id);
                                                 json.Text("exp_content", "");
                                                 json.EndObject();
                                                 json.EndObject();
                                                 return json.Take();
                                               }));
}

Result<std::string> DischargeStay(const Call& call) {
  const WireValue& info = call.input.Row("dscginfo");
  if (const Status time = NotInFuture(call, info, "endtime"); !time.ok()) return time.error();
  service::DischargeOrder order;
  order.visit = VisitIn(info);
  const Result<service::Visit> kept = service::GetVisit(call.region, order.visit.mdtrt_id);
  if (!kept.ok()) return kept.error();
  order.end = TimeOf(info, "endtime").value_or(call.received);
  order.disease_code = TextOf(info, "dise_codg");
  order.disease_name = TextOf(info, "dise_name");
  const std::string detail =
      DetailOf(call.transaction.in.front(), info,
               {"mdtrt_id", "psn_no", "insutype", "endtime", "dise_codg", "dise_name"});
  order.detail = MergeDetail(kept->detail, detail);
  order.diagnoses = MergeDiagnoses(kept->diagnoses, call.input.Rows("diseinfo"), kAtDischarge);
  return OutputOf(call, service::Discharge(call.region, call.key, order, SayNothing));
}

Result<std::string> ChangeStay(const Call& call) { return DescribeVisit(call, "adminfo"); }

Result<std::string> CancelAdmission(const Call& call) {
  return OutputOf(call, service::CancelVisit(call.region, call.key, VisitIn(call.input.Row("data")),
                                             SayNothing));
}

Result<std::string> CancelDischarge(const Call& call) {
  return OutputOf(call, service::UndoDischarge(call.region, call.key,
                                               VisitIn(call.input.Row("data")), SayNothing));
}

}  // namespace tongchou::gateway
