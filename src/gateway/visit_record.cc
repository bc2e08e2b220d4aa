#include "gateway/visit_record.h"

#include "gateway/visit_detail.h"
#include "gateway/words.h"
#include "service/visits.h"

namespace tongchou::gateway {

Result<std::string> DescribeVisit(const Call& call, std::string_view node) {
  const WireValue& info = call.input.Row(node);
  const Result<std::string> benefit = BenefitIn(call, info);
  if (!benefit.ok()) return benefit.error();
  if (const Status time = NotInFuture(call, info, "begntime"); !time.ok()) return time.error();
  service::VisitRecord record;
  record.visit = VisitIn(info);
  const Result<service::Visit> kept = service::GetVisit(call.region, record.visit.mdtrt_id);
  if (!kept.ok()) return kept.error();
  record.benefit = *benefit;
  record.med_type = TextOf(info, "med_type");
  record.number = TextOf(info, "ipt_otp_no");
  record.disease_code = TextOf(info, "dise_codg");
  record.disease_name = TextOf(info, "dise_name");
  record.begin = TimeOf(info, "begntime");
  const std::string detail = DetailOf(call.transaction.in.front(), info,
                                      {"mdtrt_id", "psn_no", "med_type", "ipt_otp_no", "begntime",
                                       "endtime", "dise_codg", "dise_name"});
  record.detail = MergeDetail(kept->detail, detail);
  record.diagnoses = MergeDiagnoses(kept->diagnoses, call.input.Rows("diseinfo"), kAtAdmission);
  return OutputOf(call, service::RecordVisit(call.region, call.key, record,
                                             [](const service::Visit&) { return kNoOutput; }));
}

}  // namespace tongchou::gateway
