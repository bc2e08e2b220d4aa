// Contributions, late fees and pre-funding of one epoch.
#include <algorithm>

#include "policy/compile.h"
#include "policy/parameter_reader.h"

namespace tongchou::policy {

namespace {

class LevyCompiler {
 public:
  LevyCompiler(const PackModel& model, DateRange range, Findings& findings)
      : model_(model), range_(range), findings_(findings) {}

  LevyRules Rules() {
    const LevyRule& rule = *model_.levy;
    LevyRules rules;
    rules.in_force = range_;
    rules.scheme = rule.scheme;
    if (!rule.average.empty()) {
      const auto average =
          AmountOf(model_, rule.average, range_.from, rule.average_place, findings_);
      rules.average_yearly_wage = {average.value_or(0)};
    }
    rules.late_fee_per_day = RatioOf(rule.late_fee_per_day);
    rules.due_day = static_cast<int>(NumberOf(rule.due_day));
    if (rule.due_day && (rules.due_day < 1 || rules.due_day > 28)) {
      findings_.Add(FindingCode::kE01, CellOf(rule.due_day)->place,
                    {"截止日应在 1 至 28 日", "the due day is from 1 to 28"});
    }
    if (rule.receipts) rules.receipts = Receipts(*rule.receipts);
    for (const LevyGroupRule& group : rule.groups) rules.groups.push_back(Group(group));
    return rules;
  }

  ReceiptRules Receipts(const ReceiptRule& rule) const {
    ReceiptRules rules;
    rules.fee_order = static_cast<FeeOrder>(NumberOf(rule.fee_order));
    rules.part_order = static_cast<PartOrder>(NumberOf(rule.part_order));
    rules.freeze_months = static_cast<int>(NumberOf(rule.freeze));
    rules.thaw = static_cast<Thaw>(NumberOf(rule.thaw));
    rules.reminder_days = static_cast<int>(NumberOf(rule.reminder));
    rules.order_days = static_cast<int>(NumberOf(rule.order));
    rules.court_days = static_cast<int>(NumberOf(rule.court));
    return rules;
  }

  PrefundRules Prefund() {
    PrefundRules rules;
    rules.in_force = range_;
    rules.life_years = static_cast<int>(NumberOf(model_.prefund->life_years));
    rules.rate = RatioOf(model_.prefund->rate);
    rules.fixed_years = static_cast<int>(NumberOf(model_.prefund->fixed_years));
    rules.fixed_rate = RatioOf(model_.prefund->fixed_rate);
    rules.men_age = static_cast<int>(NumberOf(model_.prefund->men_age));
    rules.women_age = static_cast<int>(NumberOf(model_.prefund->women_age));
    rules.back_rate = RatioOf(model_.prefund->back_rate);
    return rules;
  }

 private:
  const TableCell* CellOf(const std::optional<Parameter>& parameter) const {
    if (!parameter) return nullptr;
    const Period* period = PeriodOn(*parameter, range_.from);
    return period == nullptr || period->cells.empty() ? nullptr : &period->cells.front();
  }

  std::int64_t NumberOf(const std::optional<Parameter>& parameter) const {
    const TableCell* cell = CellOf(parameter);
    return cell == nullptr ? 0 : cell->value.number;
  }

  Ratio RatioOf(const std::optional<Parameter>& parameter) const { return {NumberOf(parameter)}; }

  // A share of the average wage, in millionths; 0 when there is none.
  Ratio ShareOf(const std::optional<Parameter>& parameter) {
    const TableCell* cell = CellOf(parameter);
    if (cell == nullptr || cell->value.kind != QuantityKind::kShareOf) return {};
    if (cell->value.name != model_.levy->average) {
      findings_.Add(FindingCode::kE20, cell->place,
                    {"这里只能引用 " + model_.levy->average,
                     "only `" + model_.levy->average + "` can be meant here"});
    }
    return {cell->value.number};
  }

  std::vector<AgeShare> SharesOf(const std::optional<Parameter>& parameter) const {
    std::vector<AgeShare> shares;
    const Period* period = parameter ? PeriodOn(*parameter, range_.from) : nullptr;
    if (period == nullptr) return shares;
    const AxisRule* age = FindAxis(model_.levy->axes, "age");
    for (const TableCell& cell : period->cells) {
      int from_age = 0;
      if (!cell.at.empty() && age != nullptr) {
        const auto member = std::find(age->members.begin(), age->members.end(), cell.at.front());
        const auto index = static_cast<std::size_t>(member - age->members.begin());
        if (index < age->lower_edges.size()) from_age = age->lower_edges[index];
      }
      shares.push_back({from_age, {cell.value.number}});
    }
    return shares;
  }

  LevyGroup Group(const LevyGroupRule& rule) {
    LevyGroup group;
    group.category = rule.category;
    group.unit_kind = rule.unit_kind;
    const TableCell* base = CellOf(rule.base);
    group.base = LevyBase::kNone;
    if (base != nullptr && base->value.kind == QuantityKind::kWord) group.base = LevyBase::kWage;
    if (base != nullptr && base->value.kind == QuantityKind::kShareOf) {
      group.base = LevyBase::kShareOfAverage;
      group.base_share = ShareOf(rule.base);
    }
    group.floor_share = ShareOf(rule.floor);
    group.ceiling_share = ShareOf(rule.ceiling);
    group.employer_rate = RatioOf(rule.employer);
    group.person_rate = RatioOf(rule.person);
    group.own_rate = RatioOf(rule.own);
    group.employer_part_rate = RatioOf(rule.employer_part);
    group.employer_part_shares = SharesOf(rule.employer_part_share);
    group.large_illness_employer = {NumberOf(rule.large_illness_employer)};
    group.large_illness_person = {NumberOf(rule.large_illness_person)};
    group.large_illness_pooled = {NumberOf(rule.large_illness_pooled)};
    group.civil_servant_rate = RatioOf(rule.civil_servant);
    return group;
  }

  const PackModel& model_;
  DateRange range_;
  Findings& findings_;
};

}  // namespace

ReceiptRules CompileReceipts(const PackModel& model, const ReceiptRule& rule, DateRange range,
                             Findings& findings) {
  return LevyCompiler(model, range, findings).Receipts(rule);
}

void CompileLevy(const PackModel& model, DateRange range, Compiled& compiled, Findings& findings) {
  LevyCompiler compiler(model, range, findings);
  if (model.levy) compiled.levy.push_back(compiler.Rules());
  if (model.prefund) compiled.prefund.push_back(compiler.Prefund());
}

}  // namespace tongchou::policy
