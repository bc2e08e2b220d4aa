#include "gateway/json_writer.h"
#include "gateway/line_rows.h"
#include "gateway/listed_row.h"
#include "gateway/setlinfo.h"
#include "gateway/transactions.h"
#include "gateway/visit_detail.h"
#include "gateway/words.h"
#include "service/history.h"
#include "service/persons.h"

namespace tongchou::gateway {
namespace {

constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
constexpr std::int32_t kLastSecond = 24 * 3600 - 1;

// A time, or a day as the moment `second_of_day` in it.
std::optional<Moment> EdgeOf(const WireValue& row, std::string_view field,
                             std::int32_t second_of_day) {
  if (const std::optional<Moment> time = TimeOf(row, field)) return time;
  const std::optional<Date> day = DayOf(row, field);
  if (!day) return std::nullopt;
  return MomentOf(*day, second_of_day);
}

// The visit that `row` names, when it is of this person and this institution: others do not exist
// for it. Refusals: kUnknownVisit.
Result<service::Visit> OwnVisit(const Call& call, const WireValue& row) {
  const service::VisitRef asked = VisitIn(row);
  Result<service::Visit> visit = service::GetVisit(call.region, asked.mdtrt_id);
  if (!visit.ok()) return visit;
  const bool own = visit->provider == call.provider.code && visit->psn_no == asked.psn_no;
  if (!own) return Error{ErrorCode::kUnknownVisit, {}, asked.mdtrt_id};
  return visit;
}

// The settlement that `row` names, under the same condition. Refusals: kUnknownSettlement.
Result<service::SettlementOutcome> OwnSettlement(const Call& call, const WireValue& row) {
  const std::string setl_id(row.Text("setl_id"));
  const service::VisitRef asked = VisitIn(row);
  Result<service::SettlementOutcome> outcome =
      service::FindSettlement(call.region, setl_id, asked.mdtrt_id, asked.psn_no);
  if (!outcome.ok()) return outcome;
  const service::Settlement& settlement = outcome->settlement;
  const bool own = settlement.provider == call.provider.code && settlement.psn_no == asked.psn_no &&
                   settlement.mdtrt_id == asked.mdtrt_id;
  if (!own) return Error{ErrorCode::kUnknownSettlement, {}, setl_id};
  outcome->provider = call.provider;  // the area of insurance knows but the code of another's
  return outcome;
}

std::string DaysOf(const service::Visit& visit) {
  if (!visit.end) return "";
  return std::to_string((visit.end->ms - visit.begin.ms) / kDayMs);
}

KnownTexts KnownOf(const Call& call, const service::Visit& visit, const service::Person& person) {
  const policy::WireMap& wire = call.region.pack().wire;
  const Date day = DayOf(visit.begin);
  const service::Coverage* coverage = service::CoverageOn(person, day, visit.scheme);
  const bool stay = visit.kind == service::VisitKind::kStay;
  const Moment end = visit.end.value_or(visit.begin);
  const bool open = stay && visit.status == service::VisitStatus::kOpen;
  const bool aided = coverage != nullptr && coverage->aid != settle::Aid::kNone;
  const bool servant = coverage != nullptr && coverage->civil_servant;
  return {
      {"mdtrt_id", visit.mdtrt_id},
      {"psn_no", person.psn_no},
      {"psn_cert_type", person.certificate_type},
      {"certno", person.certificate},
      {"psn_name", person.name},
      {"gend", std::string(GenderCode(person.gender))},
      {"brdy", ToString(person.birth)},
      {"age", std::to_string(AgeOn(day, person.birth))},
      {"insutype", std::string(CodeOf(wire.insutype_to_scheme, visit.scheme))},
      {"psn_type", coverage == nullptr
                       ? ""
                       : std::string(CodeOf(wire.psn_type_to_category, coverage->category))},
      {"maf_psn_flag", aided ? "1" : "0"},
      {"cvlserv_flag", servant ? "1" : "0"},
      {"insu_optins", call.region.area()},
      {"begntime", ToString(visit.begin)},
      {"endtime", open ? "" : ToString(end)},
      {"med_type", visit.med_type},
      {"ipt_otp_no", visit.number},
      {"dise_codg", visit.disease_code},
      {"dise_name", visit.disease_name},
      {"inhosp_stas", open ? "1" : "0"},
      {"ipt_days", stay ? DaysOf(visit) : ""},
  };
}

}  // namespace

Result<std::string> QueryVisits(const Call& call) {
  const WireValue& data = call.input.Row("data");
  const Result<service::Person> person =
      service::GetPerson(call.region, std::string(data.Text("psn_no")));
  if (!person.ok()) return person.error();
  const Result<std::vector<service::Visit>> visits = service::FindVisits(
      call.region, {person->psn_no, EdgeOf(data, "begntime", 0),
                    EdgeOf(data, "endtime", kLastSecond), std::string(data.Text("med_type"))});
  if (!visits.ok()) return visits.error();
  const Node& node = call.transaction.Out("mdtrtinfo");
  const std::string_view wanted = data.Text("mdtrt_id");
  JsonWriter json;
  json.BeginObject();
  json.BeginList("mdtrtinfo");
  for (const service::Visit& visit : *visits) {
    if (visit.provider != call.provider.code) continue;
    if (!wanted.empty() && visit.mdtrt_id != wanted) continue;
    json.BeginObject();
    WriteListed(node, KnownOf(call, visit, *person), ReadKept(visit.detail), {}, json);
    json.EndObject();
  }
  json.EndList();
  json.EndObject();
  return json.Take();
}

Result<std::string> QueryDiagnoses(const Call& call) {
  const Result<service::Visit> visit = OwnVisit(call, call.input.Row("data"));
  if (!visit.ok()) return visit.error();
  const Node& node = call.transaction.Out("diseinfo");
  const WireValue kept = ReadKept(visit->diagnoses);
  JsonWriter json;
  json.BeginObject();
  json.BeginList("diseinfo");
  for (std::size_t i = 0; i < kept.items.size(); ++i) {
    KnownTexts known = {{"diag_info_id", visit->mdtrt_id + "-" + std::to_string(i + 1)},
                        {"mdtrt_id", visit->mdtrt_id},
                        {"psn_no", visit->psn_no}};
    if (kept.items[i].Text("maindiag_flag").empty()) known.emplace_back("maindiag_flag", "0");
    json.BeginObject();
    WriteListed(node, known, kept.items[i], {}, json);
    json.EndObject();
  }
  json.EndList();
  json.EndObject();
  return json.Take();
}

Result<std::string> QuerySettlement(const Call& call) {
  const Result<service::SettlementOutcome> outcome = OwnSettlement(call, call.input.Row("data"));
  if (!outcome.ok()) return outcome.error();
  return SettlementOutput(ContextOf(call), *outcome, SetlinfoForm::kQueried);
}

Result<std::string> QueryLines(const Call& call) {
  const Result<service::SettlementOutcome> outcome = OwnSettlement(call, call.input.Row("data"));
  if (!outcome.ok()) return outcome.error();
  static const std::vector<std::string_view> kSplit = {
      "feedetl_sn",
      "det_item_fee_sumamt",
      "cnt",
      "pric",
      "pric_uplmt_amt",
      "selfpay_prop",
      "overlmt_amt",
      "fulamt_ownpay_amt",
      "preselfpay_amt",
      "inscp_scp_amt",
      "chrgitm_lv",
      "med_chrgitm_type",
      "lmt_used_flag",
      "memo",
  };
  const service::Settlement& settlement = outcome->settlement;
  const Node& node = call.transaction.Out("");
  JsonWriter json;
  json.BeginList();
  for (const service::FeeDetail& line : outcome->lines) {
    const KnownTexts known = {
        {"mdtrt_id", settlement.mdtrt_id},
        {"setl_id", settlement.setl_id},
        {"med_type", settlement.med_type},
        {"fee_ocur_time", ToString(line.line.at)},
        {"hilist_code", line.line.item_code},
        {"hilist_name", line.item_name},
        {"list_type", line.list_type},
        {"med_list_codg", line.line.item_code},
        {"medins_list_name", line.item_name},
        {"hosp_appr_flag", std::to_string(static_cast<int>(line.line.approval))},
    };
    json.BeginObject();
    WriteSplit(line, json);
    WriteListed(node, known, ReadKept(line.line.detail), kSplit, json);
    json.EndObject();
  }
  json.EndList();
  return json.Take();
}

}  // namespace tongchou::gateway
