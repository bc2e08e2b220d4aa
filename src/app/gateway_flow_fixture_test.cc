// The fixture of the gateway's whole visits: a region with three institutions, four catalogue items
// and two persons in a store of its own.
#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "app/gateway_flow_testing.h"
#include "gateway/decimal.h"
#include "store/sqlite/sqlite_store.h"

namespace tongchou::app {
namespace {

using gateway::WireValue;

service::CatalogueItem Item(const char* code, settle::FeeClass fee_class, bool limited = false) {
  service::CatalogueItem item;
  item.code = code;
  item.name = std::string("项目") + code;
  item.from = Date(2020, 1, 1);
  item.fee_class = fee_class;
  item.limited_use = limited;
  return item;
}

service::NewPerson Somebody(const std::string& certificate) {
  service::NewPerson person;
  person.name = "张三";
  person.certificate = certificate;
  person.gender = service::Gender::kMale;
  person.birth = Date(1980, 1, 1);
  service::Coverage coverage;
  coverage.scheme = "employee";
  coverage.category = "active";
  coverage.range.from = Date(2010, 1, 1);
  person.coverage.push_back(coverage);
  person.account_opening = Money{100'000};
  return person;
}

}  // namespace

std::string JsonOf(const Fields& fields) {
  WireValue object;
  object.kind = WireValue::Kind::kObject;
  for (const auto& [name, text] : fields) {
    WireValue& member = object.items.emplace_back();
    member.kind = WireValue::Kind::kText;
    member.key = name;
    member.text = text;
  }
  return ToJson(object);
}

Fields With(Fields fields, const Fields& more) {
  for (const auto& [name, text] : more) fields[name] = text;
  return fields;
}

std::string NodeOf(const std::string& node, const std::string& json) {
  return "{\"" + node + "\":" + json + "}";
}

std::int64_t FenOf(const WireValue& object, const char* field) {
  const WireValue& value = object[field];
  EXPECT_EQ(value.kind, WireValue::Kind::kNumber) << field;
  const std::size_t point = value.text.find('.');
  EXPECT_EQ(value.text.size() - point, 3u) << field << " " << value.text;
  return gateway::ReadDecimal(value.text, 18, 2).value_or(-1);
}

std::vector<std::string> BrokenIdentities(const WireValue& output, int sign) {
  const WireValue& info = output["setlinfo"];
  const auto of = [&](const char* field) { return sign * FenOf(info, field); };
  std::int64_t funds = 0;
  for (const char* field : {"hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay",
                            "maf_pay", "oth_pay", "hifdm_pay"}) {
    funds += of(field);
  }
  std::int64_t rows = 0, account_rows = 0;
  bool within_limits = true;
  for (const WireValue& row : output["setldetail"].items) {
    const std::int64_t paid = sign * FenOf(row, "fund_payamt");
    (row.Text("fund_pay_type") == "310200" ? account_rows : rows) += paid;
    within_limits = within_limits && paid <= FenOf(row, "crt_payb_lmt_amt");
  }
  const std::int64_t total = of("medfee_sumamt"), person = of("psn_part_amt");
  const std::int64_t eligible = of("inscp_scp_amt"), paid = of("fund_pay_sumamt");
  const std::int64_t split =
      of("fulamt_ownpay_amt") + of("overlmt_selfpay") + of("preselfpay_amt") + eligible;
  const std::pair<bool, const char*> checks[] = {
      {total == paid + person + of("hosp_part_amt"), "total = funds + person + hospital"},
      {paid == funds, "funds = sum of their fields"},
      {person == of("acct_pay") + of("psn_cash_pay"), "person = account + cash"},
      {of("acct_mulaid_pay") <= of("acct_pay"), "shared account within account"},
      {total == split, "total = four parts"},
      {0 <= of("act_pay_dedc") && of("act_pay_dedc") <= eligible, "deductible within eligible"},
      {paid <= eligible, "funds within eligible"},
      {rows == paid, "setldetail = funds"},
      {account_rows == of("acct_pay"), "the account's row = account"},
      {within_limits, "no fund above its limit"},
  };
  std::vector<std::string> broken;
  for (const auto& [holds, name] : checks) {
    if (!holds) broken.emplace_back(name);
  }
  return broken;
}

GatewayFlow::GatewayFlow() {
  std::string pattern = (std::filesystem::temp_directory_path() / "tongchou-flow-XXXXXX").string();
  folder_ = mkdtemp(pattern.data());
  auto store = store::OpenSqlite({folder_ + "/tongchou.db", true, false, {}});
  TC_CHECK(store.ok());
  auto library = policy::Library::Load(TONGCHOU_SOURCE_DIR "/policies");
  TC_CHECK(library.ok());
  auto region = service::Region::Open(*library, *std::move(store), clock_, {});
  TC_CHECK(region.ok());
  region_ = *std::move(region);
  const Status providers =
      service::RegisterProviders(*region_, "test",
                                 {{kHospital, "第一医院", service::ProviderKind::kHospital, 3},
                                  {kOther, "第二医院", service::ProviderKind::kHospital, 2},
                                  {kPharmacy, "平安药店", service::ProviderKind::kPharmacy, 1}});
  TC_CHECK(providers.ok());
  const Status items = service::PutCatalogueItems(
      *region_, "test",
      {Item("A1", settle::FeeClass::kA), Item("B1", settle::FeeClass::kB),
       Item("C1", settle::FeeClass::kC), Item("L1", settle::FeeClass::kA, true)});
  TC_CHECK(items.ok());
  const auto persons = service::EnrolPersons(
      *region_, "test", {Somebody(certificate_), Somebody("110101198001010029")});
  TC_CHECK(persons.ok());
  person_ = persons->front();
  TC_CHECK(gateway::RegisterGatewayRoutes(router_, {{region_.get(), nullptr}}, {}).ok());
}

GatewayFlow::~GatewayFlow() {
  region_.reset();
  std::filesystem::remove_all(folder_);
}

std::string GatewayFlow::EnvelopeOf(const std::string& infno, const std::string& input,
                                    const std::string& msgid) const {
  std::string envelope = JsonOf({{"infno", infno},
                                 {"msgid", msgid},
                                 {"mdtrtarea_admvs", "990100"},
                                 {"insuplc_admdvs", "990100"},
                                 {"recer_sys_code", "MBS_LOCAL"},
                                 {"infver", "V1.0"},
                                 {"opter_type", "1"},
                                 {"opter", "0001"},
                                 {"opter_name", "收费员"},
                                 {"inf_time", kTime},
                                 {"fixmedins_code", sender_},
                                 {"fixmedins_name", "机构"}});
  envelope.pop_back();
  return envelope + ",\"input\":" + input + "}";
}

WireValue GatewayFlow::Post(const std::string& path, const std::string& body) {
  http::Request request;
  request.method = "POST";
  request.target = path;
  request.path = path;
  request.body = body;
  const http::Response response = router_.Route(request);
  EXPECT_EQ(response.status, 200);
  const auto answer = gateway::ReadJson(response.body);
  EXPECT_TRUE(answer.ok()) << response.body;
  return answer.ok() ? *answer : WireValue{};
}

WireValue GatewayFlow::Ask(const std::string& infno, const std::string& input, std::string msgid) {
  if (msgid.empty()) msgid = fmt::format("{}2026031009{:08}", sender_, ++messages_);
  return Post("/fsi/api/rsfComIfsService/callService", EnvelopeOf(infno, input, msgid));
}

WireValue GatewayFlow::Must(const std::string& infno, const std::string& input, std::string msgid) {
  const WireValue answer = Ask(infno, input, std::move(msgid));
  EXPECT_EQ(answer.Text("infcode"), "0") << infno << " " << answer.Text("err_msg");
  return answer["output"];
}

std::string GatewayFlow::Refused(const std::string& infno, const std::string& input,
                                 std::string msgid) {
  const WireValue answer = Ask(infno, input, std::move(msgid));
  EXPECT_EQ(answer.Text("infcode"), "-1") << infno << " " << ToJson(answer["output"]);
  EXPECT_TRUE(answer["output"].IsAbsent());
  return std::string(answer.Text("err_msg"));
}

Fields GatewayFlow::Identity() const {
  return {{"psn_no", person_},     {"mdtrt_cert_type", "02"}, {"mdtrt_cert_no", certificate_},
          {"psn_cert_type", "01"}, {"certno", certificate_},  {"psn_type", "11"},
          {"psn_name", "张三"},    {"insutype", "310"},       {"acct_used_flag", "1"},
          {"psn_setlway", "01"}};
}

Fields GatewayFlow::Line(int sn, const std::string& code, const std::string& price,
                         const std::string& count, const std::string& amount) const {
  return {{"feedetl_sn", std::to_string(sn)},
          {"psn_no", person_},
          {"rx_circ_flag", "0"},
          {"fee_ocur_time", kTime},
          {"med_list_codg", code},
          {"medins_list_codg", code},
          {"det_item_fee_sumamt", amount},
          {"cnt", count},
          {"pric", price},
          {"bilg_dept_codg", "A01"},
          {"bilg_dept_name", "内科"},
          {"bilg_dr_codg", "D001"},
          {"bilg_dr_name", "李医生"},
          {"hosp_appr_flag", "0"},
          {"tcmdrug_used_way", "2"},
          {"etip_flag", "0"},
          {"dscg_tkdrug_flag", "0"},
          {"matn_fee_flag", "0"}};
}

Fields GatewayFlow::Diagnosis(int number) const {
  return {{"psn_no", person_},
          {"diag_type", "1"},
          {"maindiag_flag", "1"},
          {"diag_code", "J06.900"},
          {"diag_name", "感染"},
          {"diag_dept", "内科"},
          {"vali_flag", "1"},
          {"dise_dor_no", "D001"},
          {"dise_dor_name", "李医生"},
          {"diag_time", kTime},
          {"diag_srt_no", std::to_string(number)}};
}

std::string GatewayFlow::OpenVisit() {
  const WireValue registered =
      Must("2201", NodeOf("data", JsonOf(With(Identity(), {{"begntime", kTime},
                                                           {"ipt_otp_no", "N1"},
                                                           {"dept_code", "A01"},
                                                           {"dept_name", "内科"},
                                                           {"caty", "A03"}}))));
  const std::string mdtrt_id(registered["data"].Text("mdtrt_id"));
  UploadTo(mdtrt_id, "B1", 1);
  return mdtrt_id;
}

std::string GatewayFlow::UploadTo(const std::string& mdtrt_id, const std::string& batch,
                                  int first_sn) {
  const Fields where = {{"mdtrt_id", mdtrt_id}, {"chrg_bchno", batch}};
  const std::string rows =
      "[" + JsonOf(With(Line(first_sn, "A1", "100.5", "2", "201.00"), where)) + "," +
      JsonOf(With(Line(first_sn + 1, "B1", "33.333333", "3", "100.00"), where)) + "," +
      JsonOf(With(Line(first_sn + 2, "C1", "9.99", "1", "9.99"), where)) + "]";
  return ToJson(Must("2204", NodeOf("feedetail", rows)));
}

Fields GatewayFlow::SettleData(const std::string& mdtrt_id) const {
  return With(Identity(), {{"mdtrt_id", mdtrt_id},
                           {"med_type", "11"},
                           {"medfee_sumamt", "310.99"},
                           {"chrg_bchno", "B1"},
                           {"fulamt_ownpay_amt", "9.99"},
                           {"overlmt_selfpay", "0"},
                           {"preselfpay_amt", "10.00"},
                           {"inscp_scp_amt", "291.00"}});
}

std::string GatewayFlow::OpenStay() {
  const Fields info = With(Identity(), {{"begntime", kTime},
                                        {"cert_type", "01"},
                                        {"med_type", "2101"},
                                        {"ipt_no", "Z1"},
                                        {"atddr_no", "D001"},
                                        {"chfpdr_name", "李医生"},
                                        {"adm_diag_dscr", "肺炎"},
                                        {"adm_dept_codg", "A01"},
                                        {"adm_dept_name", "内科"},
                                        {"adm_bed", "12"},
                                        {"dscg_maindiag_code", "J18.900"},
                                        {"dscg_maindiag_name", "肺炎"},
                                        {"insuplc_admdvs", "990100"},
                                        {"mdtrtarea_admvs", "990100"}});
  const WireValue admitted = Must(
      "2401", "{\"mdtrtinfo\":" + JsonOf(info) + ",\"diseinfo\":[" + JsonOf(Diagnosis(1)) + "]}");
  const std::string mdtrt_id(admitted["result"].Text("mdtrt_id"));
  const Fields where = {{"mdtrt_id", mdtrt_id}, {"med_type", "2101"}};
  Must("2301", NodeOf("feedetail",
                      "[" + JsonOf(With(Line(1, "A1", "1000", "10", "10000.00"), where)) + "," +
                          JsonOf(With(Line(2, "B1", "50.25", "4", "201.00"), where)) + "]"));
  return mdtrt_id;
}

Fields GatewayFlow::StayData(const std::string& mdtrt_id) const {
  return With(Identity(), {{"mdtrt_id", mdtrt_id},
                           {"medfee_sumamt", "10201.00"},
                           {"mid_setl_flag", "0"},
                           {"insuplc_admdvs", "990100"},
                           {"mdtrtarea_admvs", "990100"}});
}

}  // namespace tongchou::app
