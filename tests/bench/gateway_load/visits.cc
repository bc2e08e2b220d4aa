#include "visits.h"

#include <fmt/core.h>

#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tongchou::bench {
namespace {

namespace json = boost::json;

constexpr const char* kParts[4][2] = {{"fulamt_ownpay_amt", "fulamt_ownpay_amt"},
                                      {"overlmt_selfpay", "overlmt_amt"},
                                      {"preselfpay_amt", "preselfpay_amt"},
                                      {"inscp_scp_amt", "inscp_scp_amt"}};

[[noreturn]] void Fail(const std::string& what) {
  fmt::print(stderr, "gateway_load: {}\n", what);
  std::exit(1);
}

std::string Field(const json::object& object, const char* name) {
  return std::string(object.at(name).as_string());
}

// "12.3" -> 1230. Only for amounts that were written by us or the server.
long FenOfText(std::string_view text) {
  const std::size_t point = text.find('.');
  std::string digits(text.substr(0, point));
  std::string cents(point == std::string_view::npos ? "" : text.substr(point + 1));
  cents.resize(2, '0');
  digits += cents;
  long fen = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), fen);
  return fen;
}

// An answered amount in fen: a text, or a JSON number with two decimals.
long Fen(const json::value& value) {
  if (value.is_string()) return FenOfText(std::string_view(value.as_string()));
  return value.is_null() ? 0 : std::lround(value.to_number<double>() * 100);
}

std::string Yuan(long fen) { return fmt::format("{}.{:02}", fen / 100, fen % 100); }

long PriceFen(const Item& item) { return FenOfText(item.price); }

// One message of the run. The id is as the specification has it: institution and thirty characters.
class Messages {
 public:
  Messages(const Fixture& fixture, long run, long number)
      : fixture_(fixture), tag_(fmt::format("{:08}{:08}", run % 100000000, number)) {}

  std::string Body(const std::string& infno, const json::object& input) const {
    const json::object envelope{
        {"infno", infno},
        {"msgid", fmt::format("{}{}{}", fixture_.institution.substr(0, 10), tag_, infno)},
        {"mdtrtarea_admvs", fixture_.area},
        {"insuplc_admdvs", fixture_.area},
        {"recer_sys_code", "MBS_LOCAL"},
        {"infver", "V1.0"},
        {"opter_type", "1"},
        {"opter", "0001"},
        {"opter_name", "收费员"},
        {"inf_time", fixture_.time},
        {"fixmedins_code", fixture_.institution},
        {"fixmedins_name", "医院"},
        {"sign_no", ""},
        {"input", input}};
    return json::serialize(envelope);
  }

  // Sends the message and returns the `output` of a success; ends the program on a refusal.
  json::value Call(HttpClient& client, const std::string& infno, const json::object& input) const {
    const std::string_view body = client.Exchange(HttpClient::Request(Body(infno, input)));
    json::value answer = json::parse(json::string_view(body.data(), body.size()));
    if (answer.at("infcode").to_number<int>() != 0) {
      Fail(fmt::format("{} was refused: {}", infno, std::string(body)));
    }
    return answer.at("output");
  }

 private:
  const Fixture& fixture_;
  std::string tag_;
};

json::object Identity(const Person& person) {
  return {{"psn_no", person.psn_no},        {"mdtrt_cert_type", "02"},
          {"mdtrt_cert_no", person.certno}, {"psn_cert_type", "01"},
          {"certno", person.certno},        {"psn_type", person.psn_type},
          {"insutype", person.insutype},    {"psn_name", person.name}};
}

json::object Diagnosis(const Fixture& fixture) {
  return {{"diag_type", "1"},       {"maindiag_flag", "1"},        {"diag_srt_no", "1"},
          {"diag_code", "J06.900"}, {"diag_name", "上呼吸道感染"}, {"diag_dept", "内科"},
          {"dise_dor_no", "D001"},  {"dise_dor_name", "李医生"},   {"diag_time", fixture.time},
          {"vali_flag", "1"}};
}

json::object Line(const Fixture& fixture, const Person& person, const std::string& visit, int sn) {
  const Item& item = fixture.items[static_cast<std::size_t>(sn - 1) % fixture.items.size()];
  return {{"feedetl_sn", std::to_string(sn)},
          {"mdtrt_id", visit},
          {"psn_no", person.psn_no},
          {"chrg_bchno", "B1"},
          {"rx_circ_flag", "0"},
          {"fee_ocur_time", fixture.time},
          {"med_list_codg", item.code},
          {"medins_list_codg", item.code},
          {"det_item_fee_sumamt", Yuan(PriceFen(item))},
          {"cnt", "1"},
          {"pric", item.price},
          {"bilg_dept_codg", "A01"},
          {"bilg_dept_name", "内科"},
          {"bilg_dr_codg", "D001"},
          {"bilg_dr_name", "李医生"},
          {"hosp_appr_flag", "1"},
          {"tcmdrug_used_way", "2"},
          {"etip_flag", "0"},
          {"dscg_tkdrug_flag", "0"},
          {"matn_fee_flag", "0"}};
}

}  // namespace

Fixture ReadFixture(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  boost::system::error_code error;
  const json::value root = json::parse(text, error);
  if (error || !root.is_object()) Fail(path + " is not a fixture");
  Fixture fixture{Field(root.as_object(), "area"),
                  Field(root.as_object(), "institution"),
                  Field(root.as_object(), "time"),
                  {},
                  {}};
  for (const json::value& item : root.at("items").as_array()) {
    fixture.items.push_back({Field(item.as_object(), "code"), Field(item.as_object(), "price")});
  }
  for (const json::value& each : root.at("people").as_array()) {
    const json::object& person = each.as_object();
    fixture.people.push_back({Field(person, "psn_no"), Field(person, "certno"),
                              Field(person, "name"), Field(person, "insutype"),
                              Field(person, "psn_type")});
  }
  if (fixture.items.empty() || fixture.people.empty()) Fail(path + " names nobody or nothing");
  return fixture;
}

std::string StageVisit(HttpClient& client, const Fixture& fixture, long run, long number) {
  // Neighbours in time are no neighbours in the register: a prime step scatters them over its
  // pages.
  constexpr std::size_t kStep = 7919;
  const Person& person =
      fixture.people[static_cast<std::size_t>(number) * kStep % fixture.people.size()];
  const Messages messages(fixture, run, number);

  json::object registration = Identity(person);
  registration.insert({{"begntime", fixture.time},
                       {"ipt_otp_no", std::to_string(number)},
                       {"atddr_no", "D001"},
                       {"dr_name", "李医生"},
                       {"dept_code", "A01"},
                       {"dept_name", "内科"},
                       {"caty", "A03"}});
  const json::value registered = messages.Call(client, "2201", {{"data", registration}});
  const std::string visit(registered.at("data").at("mdtrt_id").as_string());

  const json::object info{{"mdtrt_id", visit},        {"psn_no", person.psn_no}, {"med_type", "11"},
                          {"begntime", fixture.time}, {"dise_codg", ""},         {"dise_name", ""}};
  messages.Call(client, "2203",
                {{"mdtrtinfo", info}, {"diseinfo", json::array{Diagnosis(fixture)}}});

  json::array lines;
  long total = 0;
  for (int sn = 1; sn <= 5; ++sn) {
    lines.push_back(Line(fixture, person, visit, sn));
    total += PriceFen(fixture.items[static_cast<std::size_t>(sn - 1) % fixture.items.size()]);
  }
  const json::value uploaded = messages.Call(client, "2204", {{"feedetail", lines}});

  json::object settle = Identity(person);
  settle.insert({{"med_type", "11"},
                 {"medfee_sumamt", Yuan(total)},
                 {"psn_setlway", "01"},
                 {"mdtrt_id", visit},
                 {"chrg_bchno", "B1"},
                 {"acct_used_flag", "1"},
                 {"invono", ""}});
  for (const auto& [name, of_line] : kParts) {
    long sum = 0;
    for (const json::value& row : uploaded.at("result").as_array()) sum += Fen(row.at(of_line));
    settle[name] = Yuan(sum);
  }
  return HttpClient::Request(messages.Body("2207", {{"data", settle}}));
}

}  // namespace tongchou::bench
