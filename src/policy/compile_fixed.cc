// Fixed yearly contributions of one epoch.
#include <algorithm>

#include "policy/compile.h"

namespace tongchou::policy {

namespace {

constexpr int kMonthsOfYear = 12;

const TableCell* CellOf(const std::optional<Parameter>& parameter, Date day) {
  if (!parameter) return nullptr;
  const Period* period = PeriodOn(*parameter, day);
  return period == nullptr || period->cells.empty() ? nullptr : &period->cells.front();
}

class FixedCompiler {
 public:
  FixedCompiler(const PackModel& model, DateRange range, Findings& findings)
      : model_(model), rule_(*model.fixed), range_(range), findings_(findings) {}

  FixedRules Rules() {
    CheckScheme();
    FixedRules rules;
    rules.in_force = range_;
    rules.booking.in_force = range_;
    rules.booking.scheme = rule_.scheme;
    rules.booking.receipts = CompileReceipts(model_, rule_.receipts, range_, findings_);
    if (const TableCell* fee = CellOf(rule_.late_fee_per_day, range_.from)) {
      rules.booking.late_fee_per_day = {fee->value.number};
    }
    rules.opens_months = Months(rule_.opens);
    rules.closes_months = Months(rule_.closes);
    rules.others_months = Months(rule_.others);
    for (const FixedGroupRule& group : rule_.groups) rules.groups.push_back(Group(group));
    return rules;
  }

 private:
  int Months(const std::optional<Parameter>& parameter) {
    const TableCell* cell = CellOf(parameter, range_.from);
    if (cell == nullptr) return 0;
    if (cell->value.number < 0 || cell->value.number > kMonthsOfYear) {
      findings_.Add(FindingCode::kE01, cell->place,
                    {"月数应在 0 至 12 之间", "the number of months is from 0 to 12"});
      return 0;
    }
    return static_cast<int>(cell->value.number);
  }

  Money Amount(const std::optional<Parameter>& parameter) {
    const TableCell* cell = CellOf(parameter, range_.from);
    if (cell == nullptr) return {};
    return {ResolveFen(model_, cell->value, range_.from, cell->place, findings_).value_or(0)};
  }

  FixedGroup Group(const FixedGroupRule& rule) {
    FixedGroup group;
    group.id = rule.id;
    group.category = rule.category;
    group.identity = rule.identity;
    for (std::size_t i = 0; i < kFixedParts; ++i) group.parts[i] = Amount(rule.parts[i]);
    group.account = Amount(rule.account);
    CheckCategory(rule);
    const Money civil = group.parts[static_cast<std::size_t>(FixedPart::kCivilAffairs)];
    const Money own = group.parts[static_cast<std::size_t>(FixedPart::kOwn)];
    if (group.account > (civil > Money{} ? civil : own)) {
      findings_.Add(FindingCode::kE33, CellOf(rule.account, range_.from)->place,
                    {"划入个人账户的金额大于它所出自的那一部分",
                     "more goes to the account than the part that it is taken from"},
                    {"民政资助（没有则个人缴费）不得少于划入个人账户的金额",
                     "the part of civil affairs (without one: the own part) covers it"});
    }
    return group;
  }

  // A scheme that the pack has no file of is somebody else's business: only its money is ours.
  void CheckCategory(const FixedGroupRule& rule) {
    for (const SchemeRule& scheme : model_.schemes) {
      if (scheme.id != rule_.scheme) continue;
      const bool known = std::ranges::any_of(
          scheme.categories, [&](const Named& named) { return named.id == rule.category; });
      if (known) return;
      findings_.Add(FindingCode::kE20, rule.place,
                    {"险种 " + scheme.id + " 没有人员类别“" + rule.category + "”",
                     "scheme `" + scheme.id + "` has no category `" + rule.category + "`"});
    }
  }

  void CheckScheme() {
    if (!model_.levy || model_.levy->scheme != rule_.scheme) return;
    findings_.Add(FindingCode::kE24, rule_.place,
                  {"该险种已在 levy.yaml 中按月征缴", "levy.yaml levies this scheme by the month"});
  }

  const PackModel& model_;
  const FixedRule& rule_;
  DateRange range_;
  Findings& findings_;
};

}  // namespace

void CompileFixed(const PackModel& model, DateRange range, Compiled& compiled, Findings& findings) {
  if (model.fixed) compiled.fixed.push_back(FixedCompiler(model, range, findings).Rules());
}

}  // namespace tongchou::policy
