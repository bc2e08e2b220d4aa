#include "console/receipt_json.h"

#include <utility>

#include "service/dues_book.h"

namespace tongchou::console {
namespace {

constexpr std::string_view kStatuses[] = {"waiting", "matched", "held", "refused"};
constexpr std::string_view kStates[] = {"matched", "held", "returned"};
constexpr std::string_view kRules[] = {"none", "bill_number", "exact_amount", "oldest_first",
                                       "by_hand"};
constexpr std::string_view kKinds[] = {"receipt",  "credit_use", "reversal", "held",
                                       "assigned", "returned",   "refunded"};
constexpr std::string_view kSteps[] = {"none", "notice", "reminder", "order", "court"};

template <typename Enum, std::size_t kSize>
std::string_view CodeOf(const std::string_view (&codes)[kSize], Enum value) {
  return codes[static_cast<std::size_t>(value)];
}

const Text& RuleText(service::MatchRule rule) {
  static const Text kTexts[] = {{"未匹配", "not matched"},
                                {"按缴费单号", "by the bill's number"},
                                {"按单位和金额", "by payer and exact amount"},
                                {"按单位，先缴最早欠费", "by payer, oldest bill first"},
                                {"人工指定", "by hand"}};
  return kTexts[static_cast<std::size_t>(rule)];
}

json::value NameOf(const service::Region& region, const std::string& employer) {
  if (employer.empty()) return nullptr;
  return json::value(NameOfPayer(region, employer));
}

json::value ErrorJson(const std::optional<Error>& error) {
  if (!error) return nullptr;
  return json::object{{"code", InfoOf(error->code).text_code},
                      {"text", TextJson({error->Chinese(), error->English()})},
                      {"where", StringOrNull(error->where)}};
}

json::object CountJson(const service::LineCount& count) {
  return {{"lines", count.lines}, {"amount", AmountJson(count.amount)}};
}

json::object CountsJson(const std::array<service::LineCount, service::kLineStatuses>& counts) {
  json::object made;
  for (std::size_t i = 0; i < counts.size(); ++i) made[kStatuses[i]] = CountJson(counts[i]);
  return made;
}

json::object PartsJson(const levy::Parts& parts) {
  json::object made;
  for (std::size_t i = 0; i < levy::kParts; ++i) made[levy::kPartFunds[i]] = AmountJson(parts[i]);
  made["total"] = AmountJson(levy::SumOf(parts));
  return made;
}

json::value DayOrNull(const std::optional<Date>& day) {
  return day ? DateJson(*day) : json::value(nullptr);
}

json::object PaymentJson(const service::Payment& payment) {
  json::array lines;
  for (const levy::Laid& laid : payment.lines) {
    lines.push_back(json::object{{"bill", service::NumberOf(payment.employer, laid.bill)},
                                 {"paid", PartsJson(laid.paid)},
                                 {"fee", AmountJson(laid.fee)},
                                 {"fee_paid", AmountJson(laid.fee_paid)},
                                 {"days", laid.days}});
  }
  json::object made;
  made["number"] = payment.number;
  made["kind"] = CodeOf(kKinds, payment.kind);
  made["reverses"] = payment.reverses == 0 ? json::value(nullptr) : json::value(payment.reverses);
  made["reference"] = StringOrNull(payment.reference);
  made["rule"] = NamedJson(CodeOf(kRules, payment.rule), RuleText(payment.rule));
  made["amount"] = AmountJson(payment.amount);
  made["day"] = DateJson(payment.day);
  made["at"] = TimeJson(payment.at);
  made["by"] = payment.by;
  made["reason"] = StringOrNull(payment.reason);
  made["lines"] = std::move(lines);
  made["credit_after"] = AmountJson(payment.credit_after);
  made["entry"] = std::to_string(payment.entry);
  return made;
}

json::object PartJson(const service::CollectionPart& part) {
  return {{"name", part.name},
          {"title", part.title},
          {"owed", AmountJson(part.owed)},
          {"paid", AmountJson(part.paid)},
          {"fee", AmountJson(part.fee)},
          {"fee_paid", AmountJson(part.fee_paid)}};
}

json::array BillsJson(const std::vector<service::OpenBill>& bills) {
  json::array rows;
  for (const service::OpenBill& bill : bills) {
    rows.push_back(json::object{{"bill", bill.bill},
                                {"month", service::ToString(bill.month)},
                                {"due", DateJson(bill.due)},
                                {"principal", AmountJson(bill.principal)},
                                {"fee", AmountJson(bill.fee)},
                                {"fee_if_paid", AmountJson(bill.fee_if_paid)},
                                {"days", bill.days},
                                {"total", AmountJson(bill.total())}});
  }
  return rows;
}

json::object StepJson(service::DunningStep step) {
  return NamedJson(CodeOf(kSteps, step), service::TitleOf(step));
}

// The value of a query among `codes`.
template <typename Enum, std::size_t kSize>
Result<std::optional<Enum>> EnumQuery(const http::Request& request, std::string_view name,
                                      const std::string_view (&codes)[kSize]) {
  const std::string wanted = request.Query(name).value_or("");
  if (wanted.empty()) return std::optional<Enum>();
  for (std::size_t i = 0; i < kSize; ++i) {
    if (codes[i] == wanted) return std::optional<Enum>(static_cast<Enum>(i));
  }
  return Error{ErrorCode::kBadParameter, {}, std::string(name)};
}

}  // namespace

json::object ReceiptFileJson(const service::ReceiptFile& file) {
  json::object made;
  made["id"] = file.id;
  made["file_name"] = file.file_name;
  made["digest"] = file.digest;
  made["by"] = file.by;
  made["sent_at"] = TimeJson(file.sent_at);
  made["posted_by"] = StringOrNull(file.posted_by);
  made["posted_at"] = file.posted_at ? TimeJson(*file.posted_at) : json::value(nullptr);
  made["rows"] = file.rows;
  made["parts"] = file.parts;
  made["all_parts"] = file.all_parts();
  made["posted_parts"] = file.posted;
  made["counts"] = CountsJson(file.counts);
  return made;
}

json::object FileLineJson(const service::Region& region, const service::ReceiptFileLine& line) {
  json::object cells;
  for (const auto& column : service::ReceiptColumns()) {
    cells[column.id] = line.cells.*column.cell;
  }
  json::object made;
  made["row"] = line.cells.row;
  made["cells"] = std::move(cells);
  made["status"] = CodeOf(kStatuses, line.status);
  made["rule"] = NamedJson(CodeOf(kRules, line.rule), RuleText(line.rule));
  made["employer"] = StringOrNull(line.employer);
  made["employer_name"] = NameOf(region, line.employer);
  made["problem"] = ErrorJson(line.error);
  return made;
}

json::object ReceiptJson(const service::Region& region, const service::Receipt& receipt) {
  json::object made;
  made["reference"] = receipt.line.reference;
  made["day"] = DateJson(receipt.line.day);
  made["amount"] = AmountJson(receipt.line.amount);
  made["bill"] = StringOrNull(receipt.line.bill);
  made["payer"] = StringOrNull(receipt.line.payer);
  made["payer_name"] = StringOrNull(receipt.line.payer_name);
  made["note"] = StringOrNull(receipt.line.note);
  made["file"] = receipt.file;
  made["row"] = receipt.row;
  made["state"] = CodeOf(kStates, receipt.state);
  made["rule"] = NamedJson(CodeOf(kRules, receipt.rule), RuleText(receipt.rule));
  made["why"] = ErrorJson(receipt.why);
  made["employer"] = StringOrNull(receipt.employer);
  made["employer_name"] = NameOf(region, receipt.employer);
  made["by"] = receipt.by;
  made["at"] = TimeJson(receipt.at);
  made["reason"] = StringOrNull(receipt.reason);
  return made;
}

Result<std::optional<service::LineStatus>> LineStatusQuery(const http::Request& request) {
  return EnumQuery<service::LineStatus>(request, "status", kStatuses);
}

Result<std::optional<service::DunningStep>> StepQuery(const http::Request& request) {
  return EnumQuery<service::DunningStep>(request, "step", kSteps);
}

JobOutcome OutcomeOf(const service::Region& region, const service::PostingReport& report,
                     const service::CreditReport* credited) {
  json::array rules, open;
  for (std::size_t i = 1; i < report.rules.size(); ++i) {
    json::object row = CountJson(report.rules[i]);
    row["rule"] = NamedJson(kRules[i], RuleText(static_cast<service::MatchRule>(i)));
    rules.push_back(std::move(row));
  }
  for (const auto& line : report.open) open.push_back(FileLineJson(region, line));
  json::object made;
  made["file"] = ReceiptFileJson(report.file);
  made["counts"] = CountsJson(report.counts);
  made["rules"] = std::move(rules);
  made["employers"] = report.employers.size();
  made["open"] = std::move(open);
  made["credited"] = nullptr;
  if (credited != nullptr) {
    made["credited"] = json::object{{"bills", credited->bills},
                                    {"persons", credited->persons},
                                    {"amount", AmountJson(credited->amount)},
                                    {"not_taken_back", AmountJson(credited->not_taken_back)}};
  }
  JobOutcome outcome;
  outcome.clean = report.open.empty();
  outcome.result = std::move(made);
  return outcome;
}

json::object DuesJson(const service::EmployerDues& dues) {
  json::array debts, payments, frozen;
  for (const service::DebtView& view : dues.debts) {
    debts.push_back(json::object{{"bill", view.bill},
                                 {"month", service::ToString(service::Month{view.debt.bill.month})},
                                 {"due", DateJson(view.debt.due)},
                                 {"owed", PartsJson(view.debt.owed)},
                                 {"paid", PartsJson(view.debt.paid)},
                                 {"open", PartsJson(view.debt.open())},
                                 {"fee", AmountJson(view.debt.fee)},
                                 {"fee_paid", AmountJson(view.debt.fee_paid)},
                                 {"fee_if_paid", AmountJson(view.fee_if_paid)},
                                 {"days", view.days}});
  }
  for (const service::Payment& payment : dues.payments) payments.push_back(PaymentJson(payment));
  for (const service::FrozenDays& days : dues.frozen) {
    frozen.push_back(json::object{{"bill", days.bill},
                                  {"from", DateJson(days.range.from)},
                                  {"through", EndJson(days.range.through)},
                                  {"paid", DayOrNull(days.paid)},
                                  {"undone", days.undone}});
  }
  return {{"credit", AmountJson(dues.credit)},
          {"late_fee_per_day", ToPercent(dues.late_fee_per_day)},
          {"debts", std::move(debts)},
          {"payments", std::move(payments)},
          {"frozen", std::move(frozen)}};
}

json::object CollectionJson(const service::Collection& collection) {
  json::object made;
  struct Row {
    const char* name;
    const std::vector<service::CollectionPart>* parts;
  };
  for (const auto& [name, parts] :
       {Row{"months", &collection.months}, Row{"offices", &collection.offices},
        Row{"employers", &collection.employers}}) {
    json::array rows;
    for (const service::CollectionPart& part : *parts) rows.push_back(PartJson(part));
    made[name] = std::move(rows);
  }
  return made;
}

json::object ArrearJson(const service::Arrear& arrear, Date today) {
  json::object made;
  made["employer"] = arrear.employer;
  made["name"] = arrear.name;
  made["organisation"] = arrear.organisation;
  made["bills"] = BillsJson(arrear.bills);
  made["total"] = AmountJson(arrear.total);
  made["days"] = arrear.bills.front().days;
  made["step"] = StepJson(arrear.step);
  made["step_day"] = DayOrNull(arrear.step_day);
  made["next"] = StepJson(arrear.next);
  made["next_day"] = DayOrNull(arrear.next_day);
  made["next_is_due"] = arrear.next_day && *arrear.next_day <= today;
  made["frozen_from"] = DayOrNull(arrear.frozen_from);
  return made;
}

json::object PaperJson(const service::DunningPaper& paper) {
  json::object made;
  made["id"] = paper.id();
  made["employer"] = paper.employer;
  made["name"] = paper.name;
  made["step"] = StepJson(paper.step);
  made["day"] = DateJson(paper.day);
  made["by"] = paper.by;
  made["bills"] = BillsJson(paper.bills);
  made["total"] = AmountJson(paper.total);
  made["answer_by"] = DayOrNull(paper.answer_by);
  return made;
}

}  // namespace tongchou::console
