#include "gateway/json_writer.h"
#include "gateway/transactions.h"
#include "gateway/visit_detail.h"
#include "gateway/visit_record.h"
#include "gateway/words.h"
#include "service/visits.h"

namespace tongchou::gateway {

Result<std::string> RegisterOutpatient(const Call& call) {
  const WireValue& data = call.input.Row("data");
  Result<std::string> scheme = SchemeIn(call, data);
  if (!scheme.ok()) return scheme.error();
  if (const Status time = NotInFuture(call, data, "begntime"); !time.ok()) return time.error();
  if (const auto person = PersonIn(call, data); !person.ok()) return person.error();
  service::NewVisit visit;
  visit.psn_no = data.Text("psn_no");
  visit.scheme = *std::move(scheme);
  visit.kind = service::VisitKind::kOutpatient;
  visit.number = data.Text("ipt_otp_no");
  visit.begin = TimeOf(data, "begntime").value_or(call.received);
  visit.detail = DetailOf(call.transaction.in.front(), data,
                          {"psn_no", "insutype", "begntime", "ipt_otp_no", "certno", "psn_name"});
  return OutputOf(call, service::RegisterVisit(call.region, call.key, visit,
                                               [](const service::Visit& registered) {
                                                 JsonWriter json;
                                                 json.BeginObject();
                                                 json.BeginObject("data");
                                                 json.Text("mdtrt_id", registered.mdtrt_id);
                                                 json.Text("psn_no", registered.psn_no);
                                                 json.Text("ipt_otp_no", registered.number);
                                                 json.Text("exp_content", "");
                                                 json.EndObject();
                                                 json.EndObject();
                                                 return json.Take();
                                               }));
}

Result<std::string> CancelOutpatient(const Call& call) {
  return OutputOf(call, service::CancelVisit(call.region, call.key, VisitIn(call.input.Row("data")),
                                             [](const service::Visit&) { return kNoOutput; }));
}

Result<std::string> DescribeOutpatient(const Call& call) {
  return DescribeVisit(call, "mdtrtinfo");
}

}  // namespace tongchou::gateway
