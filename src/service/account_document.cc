#include "service/account_document.h"

#include <fmt/format.h>

#include <utility>

namespace tongchou::service {
namespace {

// Chooses the words of one language.
class Writer {
 public:
  explicit Writer(PrintedIn language) : language_(language) {}

  std::string Say(const Text& text) const { return text.*language_; }

  DocumentSheet SheetOf(const AccountStatement& statement) const {
    DocumentSheet sheet;
    sheet.title = Say({"个人账户对账单", "Statement of the personal account"});
    sheet.number = fmt::format("{}-{}", statement.person.psn_no, statement.year);
    sheet.facts = {{Say({"姓名", "Name"}), statement.person.name},
                   {Say({"人员编号", "Person no."}), statement.person.psn_no},
                   {Say({"期间", "Period"}),
                    fmt::format("{} – {}", ToString(statement.from), ToString(statement.through))},
                   {Say({"期初余额", "Opening"}), ToYuan(statement.opening)},
                   {Say({"期末余额", "Closing"}), ToYuan(statement.closing)}};
    sheet.tables = {MonthsOf(statement), LinesOf(statement)};
    sheet.closing = {Say({"期初余额加各栏合计等于期末余额。如有疑问，请持本单到经办机构核对。",
                          "The opening balance and the sums of the columns are the closing "
                          "balance. With any question bring this paper to the agency."})};
    return sheet;
  }

  DocumentSheet SheetOf(const PayoutRow& row) const {
    const Payout& payout = row.payout;
    DocumentSheet sheet;
    sheet.title = Say(payout.form.kind == PayoutKind::kTransferOut
                          ? Text{"个人账户转移单", "Transfer slip of a personal account"}
                          : Text{"个人账户支付单", "Slip of a payout of a personal account"});
    sheet.number = payout.id;
    sheet.facts = {{Say({"姓名", "Name"}), row.name},
                   {Say({"人员编号", "Person no."}), payout.form.psn_no},
                   {Say({"事由", "For"}), Say(RowOf(payout.form.kind).title)},
                   {Say({"日期", "Day"}), ToString(payout.form.day)},
                   {Say({"领取人", "Receiver"}), payout.form.receiver},
                   {Say({"账号", "Bank account"}), payout.form.receiver_account},
                   {Say({"转往（居住）地", "Place"}), payout.form.place},
                   {Say({"证明材料", "Documents"}), payout.form.documents},
                   {Say({"申请", "Asked by"}), payout.requested_by},
                   {Say({"批准", "Approved by"}), payout.decided_by},
                   {Say({"凭证", "Journal entry"}), std::to_string(payout.entry)}};
    DocumentTable table;
    table.columns = {{Say({"项目", "Item"}), 3, false}, {Say({"金额", "Amount"}), 1, true}};
    table.rows = {{Say({"账户余额", "Balance"}), ToYuan(payout.amount - payout.interest)},
                  {Say({"当年利息", "Interest of the year"}), ToYuan(payout.interest)}};
    table.sums = {Say({"支付合计", "Paid"}), ToYuan(payout.amount)};
    sheet.tables = {std::move(table)};
    if (payout.reversed_at) {
      sheet.closing = {Say({"本笔支付已于 " + ToString(DayOf(*payout.reversed_at)) + " 冲销：" +
                                payout.reversal_reason,
                            "Taken back on " + ToString(DayOf(*payout.reversed_at)) + ": " +
                                payout.reversal_reason})};
    }
    sheet.signatures = {Say({"经办人", "Clerk"}), Say({"领取人", "Receiver"})};
    return sheet;
  }

 private:
  DocumentTable MonthsOf(const AccountStatement& statement) const {
    DocumentTable table;
    table.title = Say({"按月汇总", "By month"});
    table.columns = {{Say({"月份", "Month"}), 1, false}};
    for (const StatementSum& sum : AllStatementSums()) {
      table.columns.push_back({Say(sum.title), 1, true});
    }
    table.columns.push_back({Say({"月末余额", "Balance"}), 1, true});
    for (const StatementMonth& month : statement.months) {
      std::vector<std::string>& row = table.rows.emplace_back();
      row.push_back(ToString(month.first).substr(0, sizeof("2026-03") - 1));
      for (const StatementSum& sum : AllStatementSums()) {
        row.push_back(ToYuan(month.sums.*sum.amount));
      }
      row.push_back(ToYuan(month.balance));
    }
    table.sums.push_back(Say({"合计", "Sum"}));
    for (const StatementSum& sum : AllStatementSums()) {
      table.sums.push_back(ToYuan(statement.sums.*sum.amount));
    }
    table.sums.push_back(ToYuan(statement.closing));
    return table;
  }

  DocumentTable LinesOf(const AccountStatement& statement) const {
    DocumentTable table;
    table.title = Say({"明细", "Movements"});
    table.columns = {{Say({"时间", "Time"}), 3, false},
                     {Say({"类别", "Kind"}), 2, false},
                     {Say({"机构", "Institution"}), 4, false},
                     {Say({"金额", "Amount"}), 2, true},
                     {Say({"余额", "Balance"}), 2, true}};
    for (const StatementLine& line : statement.lines) {
      table.rows.push_back({ToString(line.movement.at), Say(MovementTitle(line.movement.kind)),
                            line.provider, ToYuan(line.movement.amount),
                            ToYuan(line.movement.balance_after)});
    }
    return table;
  }

  PrintedIn language_;
};

Document Made(DocumentSheet sheet, const std::string& issuer, Moment at) {
  Document document{sheet.title, issuer, at, {}};
  document.sheets.push_back(std::move(sheet));
  return document;
}

}  // namespace

Document DocumentOf(const AccountStatement& statement, const std::string& issuer, Moment at,
                    PrintedIn language) {
  return Made(Writer(language).SheetOf(statement), issuer, at);
}

Document DocumentOf(const PayoutRow& row, const std::string& issuer, Moment at,
                    PrintedIn language) {
  return Made(Writer(language).SheetOf(row), issuer, at);
}

}  // namespace tongchou::service
