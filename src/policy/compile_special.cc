// The rules of special groups of one epoch, and the tables that such rules consist of.
#include "policy/compile.h"

namespace tongchou::policy {
namespace {

using Table = std::optional<Parameter>;

class SpecialCompiler {
 public:
  SpecialCompiler(const PackModel& model, DateRange range, Findings& findings)
      : rule_(*model.special), range_(range), findings_(findings) {}

  SpecialRules Rules() {
    SpecialRules rules;
    rules.in_force = range_;
    if (rule_.cadres) rules.cadres = Cadres(*rule_.cadres);
    if (rule_.quota) rules.quota = Quota(*rule_.quota);
    if (rule_.soldiers) rules.soldiers = SoldierRules{CountOf(rule_.soldiers->due_days, 0, 366)};
    return rules;
  }

 private:
  const TableCell* CellOf(const Table& table) const {
    if (!table) return nullptr;
    const Period* period = PeriodOn(*table, range_.from);
    return period == nullptr || period->cells.empty() ? nullptr : &period->cells.front();
  }

  Ratio RatioOf(const Table& table) const {
    const TableCell* cell = CellOf(table);
    return cell == nullptr ? Ratio{} : Ratio{cell->value.number};
  }

  int CountOf(const Table& table, int least, int most) {
    const TableCell* cell = CellOf(table);
    if (cell == nullptr) return least;
    if (cell->value.number >= least && cell->value.number <= most) {
      return static_cast<int>(cell->value.number);
    }
    const std::string limits = std::to_string(least) + " .. " + std::to_string(most);
    findings_.Add(FindingCode::kE01, cell->place,
                  {"须在 " + limits + " 之间", "it is within " + limits});
    return least;
  }

  CadreRules Cadres(const CadreRule& rule) {
    CadreRules rules;
    rules.scheme = rule.scheme;
    rules.cost_years = CountOf(rule.cost_years, 1, 5);
    rules.due_days = CountOf(rule.due_days, 0, 366);
    rules.finance_due_months = CountOf(rule.finance_due, 1, 12);
    rules.managed_share = RatioOf(rule.managed_share);
    rules.surplus_share = RatioOf(rule.surplus_share);
    return rules;
  }

  QuotaRules Quota(const QuotaRule& rule) {
    return {rule.scheme, rule.category, CountOf(rule.cost_years, 1, 5), RatioOf(rule.share)};
  }

  const SpecialRule& rule_;
  DateRange range_;
  Findings& findings_;
};

}  // namespace

std::vector<const Table*> TablesOf(const PrefundRule& rule) {
  return {&rule.life_years, &rule.rate,      &rule.fixed_years, &rule.fixed_rate,
          &rule.men_age,    &rule.women_age, &rule.back_rate};
}

std::vector<const Table*> TablesOf(const SpecialRule& rule) {
  std::vector<const Table*> tables;
  if (rule.cadres) {
    const CadreRule& cadres = *rule.cadres;
    tables = {&cadres.cost_years, &cadres.due_days, &cadres.finance_due, &cadres.managed_share,
              &cadres.surplus_share};
  }
  if (rule.quota) {
    tables.push_back(&rule.quota->cost_years);
    tables.push_back(&rule.quota->share);
  }
  if (rule.soldiers) tables.push_back(&rule.soldiers->due_days);
  return tables;
}

void CompileSpecial(const PackModel& model, DateRange range, Compiled& compiled,
                    Findings& findings) {
  if (!model.special) return;
  compiled.special.push_back(SpecialCompiler(model, range, findings).Rules());
}

}  // namespace tongchou::policy
