#include "console/special_json.h"

#include <utility>

#include "console/account_json.h"

namespace tongchou::console {
namespace {

std::string EmployerName(const service::Region& region, const std::string& code) {
  const auto employer = FindEmployer(region, code);
  return employer ? employer->name : code;
}

json::value NumberOrNull(std::int64_t number) {
  return number == 0 ? json::value(nullptr) : json::value(std::to_string(number));
}

constexpr std::string_view kManagedKinds[] = {"credit", "cost", "surplus"};
const Text& ManagedTitle(service::ManagedKind kind) {
  static const Text kTitles[] = {
      {"划入", "credit"}, {"医药费", "costs"}, {"结余发放", "surplus paid out"}};
  return kTitles[static_cast<std::size_t>(kind)];
}

}  // namespace

json::array StepsJson(const std::vector<service::ClaimStep>& steps) {
  json::array made;
  for (const service::ClaimStep& step : steps) {
    json::object row;
    row["arithmetic"] = TextJson(step.arithmetic);
    row["amount"] = AmountJson(step.amount);
    row["citation"] = nullptr;
    if (step.citation) {
      row["citation"] = json::object{{"document", TextJson(step.citation->title)},
                                     {"article", step.citation->article},
                                     {"since", DateJson(*step.since)},
                                     {"assumed", step.citation->assumed}};
    }
    made.push_back(std::move(row));
  }
  return made;
}

json::object MemberJson(const service::Region& region, const service::SpecialMember& member,
                        const service::Person* person) {
  const service::SpecialGroupRow& group = RowOf(member.group);
  json::array spans;
  for (auto span = member.spans.rbegin(); span != member.spans.rend(); ++span) {
    spans.push_back(json::object{{"from", DateJson(span->range.from)},
                                 {"through", EndJson(span->range.through)},
                                 {"payer", span->payer},
                                 {"payer_name", EmployerName(region, span->payer)},
                                 {"documents", span->documents},
                                 {"reason", StringOrNull(span->reason)},
                                 {"by", span->by},
                                 {"at", TimeJson(span->at)}});
  }
  json::object made;
  made["group"] = NamedJson(group.code, group.title);
  made["psn_no"] = member.psn_no;
  made["name"] = person == nullptr ? json::value(nullptr) : json::value(person->name);
  made["birth"] = person == nullptr ? json::value(nullptr) : DateJson(person->birth);
  made["spans"] = std::move(spans);
  made["managed"] = nullptr;
  return made;
}

json::object CheckupJson(const service::Checkup& checkup) {
  return {{"id", checkup.id},          {"day", DateJson(checkup.day)}, {"place", checkup.place},
          {"doctor", checkup.doctor},  {"findings", checkup.findings}, {"by", checkup.by},
          {"at", TimeJson(checkup.at)}};
}

json::object StandardJson(const service::Region& region, const service::YearStandard& standard) {
  json::object made;
  made["kind"] = CodeOf(standard.kind);
  made["year"] = standard.year;
  made["cost_year"] = standard.cost_year;
  made["stored"] = standard.stored;
  made["cost"] = AmountJson(standard.cost);
  made["heads"] = standard.heads;
  made["average"] = AmountJson(standard.average());
  made["adjustment"] = AmountJson(standard.adjustment);
  made["value"] = AmountJson(standard.value());
  made["documents"] = StringOrNull(standard.documents);
  made["steps"] = StepsJson(ExplainStandard(region.pack(), standard));
  const bool asked = !standard.requested_by.empty();
  json::object review;
  PutReview(standard, review);
  made["review"] = asked ? json::value(std::move(review)) : json::value(nullptr);
  return made;
}

json::object HardshipJson(const service::Region& region, const service::Hardship& hardship) {
  json::object made;
  made["year"] = hardship.year;
  made["employer"] = hardship.employer;
  made["employer_name"] = EmployerName(region, hardship.employer);
  made["payer"] = hardship.payer;
  made["payer_name"] = EmployerName(region, hardship.payer);
  made["documents"] = hardship.documents;
  PutReview(hardship, made);
  return made;
}

json::object CadreLevyJson(const service::Region& region, const service::CadreLevy& levy) {
  json::array parts;
  for (const service::CadrePart& part : levy.parts) {
    json::array cadres;
    for (const service::CadreShare& share : part.cadres) {
      cadres.push_back(json::object{{"psn_no", share.psn_no},
                                    {"name", share.name},
                                    {"unit", share.unit},
                                    {"unit_name", EmployerName(region, share.unit)}});
    }
    parts.push_back(json::object{{"payer", part.payer},
                                 {"payer_name", part.payer_name},
                                 {"exempt", part.exempt},
                                 {"due", DateJson(part.due)},
                                 {"cadres", std::move(cadres)},
                                 {"amount", AmountJson(part.amount)},
                                 {"bill", StringOrNull(part.bill)}});
  }
  return {{"standard", StandardJson(region, levy.standard)},
          {"parts", std::move(parts)},
          {"before", levy.before}};
}

json::object ManagedJson(const service::ManagedAccount& account) {
  json::array moves;
  for (auto move = account.moves.rbegin(); move != account.moves.rend(); ++move) {
    moves.push_back(json::object{
        {"day", DateJson(move->day)},
        {"kind",
         NamedJson(kManagedKinds[static_cast<std::size_t>(move->kind)], ManagedTitle(move->kind))},
        {"amount", AmountJson(move->amount)},
        {"year", move->year},
        {"source", move->source},
        {"entry", std::to_string(move->entry)}});
  }
  return {{"psn_no", account.psn_no},
          {"balance", AmountJson(account.balance())},
          {"moves", std::move(moves)}};
}

json::object SpecialClaimJson(const service::SpecialClaim& claim, const std::string& name) {
  const service::SpecialClaimRow& kind = RowOf(claim.kind);
  const bool posted = claim.entry != 0;
  const auto paid = [&](Money amount) {
    return posted ? AmountJson(amount) : json::value(nullptr);
  };
  json::object made;
  made["id"] = claim.id;
  made["number"] = claim.id.substr(claim.id.find('/') + 1);
  made["psn_no"] = claim.psn_no;
  made["name"] = StringOrNull(name);
  made["kind"] = NamedJson(kind.code, kind.title);
  made["year"] = claim.year;
  made["unit"] = StringOrNull(claim.unit);
  made["bills"] = AmountJson(claim.bills);
  made["eligible"] = AmountJson(claim.eligible);
  made["documents"] = claim.documents;
  made["receiver_account"] = StringOrNull(claim.receiver_account);
  PutReview(claim, made);
  made["limit"] = claim.limit == Money{} ? json::value(nullptr) : paid(claim.limit);
  made["managed"] = paid(claim.managed);
  made["pooled"] = paid(claim.pooled);
  made["paid"] = paid(claim.paid());
  made["entry"] = NumberOrNull(claim.entry);
  made["reversed_at"] = claim.reversed_at ? TimeJson(*claim.reversed_at) : json::value(nullptr);
  made["reversed_by"] = StringOrNull(claim.reversed_by);
  made["reversal_reason"] = StringOrNull(claim.reversal_reason);
  return made;
}

json::object SoldierMonthJson(const service::SoldierMonth& month) {
  json::array sheets;
  for (const service::SoldierSheet& sheet : month.sheets) {
    json::array soldiers;
    for (const service::SoldierCost& cost : sheet.soldiers) {
      soldiers.push_back(json::object{{"psn_no", cost.psn_no},
                                      {"name", cost.name},
                                      {"settlements", cost.settlements},
                                      {"total", AmountJson(cost.total)},
                                      {"funds", AmountJson(service::TotalOf(cost.line.figures))}});
    }
    sheets.push_back(json::object{{"payer", sheet.payer},
                                  {"payer_name", sheet.payer_name},
                                  {"due", DateJson(sheet.due)},
                                  {"soldiers", std::move(soldiers)},
                                  {"amount", AmountJson(sheet.amount)},
                                  {"bill", StringOrNull(sheet.bill)},
                                  {"posted", sheet.posted}});
  }
  return {{"month", service::ToString(month.month)}, {"sheets", std::move(sheets)}};
}

json::object PrefundJson(const service::PrefundTable& table) {
  json::array lines;
  for (const service::PrefundLine& line : table.lines) {
    lines.push_back(json::object{{"psn_no", line.psn_no},
                                 {"name", line.name},
                                 {"birth", DateJson(line.birth)},
                                 {"age_months", line.line.input.age},
                                 {"months", line.months},
                                 {"amount", AmountJson(line.line.figures.employer)}});
  }
  json::array standing;
  for (const std::string& psn_no : table.standing) standing.emplace_back(psn_no);
  return {{"employer", table.order.employer},
          {"employer_name", table.employer_name},
          {"declared", DateJson(table.order.declared)},
          {"average_monthly_wage", AmountJson(table.order.average_monthly_wage)},
          {"lines", std::move(lines)},
          {"standing", std::move(standing)},
          {"total", AmountJson(table.total)}};
}

}  // namespace tongchou::console
