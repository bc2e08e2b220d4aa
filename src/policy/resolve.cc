// Resolving written values on a day: which period holds, and what references come to, exactly.
#include <algorithm>
#include <set>

#include "policy/compile.h"

namespace tongchou::policy {

namespace {

void AddCuts(const Parameter& parameter, std::set<Date>& cuts) {
  for (const Period& period : parameter.periods) {
    cuts.insert(period.range.from);
    if (period.range.through < kForever) cuts.insert(period.range.through.PlusDays(1));
  }
  for (const Adjustment& adjustment : parameter.adjustments) {
    cuts.insert(adjustment.range.from);
    if (adjustment.range.through < kForever) cuts.insert(adjustment.range.through.PlusDays(1));
  }
}

void AddCuts(const std::optional<Parameter>& parameter, std::set<Date>& cuts) {
  if (parameter) AddCuts(*parameter, cuts);
}

void AddCuts(const LayerRule& layer, std::set<Date>& cuts) {
  for (const auto* parameter : {&layer.deductible, &layer.share, &layer.cap, &layer.flat}) {
    AddCuts(*parameter, cuts);
  }
  cuts.insert(layer.in_force.from);
  if (layer.in_force.through < kForever) cuts.insert(layer.in_force.through.PlusDays(1));
}

void AddCuts(const LevyGroupRule& group, std::set<Date>& cuts) {
  for (const auto* parameter :
       {&group.base, &group.floor, &group.ceiling, &group.employer, &group.person, &group.own,
        &group.employer_part, &group.employer_part_share, &group.large_illness_employer,
        &group.large_illness_person, &group.large_illness_pooled, &group.civil_servant}) {
    AddCuts(*parameter, cuts);
  }
}

void AddCuts(const ReceiptRule& receipts, std::set<Date>& cuts) {
  for (const auto* parameter :
       {&receipts.fee_order, &receipts.part_order, &receipts.freeze, &receipts.thaw,
        &receipts.reminder, &receipts.order, &receipts.court}) {
    AddCuts(*parameter, cuts);
  }
}

void AddCuts(const FixedRule& rule, std::set<Date>& cuts) {
  for (const auto* parameter : {&rule.opens, &rule.closes, &rule.others, &rule.late_fee_per_day}) {
    AddCuts(*parameter, cuts);
  }
  AddCuts(rule.receipts, cuts);
  for (const FixedGroupRule& group : rule.groups) {
    for (const auto& part : group.parts) AddCuts(part, cuts);
    AddCuts(group.account, cuts);
  }
}

void AddCuts(const AccountsRule& rule, std::set<Date>& cuts) {
  if (rule.interest) {
    for (const auto* parameter : {&rule.interest->current_year, &rule.interest->carried_over,
                                  &rule.interest->day_count, &rule.interest->uses_first}) {
      AddCuts(*parameter, cuts);
    }
  }
  AddCuts(rule.payouts_a_year, cuts);
  AddCuts(rule.offsite_referral, cuts);
  for (const CardItemRule& item : rule.items) {
    AddCuts(item.fee, cuts);
    AddCuts(item.replacement_fee, cuts);
  }
}

void AddSchemeCuts(const SchemeRule& scheme, std::set<Date>& cuts) {
  AddCuts(scheme.first_self_pay, cuts);
  for (const BenefitRule& benefit : scheme.benefits) {
    AddCuts(benefit.referral, cuts);
    for (const LayerRule& layer : benefit.layers) AddCuts(layer, cuts);
  }
}

}  // namespace

std::vector<DateRange> EpochRanges(const PackModel& model) {
  std::set<Date> cuts;
  AddCuts(model.account, cuts);
  for (const NamedParameter& named : model.parameters) {
    if (named.executed) AddCuts(named.parameter, cuts);
  }
  for (const SchemeRule& scheme : model.schemes) AddSchemeCuts(scheme, cuts);
  if (model.levy) {
    AddCuts(model.levy->due_day, cuts);
    AddCuts(model.levy->late_fee_per_day, cuts);
    if (model.levy->receipts) AddCuts(*model.levy->receipts, cuts);
    for (const LevyGroupRule& group : model.levy->groups) AddCuts(group, cuts);
  }
  if (model.prefund) {
    for (const auto* table : TablesOf(*model.prefund)) AddCuts(*table, cuts);
  }
  if (model.fixed) AddCuts(*model.fixed, cuts);
  if (model.accounts) AddCuts(*model.accounts, cuts);
  if (model.special) {
    for (const auto* table : TablesOf(*model.special)) AddCuts(*table, cuts);
  }
  std::vector<DateRange> ranges;
  Date from = model.in_force.from;
  for (const Date cut : cuts) {
    if (cut <= from || cut > model.in_force.through) continue;
    ranges.push_back({from, cut.PlusDays(-1)});
    from = cut;
  }
  ranges.push_back({from, model.in_force.through});
  return ranges;
}

const Period* PeriodOn(const Parameter& parameter, Date day) {
  const auto found = std::find_if(parameter.periods.begin(), parameter.periods.end(),
                                  [&](const Period& period) { return period.range.Contains(day); });
  return found == parameter.periods.end() ? nullptr : &*found;
}

std::optional<std::int64_t> AmountOf(const PackModel& model, const std::string& name, Date day,
                                     Place place, Findings& findings) {
  const auto named = std::find_if(model.parameters.begin(), model.parameters.end(),
                                  [&](const NamedParameter& p) { return p.parameter.id == name; });
  if (named == model.parameters.end()) {
    findings.Add(FindingCode::kE20, place,
                 {"parameters.yaml 中没有“" + name + "”", "parameters.yaml has no `" + name + "`"});
    return std::nullopt;
  }
  const Period* period = PeriodOn(named->parameter, day);
  if (period == nullptr) {
    findings.Add(FindingCode::kE16, place,
                 {name + " 在 " + ToString(day) + " 没有数值",
                  "`" + name + "` has no value on " + ToString(day)});
    return std::nullopt;
  }
  if (period->cells.size() != 1 || period->cells[0].value.kind != QuantityKind::kAmount) {
    findings.Add(FindingCode::kE25, place,
                 {name + " 不是单一金额", "`" + name + "` is not a single amount"});
    return std::nullopt;
  }
  return period->cells[0].value.number;
}

std::optional<std::int64_t> ResolveFen(const PackModel& model, const Quantity& quantity, Date day,
                                       Place place, Findings& findings) {
  if (quantity.kind == QuantityKind::kNone) return kNoLimit;
  if (quantity.kind == QuantityKind::kAmount) return quantity.number;
  const std::optional<std::int64_t> amount = AmountOf(model, quantity.name, day, place, findings);
  if (!amount) return std::nullopt;
  const Int128 product = Int128{*amount} * quantity.number;
  if (product % Ratio::kOne != 0) {
    findings.Add(
        FindingCode::kE32, place,
        {ToString(quantity) + " 不是整分", ToString(quantity) + " is no whole number of fen"});
    return std::nullopt;
  }
  const Int128 fen = product / Ratio::kOne;
  if (fen > kMaxFen) {
    findings.Add(FindingCode::kE28, place,
                 {ToString(quantity) + " 过大", ToString(quantity) + " is too large"});
    return std::nullopt;
  }
  return static_cast<std::int64_t>(fen);
}

}  // namespace tongchou::policy
