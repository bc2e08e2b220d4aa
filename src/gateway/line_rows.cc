#include "gateway/line_rows.h"

#include <array>

#include "gateway/words.h"

namespace tongchou::gateway {
namespace {

constexpr int kCountPlaces = 4;
constexpr int kPricePlaces = 6;
constexpr std::int64_t kPriceUnitsPerFen = 10'000;  // of 10^-6 yuan
constexpr std::int64_t kNoLimitYuan = 99'999'999;   // as platforms write "no ceiling"
constexpr std::int64_t kMillionthsPerUnit = 100;    // of a ratio with four decimals

const std::vector<std::string_view> kTaken = {
    "feedetl_sn",          "init_feedetl_sn", "mdtrt_id", "psn_no", "chrg_bchno",
    "fee_ocur_time",       "med_list_codg",   "cnt",      "pric",   "hosp_appr_flag",
    "det_item_fee_sumamt",
};

service::Approval ApprovalOf(std::string_view flag) {
  if (flag == "1") return service::Approval::kApproved;
  if (flag == "2") return service::Approval::kRefused;
  return service::Approval::kNotGiven;
}

std::string_view MemoOf(const service::FeeDetail& line) {
  if (line.line.approval == service::Approval::kRefused) return "医院审批不通过，按自费处理";
  if (line.limited_use && line.line.approval != service::Approval::kApproved) {
    return "限制使用项目未经医院审批，按自费处理";
  }
  return "";
}

}  // namespace

Result<service::UploadLine> ReadLine(const Node& node, const WireValue& row) {
  service::UploadLine line;
  line.sn = row.Text("feedetl_sn");
  if (line.sn.find_first_not_of('0') == std::string::npos) {
    return Error{ErrorCode::kBadNumber,
                 {"feedetl_sn（费用明细流水号）不能为 0，请换一个流水号",
                  "feedetl_sn must not be 0; take another number"},
                 line.sn};
  }
  line.init_sn = row.Text("init_feedetl_sn");
  line.item_code = row.Text("med_list_codg");
  line.quantity_e4 = NumberOf(row, "cnt", kCountPlaces).value_or(0);
  line.price_e6 = NumberOf(row, "pric", kPricePlaces).value_or(0);
  line.amount = AmountOf(row, "det_item_fee_sumamt").value_or(Money{});
  line.approval = ApprovalOf(row.Text("hosp_appr_flag"));
  line.at = TimeOf(row, "fee_ocur_time").value_or(Moment{});
  line.detail = DetailOf(node, row, kTaken);
  return line;
}

std::string_view ClassCode(settle::FeeClass fee_class) {
  static constexpr std::array<std::string_view, 3> kCodes = {"01", "02", "03"};
  return kCodes.at(static_cast<std::size_t>(fee_class));
}

void WriteSplit(const service::FeeDetail& line, JsonWriter& json) {
  json.Text("feedetl_sn", line.line.sn);
  json.Amount("det_item_fee_sumamt", line.line.amount);
  json.Decimal("cnt", line.line.quantity_e4, kCountPlaces);
  json.Decimal("pric", line.line.price_e6, kPricePlaces);
  json.Decimal("pric_uplmt_amt",
               line.unit_ceiling ? line.unit_ceiling->fen * kPriceUnitsPerFen
                                 : kNoLimitYuan * 100 * kPriceUnitsPerFen,
               kPricePlaces);
  json.Decimal("selfpay_prop", DivideRoundHalfAway(line.self_ratio.millionths, kMillionthsPerUnit),
               4);
  json.Amount("fulamt_ownpay_amt", line.split.full_self_pay);
  json.Amount("overlmt_amt", line.split.over_ceiling);
  json.Amount("preselfpay_amt", line.split.first_self_pay);
  json.Amount("inscp_scp_amt", line.split.eligible);
  json.Text("chrgitm_lv", ClassCode(line.fee_class));
  json.Text("med_chrgitm_type", line.charge_type);
  json.Text("lmt_used_flag", line.limited_use ? "1" : "0");
  json.Text("memo", MemoOf(line));
}

void WriteResultRow(const service::FeeDetail& line, JsonWriter& json) {
  json.BeginObject();
  WriteSplit(line, json);
  for (const char* flag : {"bas_medn_flag", "hi_nego_drug_flag", "chld_medc_flag",
                           "list_sp_item_flag", "drt_reim_flag"}) {
    json.Text(flag, "0");
  }
  json.Amount("hosp_part_amt", Money{});
  json.Text("exp_content", "");
  json.EndObject();
}

}  // namespace tongchou::gateway
