// Whole visits through the gateway in process: router, envelope, field checks, use cases, SQLite.
#include <algorithm>

#include "app/gateway_flow_testing.h"
#include "gateway/field_list.h"

namespace tongchou::app {
namespace {

using gateway::WireValue;

// The listed fields that an answer must have and has not.
std::vector<std::string> MissingFields(const char* infno, const char* node,
                                       const WireValue& object) {
  const auto lists = gateway::FieldLists::Load("HN").value();
  std::vector<std::string> missing;
  for (const gateway::Field& field : lists.Find(infno)->Out(node).fields) {
    const auto same = [&](const WireValue& member) { return member.key == field.code; };
    if (field.required && std::ranges::none_of(object.items, same)) missing.push_back(field.code);
  }
  return missing;
}

std::string Undo(const std::string& person, const WireValue& settled) {
  const WireValue& info = settled["setlinfo"];
  return NodeOf("data", JsonOf({{"setl_id", std::string(info.Text("setl_id"))},
                                {"mdtrt_id", std::string(info.Text("mdtrt_id"))},
                                {"psn_no", person}}));
}

TEST_F(GatewayFlow, AnOutpatientVisitFromRegistrationToSettlement) {
  const std::string visit = OpenVisit();
  const std::string settle = NodeOf("data", JsonOf(SettleData(visit)));
  const WireValue trial = Must("2206", settle);
  EXPECT_EQ(BrokenIdentities(trial), std::vector<std::string>{});
  EXPECT_TRUE(trial["setlinfo"]["setl_id"].IsAbsent());
  const WireValue settled = Must("2207", settle, "message-1");
  EXPECT_EQ(BrokenIdentities(settled), std::vector<std::string>{});
  const WireValue& info = settled["setlinfo"];
  EXPECT_EQ(info.Text("medins_setl_id"), "message-1");
  EXPECT_EQ(FenOf(info, "balc"), FenOf(trial["setlinfo"], "balc"));
  EXPECT_EQ(FenOf(info, "medfee_sumamt"), 31099);
  EXPECT_GT(FenOf(info, "acct_pay"), 0);
  EXPECT_EQ(MissingFields("2207", "setlinfo", info), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("2206", "setlinfo", trial["setlinfo"]), std::vector<std::string>{});
  for (const WireValue& row : settled["setldetail"].items) {
    EXPECT_EQ(MissingFields("2207", "setldetail", row), std::vector<std::string>{});
  }
}

TEST_F(GatewayFlow, LinesAreAnsweredWithTheirSplit) {
  const std::string visit = OpenVisit();
  const auto result = gateway::ReadJson(UploadTo(visit, "B2", 11)).value();
  ASSERT_EQ(result["result"].items.size(), 3u);
  for (const WireValue& row : result["result"].items) {
    EXPECT_EQ(FenOf(row, "det_item_fee_sumamt"),
              FenOf(row, "fulamt_ownpay_amt") + FenOf(row, "overlmt_amt") +
                  FenOf(row, "preselfpay_amt") + FenOf(row, "inscp_scp_amt"));
    EXPECT_EQ(MissingFields("2204", "result", row), std::vector<std::string>{});
  }
  EXPECT_EQ(result["result"].items[1].Text("pric"), "33.333333");
  EXPECT_EQ(result["result"].items[2].Text("selfpay_prop"), "1.0000");
}

TEST_F(GatewayFlow, LimitedUseNeedsTheHospitalsApproval) {
  const std::string visit = OpenVisit();
  const auto own_pay = [&](int sn, const char* code, const char* approval) {
    const Fields line =
        With(Line(sn, code, "10", "1", "10.00"),
             {{"mdtrt_id", visit}, {"chrg_bchno", "L"}, {"hosp_appr_flag", approval}});
    const WireValue output = Must("2204", NodeOf("feedetail", JsonOf(line)));
    return FenOf(output["result"].items.at(0), "fulamt_ownpay_amt");
  };
  EXPECT_EQ(own_pay(21, "L1", "0"), 1000);
  EXPECT_EQ(own_pay(22, "L1", "1"), 0);
  EXPECT_EQ(own_pay(23, "L1", "2"), 1000);
  EXPECT_EQ(own_pay(24, "A1", "0"), 0);
  EXPECT_EQ(own_pay(25, "A1", "2"), 1000);
}

TEST_F(GatewayFlow, AnUndoNegatesAndRestores) {
  const WireValue settled = Must("2207", NodeOf("data", JsonOf(SettleData(OpenVisit()))));
  const WireValue undone = Must("2208", Undo(person_, settled));
  EXPECT_EQ(BrokenIdentities(undone, -1), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("2208", "setlinfo", undone["setlinfo"]), std::vector<std::string>{});
  EXPECT_NE(undone["setlinfo"].Text("setl_id"), settled["setlinfo"].Text("setl_id"));
  EXPECT_EQ(FenOf(undone["setlinfo"], "medfee_sumamt"), -31099);
  EXPECT_EQ(FenOf(undone["setlinfo"], "balc"), 100'000);
  EXPECT_EQ(FenOf(undone["setlinfo"], "pdn_cash_pay"), FenOf(undone["setlinfo"], "psn_cash_pay"));
  Refused("2208", Undo(person_, settled));
}

TEST_F(GatewayFlow, AStayWithRefundMidSettlementAndEnd) {
  const std::string stay = OpenStay();
  const Fields refund = With(Line(3, "B1", "50.25", "-1", "-50.25"),
                             {{"mdtrt_id", stay}, {"med_type", "2101"}, {"init_feedetl_sn", "2"}});
  Must("2301", NodeOf("feedetail", JsonOf(refund)));
  const Fields middle =
      With(StayData(stay), {{"medfee_sumamt", "10150.75"}, {"mid_setl_flag", "1"}});
  const WireValue first = Must("2304", NodeOf("data", JsonOf(middle)));
  EXPECT_EQ(BrokenIdentities(first), std::vector<std::string>{});
  EXPECT_GT(FenOf(first["setlinfo"], "fund_pay_sumamt"), 0);
  EXPECT_EQ(MissingFields("2304", "setlinfo", first["setlinfo"]), std::vector<std::string>{});
  const Fields more =
      With(Line(4, "A1", "20", "1", "20.00"), {{"mdtrt_id", stay}, {"med_type", "2101"}});
  Must("2301", NodeOf("feedetail", JsonOf(more)));
  const Fields leaving = {{"mdtrt_id", stay},        {"psn_no", person_},
                          {"insutype", "310"},       {"endtime", "2026-03-15 10:00:00"},
                          {"dscg_dept_codg", "A01"}, {"dscg_dept_name", "内科"},
                          {"dscg_way", "1"}};
  Must("2402", "{\"dscginfo\":" + JsonOf(leaving) +
                   ",\"diseinfo\":" + JsonOf(With(Diagnosis(1), {{"mdtrt_id", stay}})) + "}");
  const std::string end = NodeOf("data", JsonOf(With(StayData(stay), {{"medfee_sumamt", "20"}})));
  EXPECT_EQ(BrokenIdentities(Must("2303", end)), std::vector<std::string>{});
  const WireValue last = Must("2304", end);
  EXPECT_EQ(BrokenIdentities(last), std::vector<std::string>{});
  const WireValue undone = Must("2305", Undo(person_, last));
  EXPECT_EQ(BrokenIdentities(undone, -1), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("2305", "setlinfo", undone["setlinfo"]), std::vector<std::string>{});
  Must("2405", NodeOf("data", JsonOf({{"mdtrt_id", stay}, {"psn_no", person_}})));
}

TEST_F(GatewayFlow, APurchaseAtAPharmacy) {
  sender_ = kPharmacy;
  const Fields info =
      With(Identity(), {{"begntime", kTime}, {"med_type", "41"}, {"medfee_sumamt", "301.00"}});
  const std::string input = "{\"druginfo\":" + JsonOf(info) + ",\"drugdetail\":[" +
                            JsonOf(Line(1, "A1", "100.5", "2", "201.00")) + "," +
                            JsonOf(Line(2, "B1", "33.333333", "3", "100.00")) + "]}";
  const WireValue trial = Must("2101", input);
  EXPECT_EQ(BrokenIdentities(trial), std::vector<std::string>{});
  EXPECT_EQ(trial["detlcutinfo"].items.size(), 2u);
  const WireValue bought = Must("2102", input, "purchase");
  EXPECT_EQ(BrokenIdentities(bought), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("2102", "setlinfo", bought["setlinfo"]), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("2102", "detlcutinfo", bought["detlcutinfo"].items.at(0)),
            std::vector<std::string>{});
  const WireValue undone = Must("2103", Undo(person_, bought));
  EXPECT_EQ(BrokenIdentities(undone, -1), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("2103", "setlinfo", undone["setlinfo"]), std::vector<std::string>{});
  EXPECT_NE(Refused("2201", NodeOf("data", "{}")).find("[missing_field]"), std::string::npos);
  EXPECT_NE(Refused("2401", NodeOf("mdtrtinfo", "{}")).find("[wrong_provider_kind]"),
            std::string::npos);
}

TEST_F(GatewayFlow, TheSameMessageGetsTheStoredAnswer) {
  const std::string settle = NodeOf("data", JsonOf(SettleData(OpenVisit())));
  const std::string first = ToJson(Must("2207", settle, "again"));
  EXPECT_EQ(ToJson(Must("2207", settle, "again")), first);
  const std::string other = NodeOf("data", JsonOf(With(SettleData("x"), {{"invono", "1"}})));
  EXPECT_NE(Refused("2207", other, "again").find("[message_id_reused]"), std::string::npos);
  EXPECT_NE(Refused("2207", settle).find("[already_settled]"), std::string::npos);
}

TEST_F(GatewayFlow, AMessageOfUnknownOutcomeIsUndone) {
  const auto undo = [&](const char* msgid, const char* infno) {
    return NodeOf("data", JsonOf({{"psn_no", person_}, {"omsgid", msgid}, {"oinfno", infno}}));
  };
  Must("2207", NodeOf("data", JsonOf(SettleData(OpenVisit()))), "lost");
  EXPECT_NE(Refused("2601", undo("never-sent", "2207")).find("[unknown_message]"),
            std::string::npos);
  EXPECT_NE(Refused("2601", undo("lost", "2304")).find("[not_undoable]"), std::string::npos);
  Must("2601", undo("lost", "2207"));
  EXPECT_NE(Refused("2601", undo("lost", "2207")).find("[already_reversed]"), std::string::npos);
}

TEST_F(GatewayFlow, QueriesShowWhatIsStored) {
  const std::string visit = OpenVisit();
  Must(
      "2203",
      "{\"mdtrtinfo\":" +
          JsonOf(
              {{"mdtrt_id", visit}, {"psn_no", person_}, {"med_type", "11"}, {"begntime", kTime}}) +
          ",\"diseinfo\":[" + JsonOf(Diagnosis(1)) + "," + JsonOf(Diagnosis(2)) + "]}");
  const WireValue settled = Must("2207", NodeOf("data", JsonOf(SettleData(visit))));
  const WireValue shown = Must("5203", Undo(person_, settled));
  EXPECT_EQ(BrokenIdentities(shown), std::vector<std::string>{});
  EXPECT_EQ(MissingFields("5203", "setlinfo", shown["setlinfo"]), std::vector<std::string>{});
  EXPECT_EQ(FenOf(shown["setlinfo"], "psn_pay"), FenOf(shown["setlinfo"], "psn_part_amt"));
  EXPECT_EQ(FenOf(shown["setlinfo"], "cash_payamt"), FenOf(shown["setlinfo"], "psn_cash_pay"));
  const WireValue lines = Must("5204", Undo(person_, settled));
  ASSERT_EQ(lines.kind, WireValue::Kind::kList);
  ASSERT_EQ(lines.items.size(), 3u);
  EXPECT_EQ(MissingFields("5204", "", lines.items[0]), std::vector<std::string>{});
  EXPECT_EQ(lines.items[0].Text("bilg_dr_name"), "李医生");
  const std::string about = NodeOf("data", JsonOf({{"mdtrt_id", visit}, {"psn_no", person_}}));
  const WireValue diagnoses = Must("5202", about);
  ASSERT_EQ(diagnoses["diseinfo"].items.size(), 2u);
  EXPECT_EQ(MissingFields("5202", "diseinfo", diagnoses["diseinfo"].items[0]),
            std::vector<std::string>{});
  const WireValue visits = Must("5201", NodeOf("data", JsonOf({{"psn_no", person_},
                                                               {"begntime", "2026-03-10"},
                                                               {"endtime", "2026-03-10"},
                                                               {"med_type", "11"}})));
  ASSERT_EQ(visits["mdtrtinfo"].items.size(), 1u);
  EXPECT_EQ(MissingFields("5201", "mdtrtinfo", visits["mdtrtinfo"].items[0]),
            std::vector<std::string>{});
  sender_ = kOther;
  Refused("5203", Undo(person_, settled));
  Refused("5204", Undo(person_, settled));
  Refused("5202", about);
}

TEST_F(GatewayFlow, PersonsAreFoundByTheirCertificate) {
  const Fields asked = {{"mdtrt_cert_type", "02"},
                        {"mdtrt_cert_no", certificate_},
                        {"certno", certificate_},
                        {"psn_cert_type", "01"},
                        {"psn_name", "张三"}};
  const WireValue person = Must("1101", NodeOf("data", JsonOf(asked)));
  EXPECT_EQ(person["baseinfo"].Text("psn_no"), person_);
  EXPECT_EQ(MissingFields("1101", "baseinfo", person["baseinfo"]), std::vector<std::string>{});
  ASSERT_EQ(person["insuinfo"].items.size(), 1u);
  EXPECT_EQ(MissingFields("1101", "insuinfo", person["insuinfo"].items[0]),
            std::vector<std::string>{});
  EXPECT_EQ(FenOf(person["insuinfo"].items[0], "balc"), 100'000);
  EXPECT_NE(Refused("1101", NodeOf("data", JsonOf(With(asked, {{"psn_name", "李四"}}))))
                .find("[person_differs]"),
            std::string::npos);
}

TEST_F(GatewayFlow, EveryRefusalNamesItsReasonAndChangesNothing) {
  const std::string visit = OpenVisit();
  const struct {
    Fields changes;
    const char* code;
    const char* names;
  } cases[] = {
      {{{"psn_no", ""}}, "[missing_field]", "data.psn_no"},
      {{{"medfee_sumamt", "310.995"}}, "[bad_number]", "medfee_sumamt"},
      {{{"medfee_sumamt", "3.1e2"}}, "[bad_number]", "medfee_sumamt"},
      {{{"medfee_sumamt", "311.00"}}, "[stated_amount_differs]", "medfee_sumamt"},
      {{{"preselfpay_amt", "0.01"}}, "[stated_amount_differs]", "preselfpay_amt"},
      {{{"mdtrt_id", "nothing"}}, "[unknown_visit]", "nothing"},
      {{{"psn_no", "nobody"}}, "[unknown_visit]", ""},
      {{{"insutype", "390"}}, "[scheme_differs]", ""},
      {{{"insutype", "999"}}, "[not_in_dictionary]", "insutype"},
      {{{"med_type", "1103"}}, "[unknown_benefit]", "med_type"},
      {{{"acct_used_flag", "2"}}, "[not_supported]", "acct_used_flag"},
      {{{"invono", std::string(21, '9')}}, "[field_too_long]", "invono"},
      {{{"chrg_bchno", "B9"}}, "[no_lines]", ""},
  };
  for (const auto& each : cases) {
    const std::string text =
        Refused("2207", NodeOf("data", JsonOf(With(SettleData(visit), each.changes))));
    EXPECT_NE(text.find(each.code), std::string::npos) << text;
    EXPECT_NE(text.find(each.names), std::string::npos) << text;
  }
  sender_ = "H00000000000";
  EXPECT_NE(Refused("2207", NodeOf("data", JsonOf(SettleData(visit)))).find("fixmedins_code"),
            std::string::npos);
  sender_ = kOther;
  Refused("2207", NodeOf("data", JsonOf(SettleData(visit))));
  sender_ = kHospital;
  EXPECT_NE(Refused("9999", "{}").find("9999"), std::string::npos);
  Must("2207", NodeOf("data", JsonOf(SettleData(visit))));
}

TEST_F(GatewayFlow, EveryTransactionHasItsPath) {
  const std::string visit = OpenVisit();
  const std::string settle = NodeOf("data", JsonOf(SettleData(visit)));
  const WireValue answer = Post("/fsi/api/outpatientSettleService/preSettletment",
                                EnvelopeOf("2206", settle, "by-path"));
  EXPECT_EQ(answer.Text("infcode"), "0") << answer.Text("err_msg");
  EXPECT_EQ(answer.Text("inf_refmsgid").size(), 30u);
  const WireValue other = Post("/fsi/api/outpatientSettleService/saveSettletment",
                               EnvelopeOf("2206", settle, "other-path"));
  EXPECT_EQ(other.Text("infcode"), "0");
  EXPECT_NE(other.Text("warn_msg").find("2207"), std::string::npos);
  EXPECT_TRUE(other["output"]["setlinfo"]["setl_id"].IsAbsent());
}

TEST_F(GatewayFlow, SigningInAndOut) {
  const WireValue in =
      Must("9001", NodeOf("signIn", JsonOf({{"opter_no", "1"}, {"mac", "1"}, {"ip", "1"}})));
  const std::string number(in["signinoutb"].Text("sign_no"));
  EXPECT_FALSE(number.empty());
  const WireValue out =
      Must("9002", NodeOf("signOut", JsonOf({{"opter_no", "1"}, {"sign_no", number}})));
  EXPECT_EQ(out.Text("sign_time"), out["signoutoutb"].Text("sign_time"));
}

}  // namespace
}  // namespace tongchou::app
