#include "service/special_document.h"

#include <utility>

namespace tongchou::service {
namespace {

Document Made(DocumentSheet sheet, const std::string& issuer, Moment at) {
  Document document{sheet.title, issuer, at, {}};
  document.sheets.push_back(std::move(sheet));
  return document;
}

}  // namespace

Document DocumentOf(const PrefundTable& table, const std::string& bill, const std::string& issuer,
                    Moment at, PrintedIn language) {
  const auto say = [&](const Text& text) { return text.*language; };
  DocumentSheet sheet;
  sheet.title = say({"预提医疗保险资金情况汇总表", "Summary table of pre-funding"});
  sheet.number = bill;
  sheet.facts = {
      {say({"单位", "Employer"}), table.employer_name + "（" + table.order.employer + "）"},
      {say({"申报月份", "Declared in"}), ToString(table.order.declared).substr(0, 7)},
      {say({"月平均工资", "Average monthly wage"}), ToYuan(table.order.average_monthly_wage)},
      {say({"依据文件", "Documents"}), table.order.documents}};
  DocumentTable rows;
  rows.columns = {
      {say({"人员编号", "Person no."}), 3, false}, {say({"姓名", "Name"}), 2, false},
      {say({"出生日期", "Born"}), 2, false},       {say({"月龄", "Age in months"}), 2, true},
      {say({"应缴月数", "Months"}), 2, true},      {say({"金额", "Amount"}), 2, true}};
  for (const PrefundLine& line : table.lines) {
    rows.rows.push_back({line.psn_no, line.name, ToString(line.birth),
                         std::to_string(line.line.input.age), std::to_string(line.months),
                         ToYuan(line.line.figures.employer)});
  }
  rows.sums = {say({"合计", "Sum"}), std::to_string(table.lines.size()), "", "", "",
               ToYuan(table.total)};
  sheet.tables = {std::move(rows)};
  sheet.signatures = {say({"申报单位（清算组）盖章", "Seal of the employer or liquidators"}),
                      say({"经办机构审核盖章", "Seal of the agency"}), say({"财务", "Finance"})};
  return Made(std::move(sheet), issuer, at);
}

Document DocumentOf(const SoldierSheet& sheet, Month month, const std::string& issuer, Moment at,
                    PrintedIn language) {
  const auto say = [&](const Text& text) { return text.*language; };
  DocumentSheet made;
  made.title = say({"二等乙级以上伤残军人医疗费结算单", "Sheet of the care of disabled soldiers"});
  made.number = sheet.bill;
  made.facts = {{say({"付款单位", "Payer"}), sheet.payer_name},
                {say({"结算月份", "Month"}), ToString(month)},
                {say({"付款期限", "Due"}), ToString(sheet.due)}};
  DocumentTable rows;
  rows.columns = {{say({"人员编号", "Person no."}), 3, false},
                  {say({"姓名", "Name"}), 2, false},
                  {say({"结算笔数", "Settlements"}), 1, true},
                  {say({"医疗费总额", "Costs"}), 2, true},
                  {say({"基金支付（应付）", "Paid by funds, to be paid"}), 2, true}};
  for (const SoldierCost& cost : sheet.soldiers) {
    rows.rows.push_back({cost.psn_no, cost.name, std::to_string(cost.settlements),
                         ToYuan(cost.total), ToYuan(TotalOf(cost.line.figures))});
  }
  rows.sums = {say({"合计", "Sum"}), "", "", "", ToYuan(sheet.amount)};
  made.tables = {std::move(rows)};
  made.closing = {say({"请在付款期限前按本单编号缴付；银行附言请写明编号。",
                       "Pay by the due day and name the number of this sheet in the transfer."})};
  made.signatures = {say({"经办机构盖章", "Seal of the agency"}),
                     say({"付款单位盖章", "Seal of the payer"})};
  return Made(std::move(made), issuer, at);
}

Document DocumentOf(const SpecialClaimView& view, const std::string& unit_name,
                    const std::string& issuer, PrintedIn language) {
  const auto say = [&](const Text& text) { return text.*language; };
  const SpecialClaim& claim = view.claim;
  DocumentSheet made;
  made.title = say({"医疗费用支付单", "Slip of a payment"});
  made.number = claim.id;
  made.facts = {
      {say({"人员编号", "Person no."}), claim.psn_no},
      {say({"姓名", "Name"}), view.name},
      {say({"类别", "Kind"}), say(RowOf(claim.kind).title)},
      {say({"年度", "Year"}), std::to_string(claim.year)},
      {say({"付给", "Paid to"}),
       claim.unit.empty() ? say({"本人", "the person"}) : unit_name + "（" + claim.unit + "）"},
      {say({"凭据", "Documents"}), claim.documents},
      {say({"经办", "Asked by"}), claim.requested_by},
      {say({"审批", "Approved by"}), claim.decided_by},
      {say({"入账日期", "Booked on"}), ToString(DayOf(claim.posted_at))}};
  DocumentTable rows;
  rows.columns = {{say({"项目", "Item"}), 4, false}, {say({"金额", "Amount"}), 2, true}};
  const bool surplus = claim.kind == SpecialClaimKind::kSurplus;
  if (!surplus) rows.rows.push_back({say({"票据金额", "Bills handed in"}), ToYuan(claim.bills)});
  if (!surplus) rows.rows.push_back({say({"符合范围", "In scope"}), ToYuan(claim.eligible)});
  rows.rows.push_back({say({"专管账户支付", "From the managed account"}), ToYuan(claim.managed)});
  rows.rows.push_back({say({"基金支付", "From the fund"}), ToYuan(claim.pooled)});
  rows.sums = {say({"支付合计", "Paid"}), ToYuan(claim.paid())};
  made.tables = {std::move(rows)};
  if (claim.reversed_at) {
    const std::string day = ToString(DayOf(*claim.reversed_at));
    made.closing = {say({"已于 " + day + " 冲销：" + claim.reversal_reason,
                         "Taken back on " + day + ": " + claim.reversal_reason})};
  }
  made.signatures = {say({"经办人", "Clerk"}),
                     say({"领取人（单位盖章）", "Receiver, seal of the unit"})};
  return Made(std::move(made), issuer, claim.posted_at);
}

}  // namespace tongchou::service
