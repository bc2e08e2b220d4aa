// The rows of setldetail: what of the eligible amount came to each fund, what it could still pay,
// what it paid, through deductible, caps and undo. The pack is demo-city, the hospital of level 3.
#include <fmt/format.h>

#include "app/gateway_flow_testing.h"

namespace tongchou::app {
namespace {

using gateway::WireValue;

constexpr const char* kPooled = "310100";
constexpr const char* kAccount = "310200";

// "inscp_scp_amt crt_payb_lmt_amt fund_payamt" of the fund's row; "none" without one.
std::string RowOf(const WireValue& output, std::string_view type) {
  std::string found = "none";
  for (const WireValue& row : output["setldetail"].items) {
    if (row.Text("fund_pay_type") != type) continue;
    EXPECT_EQ(found, "none") << "two rows of " << type;
    found = fmt::format("{} {} {}", row["inscp_scp_amt"].text, row["crt_payb_lmt_amt"].text,
                        row["fund_payamt"].text);
  }
  return found;
}

class GatewayFunds : public GatewayFlow {
 protected:
  // Settles a visit of one class A line; the account does not pay.
  WireValue SettleOne(const std::string& amount) {
    const Fields data = With(SettleData(VisitOf(amount)), {{"medfee_sumamt", amount},
                                                           {"fulamt_ownpay_amt", "0"},
                                                           {"preselfpay_amt", "0"},
                                                           {"inscp_scp_amt", amount},
                                                           {"acct_used_flag", "0"}});
    return Must("2207", NodeOf("data", JsonOf(data)));
  }

  std::string UndoOf(const WireValue& settled) const {
    const WireValue& info = settled["setlinfo"];
    return NodeOf("data", JsonOf({{"setl_id", std::string(info.Text("setl_id"))},
                                  {"mdtrt_id", std::string(info.Text("mdtrt_id"))},
                                  {"psn_no", person_}}));
  }

 private:
  std::string VisitOf(const std::string& amount) {
    const WireValue registered =
        Must("2201", NodeOf("data", JsonOf(With(Identity(), {{"begntime", kTime},
                                                             {"ipt_otp_no", "N1"},
                                                             {"dept_code", "A01"},
                                                             {"dept_name", "内科"},
                                                             {"caty", "A03"}}))));
    const std::string mdtrt_id(registered["data"].Text("mdtrt_id"));
    Must("2204", NodeOf("feedetail", JsonOf(With(Line(1, "A1", amount, "1", amount),
                                                 {{"mdtrt_id", mdtrt_id}, {"chrg_bchno", "B1"}}))));
    return mdtrt_id;
  }
};

TEST_F(GatewayFunds, TheDeductibleIsPartOfWhatEnteredAndTheAccountPaysTheBurden) {
  const std::string settle = NodeOf("data", JsonOf(SettleData(OpenVisit())));
  // (291.00 - 200.00) x 50%; 10.00 of first self-pay are the account's too.
  constexpr const char* kFund = "291.00 2500.00 45.50";
  constexpr const char* kOwn = "245.50 1000.00 255.50";
  for (const char* infno : {"2206", "2207"}) {
    const WireValue answer = Must(infno, settle);
    EXPECT_EQ(RowOf(answer, kPooled), kFund) << infno;
    EXPECT_EQ(RowOf(answer, kAccount), kOwn) << infno;
  }
}

TEST_F(GatewayFunds, TheLimitShrinksByWhatTheYearPaidUntilNothingIsLeft) {
  EXPECT_EQ(RowOf(SettleOne("150.00"), kPooled), "none");  // all of it within the deductible
  EXPECT_EQ(RowOf(SettleOne("1050.00"), kPooled), "1050.00 2500.00 500.00");
  const WireValue last = SettleOne("10000.00");
  EXPECT_EQ(RowOf(last, kPooled), "10000.00 2000.00 2000.00");
  EXPECT_EQ(RowOf(SettleOne("100.00"), kPooled), "none");
  EXPECT_EQ(BrokenIdentities(last), std::vector<std::string>{});
}

TEST_F(GatewayFunds, AnUndoNegatesTheAmountsAndTellsTheLimitOfTheOriginal) {
  SettleOne("1200.00");
  const WireValue settled = SettleOne("10000.00");
  EXPECT_EQ(RowOf(settled, kPooled), "10000.00 2000.00 2000.00");
  EXPECT_EQ(RowOf(Must("5203", UndoOf(settled)), kPooled), "10000.00 2000.00 2000.00");
  const WireValue undone = Must("2208", UndoOf(settled));
  EXPECT_EQ(RowOf(undone, kPooled), "-10000.00 2000.00 -2000.00");
  EXPECT_EQ(RowOf(Must("5203", UndoOf(undone)), kPooled), "-10000.00 2000.00 -2000.00");
  EXPECT_EQ(RowOf(SettleOne("10000.00"), kPooled), "10000.00 2000.00 2000.00");
}

TEST_F(GatewayFunds, EachLayerOfAStayHasItsOwnPart) {
  const std::string stay = OpenStay();
  const Fields line =
      With(Line(9, "A1", "1000", "1000", "1000000.00"), {{"mdtrt_id", stay}, {"med_type", "2101"}});
  Must("2302",
       NodeOf("data", JsonOf({{"feedetl_sn", "0000"}, {"mdtrt_id", stay}, {"psn_no", person_}})));
  Must("2301", NodeOf("feedetail", JsonOf(line)));
  const std::string settle =
      NodeOf("data", JsonOf(With(StayData(stay), {{"medfee_sumamt", "1000000.00"},
                                                  {"acct_used_flag", "0"},
                                                  {"dscgTime", "2026-03-15"}})));
  for (const char* infno : {"2303", "2304"}) {
    const WireValue answer = Must(infno, settle);
    // 900.00 deductible, 85%, at most 400000.00: the rest of the expense goes on.
    EXPECT_EQ(RowOf(answer, kPooled), "1000000.00 400000.00 400000.00") << infno;
    // What 400000.00 did not pay for: 1000000.00 - 900.00 - 400000.00 / 85%.
    EXPECT_EQ(RowOf(answer, "330100"), "528511.76 300000.00 300000.00") << infno;
    // What the person still bears; no cap.
    EXPECT_EQ(RowOf(answer, "310300"), "300000.00 99999999.00 193500.00") << infno;
  }
}

}  // namespace
}  // namespace tongchou::app
