#include "service/claim_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "policy/compile.h"
#include "service/policy_at.h"

namespace tongchou::service {
namespace {

using policy::PrefundRules;

const PrefundRules* PrefundRulesIn(const policy::Pack& pack, Month month) {
  const auto found = std::ranges::find_if(pack.prefund, [&](const PrefundRules& rules) {
    return rules.in_force.Contains(month.first);
  });
  return found == pack.prefund.end() ? nullptr : &*found;
}

// Whether the pack has the rule of `way`.
bool HasRule(const PrefundRules& rules, ClaimWay way) {
  switch (way) {
    case ClaimWay::kLife:
      return rules.life_years > 0;
    case ClaimWay::kYears:
      return rules.fixed_years > 0;
    case ClaimWay::kBackMan:
    case ClaimWay::kBackWoman:
      return rules.men_age > 0;
    case ClaimWay::kCadre:
    case ClaimWay::kSoldier:
      break;
  }
  return false;
}

levy::Prefund PrefundBy(const PrefundRules& rules, ClaimWay way, const LevyInput& input) {
  switch (way) {
    case ClaimWay::kLife:
      return levy::PrefundAt(rules, input.age, input.wage);
    case ClaimWay::kYears:
      return levy::FixedYearsOf(rules, input.wage);
    case ClaimWay::kBackMan:
    case ClaimWay::kBackWoman:
      return levy::BackPaymentAt(rules, input.age, way == ClaimWay::kBackMan, input.wage);
    case ClaimWay::kCadre:
    case ClaimWay::kSoldier:
      break;
  }
  return {};
}

// How the months of a line came about.
Text MonthsText(const PrefundRules& rules, ClaimWay way, const LevyInput& input, int months) {
  if (way == ClaimWay::kYears) {
    return {fmt::format("{} 年 × 12 = {} 个月", rules.fixed_years, months),
            fmt::format("{} years × 12 = {} months", rules.fixed_years, months)};
  }
  const bool life = way == ClaimWay::kLife;
  const int years = life                        ? rules.life_years
                    : way == ClaimWay::kBackMan ? rules.men_age
                                                : rules.women_age;
  return {fmt::format("{} × 12 − {} {} = {} 个月", years, life ? "申报时月龄" : "退休时月龄",
                      input.age, months),
          fmt::format("{} × 12 − {} {} = {} months", years,
                      life ? "age in months when declared" : "age in months at retirement",
                      input.age, months)};
}

}  // namespace

std::span<const ClaimWayRow> AllClaimWays() {
  static const std::array<ClaimWayRow, 6> kWays = {{
      {ClaimWay::kLife, "prefund_life", {"预提（余年）", "pre-funding, life that is left"}},
      {ClaimWay::kYears, "prefund_years", {"预提（固定年数）", "pre-funding, fixed years"}},
      {ClaimWay::kBackMan, "back_man", {"提前退休补缴（男）", "back payment, man"}},
      {ClaimWay::kBackWoman, "back_woman", {"提前退休补缴（女）", "back payment, woman"}},
      {ClaimWay::kCadre, "cadre_standard", {"离休干部统筹金", "levy for a retired cadre"}},
      {ClaimWay::kSoldier, "soldier_costs", {"伤残军人医疗费", "care of a disabled soldier"}},
  }};
  return kWays;
}

const ClaimWayRow* FindClaimWay(std::string_view code) {
  const auto row = std::ranges::find(AllClaimWays(), code, &ClaimWayRow::code);
  return row == AllClaimWays().end() ? nullptr : &*row;
}

LevyFigures PooledFigures(Money amount) {
  LevyFigures figures;
  figures.employer = amount;
  figures.pooled = amount;
  return figures;
}

Result<ClaimFigures> ClaimFiguresOf(const policy::Pack& pack, Month month, const LevyInput& input) {
  const ClaimWayRow* row = FindClaimWay(input.category);
  if (row == nullptr) return Refuse(ErrorCode::kUnknownCategory, input.category);
  if (row->way == ClaimWay::kCadre) return ClaimFigures{0, PooledFigures(input.wage)};
  const PrefundRules* rules = PrefundRulesIn(pack, month);
  if (rules == nullptr || !HasRule(*rules, row->way)) {
    return Refuse(ErrorCode::kNoPolicyInForce, std::string(row->code));
  }
  const levy::Prefund prefund = PrefundBy(*rules, row->way, input);
  return ClaimFigures{prefund.months, PooledFigures(prefund.amount)};
}

std::optional<ClaimStep> CiteTable(const policy::Pack& pack,
                                   const std::optional<policy::Parameter>& table, Date day) {
  const policy::Period* period = table ? policy::PeriodOn(*table, day) : nullptr;
  if (period == nullptr) return {};
  const policy::Source& source = period->source;
  CitationView view{source.document, source.article, {}, source.assumed, source.reason};
  for (const policy::Document& document : pack.model->documents) {
    if (document.id == source.document) view.title = document.title;
  }
  return ClaimStep{table->title, {}, std::move(view), period->range.from};
}

std::vector<ClaimStep> ExplainClaim(const policy::Pack& pack, Month month, const LevyInput& input) {
  std::vector<ClaimStep> steps;
  const ClaimWayRow* row = FindClaimWay(input.category);
  const PrefundRules* rules = PrefundRulesIn(pack, month);
  const bool computed = row != nullptr && rules != nullptr && HasRule(*rules, row->way);
  if (!computed) return steps;
  const policy::PrefundRule& rule = *pack.model->prefund;
  const bool life = row->way == ClaimWay::kLife;
  const bool years = row->way == ClaimWay::kYears;
  const auto& months_table = life                             ? rule.life_years
                             : years                          ? rule.fixed_years
                             : row->way == ClaimWay::kBackMan ? rule.men_age
                                                              : rule.women_age;
  const auto& rate_table = life ? rule.rate : years ? rule.fixed_rate : rule.back_rate;
  const Ratio rate = life ? rules->rate : years ? rules->fixed_rate : rules->back_rate;
  const levy::Prefund made = PrefundBy(*rules, row->way, input);
  const auto add = [&](const auto& table, Text arithmetic, Money amount) {
    ClaimStep step = CiteTable(pack, table, month.first).value_or(ClaimStep{});
    step.arithmetic = std::move(arithmetic);
    step.amount = amount;
    steps.push_back(std::move(step));
  };
  add(months_table, MonthsText(*rules, row->way, input, made.months), Money{});
  const std::string product = fmt::format("{} × {} × {} = {}", ToYuan(input.wage), ToPercent(rate),
                                          std::max(made.months, 0), ToYuan(made.amount));
  const Text yuan = life ? Text{"（角、分四舍五入到元）", " (to the whole yuan)"} : Text();
  add(rate_table, {product + yuan.zh, product + yuan.en}, made.amount);
  return steps;
}

}  // namespace tongchou::service
