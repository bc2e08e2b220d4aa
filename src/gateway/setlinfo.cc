#include "gateway/setlinfo.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "gateway/line_rows.h"
#include "gateway/words.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kAccountFund = "310200";
constexpr std::string_view kAccountFundName = "职工基本医疗保险个人账户";
constexpr Money kNoLimit{9'999'999'900};  // 99999999.00, as platforms write "no limit"
constexpr std::string_view kOther = "oth_pay";
constexpr int kSharePlaces = 4;
constexpr std::int64_t kShareUnits = 10'000;

// The addends of fund_pay_sumamt.
constexpr std::array<std::string_view, 8> kFundFields = {"hifp_pay",  "cvlserv_pay", "hifes_pay",
                                                         "hifmi_pay", "hifob_pay",   "maf_pay",
                                                         "oth_pay",   "hifdm_pay"};

using FundAmounts = std::array<Money, kFundFields.size()>;

const policy::WireFund* FindFund(const SetlinfoContext& context, const std::string& scheme,
                                 const std::string& fund) {
  for (const policy::WireFund& known : context.wire->funds) {
    if (known.scheme == scheme && known.fund == fund) return &known;
  }
  return nullptr;
}

// What was paid by field; a fund that the pack maps to no field counts as "other".
FundAmounts AmountsOf(const SetlinfoContext& context, const service::Settlement& settlement) {
  FundAmounts amounts{};
  for (const service::FundPart& part : settlement.funds) {
    const policy::WireFund* known = FindFund(context, settlement.scheme, part.fund);
    const std::string_view field = known == nullptr ? kOther : known->setlinfo_field;
    auto at = std::ranges::find(kFundFields, field);
    if (at == kFundFields.end()) at = std::ranges::find(kFundFields, kOther);
    amounts.at(static_cast<std::size_t>(at - kFundFields.begin())) += part.paid;
  }
  return amounts;
}

// `part` of `whole` in units of 10^-kSharePlaces; both have the same sign.
std::int64_t ShareOf(Money part, Money whole) {
  if (whole == Money{}) return 0;
  const Int128 scaled = Int128{part.fen} * kShareUnits;
  return whole.fen < 0 ? DivideRoundHalfAway(-scaled, -whole.fen)
                       : DivideRoundHalfAway(scaled, whole.fen);
}

void WritePerson(const SetlinfoContext& context, const service::SettlementOutcome& outcome,
                 JsonWriter& json) {
  const service::Settlement& settlement = outcome.settlement;
  const service::Person& person = outcome.person;
  json.Text("psn_no", person.psn_no);
  json.Text("psn_name", person.name);
  json.Text("psn_cert_type", person.certificate_type);
  json.Text("certno", person.certificate);
  json.Text("gend", GenderCode(person.gender));
  json.Text("naty", "");
  json.Text("brdy", ToString(person.birth));
  json.Decimal("age", settlement.facts.age * 10, 1);
  json.Text("insutype", CodeOf(context.wire->insutype_to_scheme, settlement.scheme));
  json.Text("psn_type", CodeOf(context.wire->psn_type_to_category, settlement.category));
  json.Text("cvlserv_flag", settlement.facts.civil_servant ? "1" : "0");
}

void WriteFigures(const SetlinfoContext& context, const service::Settlement& settlement,
                  JsonWriter& json) {
  const settle::Figures& figures = settlement.figures;
  json.Amount("medfee_sumamt", figures.total);
  json.Amount("fulamt_ownpay_amt", figures.full_self_pay);
  json.Amount("overlmt_selfpay", figures.over_ceiling);
  json.Amount("preselfpay_amt", figures.first_self_pay);
  json.Amount("inscp_scp_amt", figures.eligible);
  json.Amount("act_pay_dedc", figures.deductible);
  json.Amount("crt_dedc", figures.deductible);
  const FundAmounts amounts = AmountsOf(context, settlement);
  for (std::size_t i = 0; i < amounts.size(); ++i) json.Amount(kFundFields.at(i), amounts.at(i));
  json.Decimal("pool_prop_selfpay", ShareOf(amounts[0], figures.eligible), kSharePlaces);
  json.Amount("fund_pay_sumamt", figures.funds_paid);
  json.Amount("psn_part_amt", figures.total - figures.funds_paid);
  json.Amount("acct_pay", figures.account);
  json.Amount("psn_cash_pay", figures.cash);
  json.Amount("hosp_part_amt", Money{});
  json.Amount("balc", settlement.balance_after);
  json.Amount("acct_mulaid_pay", Money{});
}

// Other names under which some answers carry the same amounts.
void WriteAliases(const settle::Figures& figures, JsonWriter& json) {
  json.Amount("psn_pay", figures.total - figures.funds_paid);
  json.Amount("cash_payamt", figures.cash);
  json.Amount("pdn_cash_pay", figures.cash);
}

void WritePlace(const SetlinfoContext& context, const service::SettlementOutcome& outcome,
                JsonWriter& json) {
  static constexpr std::array<std::string_view, 3> kHospitalLevels = {"14", "13", "12"};
  const service::Settlement& settlement = outcome.settlement;
  const std::string level = std::to_string(settlement.level);
  const auto index = static_cast<std::size_t>(std::clamp(settlement.level, 1, 3) - 1);
  json.Text("insu_optins", context.area);
  json.Text("pay_loc", "2");
  json.Text("fixmedins_code", outcome.provider.code);
  json.Text("fixmedins_name", outcome.provider.name);
  json.Text("hosp_lv", kHospitalLevels.at(index));
  json.Text("fixmedins_poolarea", context.treated);
  json.Text("lmtpric_hosp_lv", level);
  json.Text("dedc_hosp_lv", level);
  json.Text("dise_codg", outcome.visit.disease_code);
  json.Text("dise_name", outcome.visit.disease_name);
  json.Text("year", std::to_string(settlement.year));
}

// One row of setldetail.
struct FundRow {
  std::string_view fund;
  Money entered, limit, paid;
};

// Limits add up; what has none stays without.
Money AddLimit(Money sum, const std::optional<Money>& limit) {
  if (!limit || sum == kNoLimit) return kNoLimit;
  return std::min(sum + *limit, kNoLimit);
}

// The larger part of the eligible amount, whatever the sign.
Money Larger(Money left, Money right) {
  return std::max(left, right, [](Money a, Money b) { return std::abs(a.fen) < std::abs(b.fen); });
}

// A fund may pay by several layers: their payments and limits add up, but what entered them are
// parts of one amount, of which the largest is told.
std::vector<FundRow> FundRowsOf(const service::Settlement& settlement) {
  std::vector<FundRow> rows;
  for (const service::FundPart& part : settlement.funds) {
    auto row = std::ranges::find(rows, part.fund, &FundRow::fund);
    if (row == rows.end()) row = rows.insert(row, FundRow{part.fund, {}, {}, {}});
    row->entered = Larger(row->entered, part.entered);
    row->limit = AddLimit(row->limit, part.limit);
    row->paid += part.paid;
  }
  return rows;
}

// The account as a payer: it had its balance to pay the burden from.
FundRow AccountRow(const service::Settlement& settlement) {
  const settle::Figures& figures = settlement.figures;
  const bool reversal = !settlement.reverses.empty();
  const Money before = settlement.balance_after + (reversal ? Money{} : figures.account);
  return {{}, figures.burden, before, figures.account};
}

void WriteFundRow(std::string_view type, std::string_view name, const FundRow& row,
                  JsonWriter& json) {
  json.BeginObject();
  json.Text("fund_pay_type", type);
  json.Amount("inscp_scp_amt", row.entered);
  json.Amount("crt_payb_lmt_amt", row.limit);
  json.Amount("fund_payamt", row.paid);
  json.Text("fund_pay_type_name", name);
  json.Text("setl_proc_info", "");
  json.EndObject();
}

}  // namespace

SetlinfoContext ContextOf(const service::Region& region, const std::string& msgid,
                          const std::string& treated) {
  return {&region.pack().wire, region.area(), msgid, treated};
}

SetlinfoContext ContextOf(const Call& call) {
  return ContextOf(call.region, call.envelope.msgid, call.here.region->area());
}

void WriteSetlinfo(const SetlinfoContext& context, const service::SettlementOutcome& outcome,
                   SetlinfoForm form, JsonWriter& json) {
  const service::Settlement& settlement = outcome.settlement;
  const bool trial = form == SetlinfoForm::kTrial;
  json.BeginObject("setlinfo");
  json.Text("mdtrt_id", settlement.mdtrt_id);
  if (trial) {
    json.Null("setl_id");
  } else {
    json.Text("setl_id", settlement.setl_id);
  }
  WritePerson(context, outcome, json);
  json.Text("setl_time", trial ? "" : ToString(settlement.at));
  json.Text("mdtrt_cert_type", "");
  json.Text("med_type", settlement.med_type);
  WriteFigures(context, settlement, json);
  json.Text("medins_setl_id", trial ? context.msgid : settlement.msgid);
  json.Text("clr_optins", context.area);
  json.Text("clr_way", "1");
  json.Text("clr_type", CodeOf(context.wire->clr_type_of_benefit, settlement.benefit));
  json.Text("exp_content", "");
  if (form == SetlinfoForm::kReversed || form == SetlinfoForm::kQueried) {
    WriteAliases(settlement.figures, json);
    json.Text("begndate", ToString(settlement.begin));
    json.Text("enddate", ToString(settlement.end));
    const bool refund = !settlement.reverses.empty() || !settlement.reversed_by.empty();
    json.Text("refd_setl_flag", refund ? "1" : "0");
  }
  if (form == SetlinfoForm::kQueried) WritePlace(context, outcome, json);
  json.EndObject();
}

void WriteSetldetail(const SetlinfoContext& context, const service::Settlement& settlement,
                     JsonWriter& json) {
  json.BeginList("setldetail");
  for (const FundRow& row : FundRowsOf(settlement)) {
    if (row.paid == Money{}) continue;
    const policy::WireFund* known = FindFund(context, settlement.scheme, std::string(row.fund));
    WriteFundRow(known == nullptr ? "999997" : known->fund_pay_type,
                 known == nullptr ? std::string_view("其他基金") : std::string_view(known->name),
                 row, json);
  }
  const settle::Figures& figures = settlement.figures;
  if (figures.account != Money{})
    WriteFundRow(kAccountFund, kAccountFundName, AccountRow(settlement), json);
  json.EndList();
}

std::string SettlementOutput(const SetlinfoContext& context,
                             const service::SettlementOutcome& outcome, SetlinfoForm form) {
  JsonWriter json;
  json.BeginObject();
  WriteSetlinfo(context, outcome, form, json);
  WriteSetldetail(context, outcome.settlement, json);
  const bool sale = form == SetlinfoForm::kTrial || form == SetlinfoForm::kSettled;
  if (sale && !outcome.lines.empty()) {
    json.BeginList("detlcutinfo");
    for (const service::FeeDetail& line : outcome.lines) WriteResultRow(line, json);
    json.EndList();
  }
  json.EndObject();
  return json.Take();
}

}  // namespace tongchou::gateway
