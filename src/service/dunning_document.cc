#include "service/dunning_document.h"

#include <fmt/format.h>

#include <utility>

namespace tongchou::service {
namespace {

// Chooses the words of one language.
class Writer {
 public:
  Writer(PrintedIn language, Ratio late_fee_per_day)
      : language_(language), late_fee_(late_fee_per_day) {}

  std::string Say(const Text& text) const { return text.*language_; }

  DocumentSheet SheetOf(const DunningPaper& paper) const {
    DocumentSheet sheet;
    sheet.title = Say(TitleOf(paper.step));
    sheet.number = paper.id();
    sheet.facts = {{Say({"单位", "Employer"}), paper.name},
                   {Say({"单位编号", "Code"}), paper.employer},
                   {Say({"日期", "Date"}), ToString(paper.day)},
                   {Say({"应缴合计", "To be paid"}), ToYuan(paper.total)}};
    sheet.paragraphs = {Say(Opening(paper))};
    sheet.tables = {TableOf(paper)};
    sheet.closing = {
        Say({fmt::format("逾期缴纳的，自截止日次日起按日加收 {} 的滞纳金，计入统筹基金。"
                         "表中滞纳金算至本通知书之日。",
                         ToPercent(late_fee_)),
             fmt::format("What is paid after its due day is charged a late fee of {} "
                         "a day, for the pooled fund. The fees of the table run to "
                         "the day of this paper.",
                         ToPercent(late_fee_))})};
    if (paper.answer_by) {
      sheet.closing.push_back(
          Say({fmt::format("请在 {} 前缴清或说明情况。", ToString(*paper.answer_by)),
               fmt::format("Pay or answer before {}.", ToString(*paper.answer_by))}));
    }
    sheet.signatures = {Say({"经办人", "Clerk"}), Say({"单位签收", "Received by the employer"})};
    return sheet;
  }

 private:
  static Text Opening(const DunningPaper& paper) {
    switch (paper.step) {
      case DunningStep::kNotice:
      case DunningStep::kNone:
        return {"下列医疗保险费已核定，请于截止日前缴纳。",
                "The contributions below have been levied. Pay them by their due day."};
      case DunningStep::kReminder:
        return {"下列医疗保险费已逾期未缴，请立即缴纳。欠费期间统筹基金待遇按规定暂停。",
                "The contributions below are overdue. Pay them at once. While they are open the "
                "pooled benefits of your members are frozen as the rules say."};
      case DunningStep::kOrder:
        return {"经催缴仍未缴纳下列医疗保险费，现责令限期缴纳。",
                "The contributions below were not paid after a reminder. You are ordered to pay "
                "them within the time stated."};
      case DunningStep::kCourt:
        return {"该单位经责令限期仍未缴纳下列医疗保险费，现申请人民法院强制执行。",
                "The employer has not paid the contributions below within the time it was given. "
                "The court is asked to enforce payment."};
    }
    return {};
  }

  DocumentTable TableOf(const DunningPaper& paper) const {
    DocumentTable table;
    table.columns = {{Say({"缴费单", "Bill"}), 3, false},
                     {Say({"月份", "Month"}), 2, false},
                     {Say({"截止日", "Due"}), 2, false},
                     {Say({"欠费", "Open"}), 2, true},
                     {Say({"逾期天数", "Days late"}), 2, true},
                     {Say({"滞纳金", "Late fee"}), 2, true},
                     {Say({"合计", "Sum"}), 2, true}};
    Money principal, fee;
    for (const OpenBill& bill : paper.bills) {
      principal += bill.principal;
      fee += bill.fee + bill.fee_if_paid;
      table.rows.push_back({bill.bill, ToString(bill.month), ToString(bill.due),
                            ToYuan(bill.principal), std::to_string(bill.days),
                            ToYuan(bill.fee + bill.fee_if_paid), ToYuan(bill.total())});
    }
    table.sums = {Say({"合计", "Sum"}), "", "", ToYuan(principal), "", ToYuan(fee),
                  ToYuan(paper.total)};
    return table;
  }

  const PrintedIn language_;
  const Ratio late_fee_;
};

}  // namespace

Document DocumentOf(const std::vector<DunningPaper>& papers, const std::string& issuer,
                    Ratio late_fee_per_day, Moment at, PrintedIn language) {
  const Writer writer(language, late_fee_per_day);
  Document document;
  document.title = writer.Say({"催缴文书", "Notices"});
  document.issuer = issuer;
  document.at = at;
  for (const DunningPaper& paper : papers) document.sheets.push_back(writer.SheetOf(paper));
  return document;
}

}  // namespace tongchou::service
