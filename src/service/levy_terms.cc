#include "service/levy_terms.h"

#include <algorithm>

#include "levy/fixed.h"
#include "service/import_row.h"
#include "service/member_change.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

// The interval by which the month is owed, or nullptr.
const store::Coverage* Owing(const store::PersonRow& person, const std::string& scheme,
                             Month month) {
  const Date last = month.last();
  const store::Coverage* owing = nullptr;
  for (const store::Coverage& interval : person.coverage) {
    const bool touches = interval.scheme == scheme && !interval.employer.empty() &&
                         interval.range.from <= last && month.first <= interval.range.through;
    if (touches && (owing == nullptr || interval.range.from >= owing->range.from)) {
      owing = &interval;
    }
  }
  return owing;
}

}  // namespace

Result<MonthRules> RulesOf(const policy::Pack& pack, Month month) {
  const auto found = std::ranges::find_if(pack.levy, [&](const policy::LevyRules& rules) {
    return rules.in_force.Contains(month.first);
  });
  if (found == pack.levy.end()) return Refuse(ErrorCode::kNoPolicyInForce, ToString(month));
  return MonthRules{&pack, &*found, month, nullptr};
}

Result<MonthRules> FixedRulesOf(const policy::Pack& pack, Month month) {
  const auto found = std::ranges::find_if(pack.fixed, [&](const policy::FixedRules& rules) {
    return rules.in_force.Contains(month.first);
  });
  if (found == pack.fixed.end()) return Refuse(ErrorCode::kNoFixedRules, ToString(month));
  return MonthRules{&pack, &found->booking, month, &*found};
}

std::string FixedScheme(const policy::Pack& pack) {
  return pack.fixed.empty() ? std::string() : pack.fixed.front().booking.scheme;
}

Result<MonthRules> RulesOfScheme(const policy::Pack& pack, Month month, const std::string& scheme) {
  const bool fixed = !scheme.empty() && scheme == FixedScheme(pack);
  return fixed ? FixedRulesOf(pack, month) : RulesOf(pack, month);
}

std::string SchemeOfPayer(const policy::Pack& pack, const std::string& unit_kind) {
  const bool fixed = levy::FindPayerKind(unit_kind) != nullptr && !pack.fixed.empty();
  return fixed ? FixedScheme(pack) : LevyScheme(pack);
}

Date DueDay(const policy::LevyRules& rules, Month run) {
  return run.Plus(1).first.PlusDays(rules.due_day - 1);
}

Result<std::optional<LevyInput>> InputOf(const MonthRules& rules, const store::Employer& employer,
                                         const store::PersonRow& person) {
  const store::Coverage* owing = Owing(person, rules.rules->scheme, rules.month);
  if (owing == nullptr || owing->employer != employer.code) return std::optional<LevyInput>();
  const auto group = levy::FindGroup(*rules.rules, owing->category, employer.unit_kind);
  if (!group.ok()) return group.error();
  LevyInput input;
  input.person = person.person;
  input.category = owing->category;
  input.age = AgeOn(rules.month.first, person.birth);
  const bool needs_wage =
      (*group)->base == policy::LevyBase::kWage || (*group)->civil_servant_rate > Ratio{};
  if (needs_wage) {
    const store::WageDeclaration* wage = WageOf(person, employer.code, rules.month.first.year());
    if (wage == nullptr) return ErrorCode::kNoWage;
    input.wage = wage->wage;
    input.wage_year = wage->year;
  }
  return std::optional<LevyInput>(std::move(input));
}

Result<LevyFigures> FiguresOf(const MonthRules& rules, const std::string& unit_kind,
                              const LevyInput& input) {
  if (!input.due) return LevyFigures{};
  if (rules.fixed != nullptr) {
    const auto fixed = levy::FixedGroupCalled(*rules.fixed, input.category);
    const levy::PayerKind* kind = levy::FindPayerKind(unit_kind);
    if (!fixed.ok() || kind == nullptr) return ErrorCode::kUnknownCategory;
    return levy::FixedFigures(**fixed, kind->part);
  }
  const auto group = levy::FindGroup(*rules.rules, input.category, unit_kind);
  if (!group.ok()) return group.error();
  return levy::LevyOf(*rules.rules, **group, input.wage, input.age);
}

void SumUp(const std::vector<LevyLine>& lines, LevyBill& bill) {
  bill.sums = {};
  bill.groups.clear();
  bill.persons = static_cast<std::int64_t>(lines.size());
  for (const LevyLine& line : lines) {
    AddFigures(line.figures, bill.sums);
    auto group = std::ranges::find(bill.groups, line.input.category, &LevyGroupSum::category);
    if (group == bill.groups.end()) {
      group = bill.groups.insert(bill.groups.end(), {line.input.category, 0, {}});
    }
    ++group->persons;
    AddFigures(line.figures, group->figures);
  }
  std::ranges::sort(bill.groups, {}, &LevyGroupSum::category);
}

}  // namespace tongchou::service
