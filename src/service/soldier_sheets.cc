#include "service/soldier_sheets.h"

#include <algorithm>
#include <map>
#include <utility>

#include "levy/debts.h"
#include "service/desk_work.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr int kPage = 200;

// The figure of a bill that is for the fund; nullptr: bills know no such fund.
Money LevyFigures::*FigureOf(const std::string& fund) {
  if (fund == levy::kPartFunds[levy::kPooledPart]) return &LevyFigures::pooled;
  if (fund == levy::kPartFunds[2]) return &LevyFigures::large_illness_employer;
  if (fund == levy::kPartFunds[3]) return &LevyFigures::civil_servant;
  return nullptr;
}

Status AddSettlement(const store::SettlementRow& row, SoldierCost& cost) {
  ++cost.settlements;
  cost.total += row.figures.total;
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    const Money paid = row.figures.layer_paid[i];
    if (paid == Money{}) continue;
    Money LevyFigures::*figure = FigureOf(row.layer_funds[i]);
    if (figure == nullptr) return Refuse(ErrorCode::kUnknownFund, row.layer_funds[i]);
    cost.line.figures.*figure += paid;
  }
  return Done{};
}

}  // namespace

Result<SoldierCost> SoldierCostIn(store::Reader& reader, std::int64_t person, Month month) {
  SoldierCost cost;
  cost.line.input.person = person;
  cost.line.input.category = "soldier_costs";
  store::SettlementFilter filter;
  filter.person = person;
  filter.from = MomentOf(month.first, 0);
  filter.before = MomentOf(month.Plus(1).first, 0);
  filter.limit = kPage;
  while (true) {
    const auto rows = reader.FindSettlements(filter);
    if (!rows.ok()) return rows.error();
    for (const store::SettlementRow& row : *rows) {
      if (const Status added = AddSettlement(row, cost); !added.ok()) return added.error();
    }
    if (rows->size() < static_cast<std::size_t>(kPage)) break;
    filter.below = rows->back().settlement;
  }
  LevyFigures& figures = cost.line.figures;
  figures.employer = figures.pooled;
  return cost;
}

Result<SoldierMonth> DrawUpSoldiers(Region& region, Month month) {
  const auto rules = SpecialRulesOn(region.pack(), month.first);
  if (!rules.ok()) return rules.error();
  if (!(*rules)->soldiers) return Refuse(ErrorCode::kNoSpecialRules, region.pack().id);
  Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  const auto members = FindSpecial(region, {}, SpecialGroup::kSoldier);
  if (!members.ok()) return members.error();
  std::map<std::string, SoldierSheet> sheets;
  for (const SpecialMemberRow& row : *members) {
    const SpecialSpan* span = row.member.Within({month.first, month.last()});
    if (span == nullptr) continue;
    const std::int64_t person = IdNumber(region.area_number(), IdKind::kPerson, row.member.psn_no);
    Result<SoldierCost> cost = SoldierCostIn(**reader, person, month);
    if (!cost.ok() && cost.error().code == ErrorCode::kUnknownFund) {
      return Refuse(ErrorCode::kUnknownFund, row.member.psn_no + " " + cost.error().where);
    }
    if (!cost.ok()) return cost.error();
    if (TotalOf(cost->line.figures) == Money{}) continue;
    cost->psn_no = row.member.psn_no;
    cost->name = row.person.name;
    SoldierSheet& sheet = sheets[span->payer];
    sheet.payer = span->payer;
    sheet.due = month.last().PlusDays((*rules)->soldiers->due_days);
    sheet.amount += TotalOf(cost->line.figures);
    sheet.soldiers.push_back(*std::move(cost));
  }
  SoldierMonth made{month, {}};
  for (auto& [payer, sheet] : sheets) {
    const auto known = FindEmployer(region, payer);
    sheet.payer_name = known ? known->name : payer;
    const auto standing = StandingClaims(region, DuesCode(payer, kSoldierBook), month);
    if (!standing.ok()) return standing.error();
    if (!standing->empty()) sheet.bill = NumberOf(standing->front());
    std::ranges::sort(sheet.soldiers, {}, &SoldierCost::psn_no);
    made.sheets.push_back(std::move(sheet));
  }
  return made;
}

Result<SoldierMonth> PostSoldiers(Region& region, const std::string& actor, Month month) {
  if (month.last() >= region.today()) return Refuse(ErrorCode::kTimeInFuture, "month");
  Result<SoldierMonth> made = DrawUpSoldiers(region, month);
  if (!made.ok()) return made;
  const Result<MonthRules> rules = RulesOf(region.pack(), month);
  if (!rules.ok()) return rules.error();
  for (SoldierSheet& sheet : made->sheets) {
    if (!sheet.bill.empty()) continue;
    ClaimDraft draft;
    draft.employer = sheet.payer;
    draft.book = kSoldierBook;
    draft.month = month;
    draft.due = sheet.due;
    draft.scheme = rules->rules->scheme;
    draft.reason = TitleOfDues(DuesCode(sheet.payer, kSoldierBook)).zh + " " + ToString(month);
    for (const SoldierCost& cost : sheet.soldiers) draft.lines.push_back(cost.line);
    const Result<LevyBill> bill = PostClaim(region, actor, std::move(draft));
    if (!bill.ok()) return bill.error();
    sheet.bill = NumberOf(*bill);
    sheet.posted = true;
  }
  return made;
}

}  // namespace tongchou::service
