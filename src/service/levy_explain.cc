#include "service/levy_explain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "policy/compile.h"
#include "policy/pack_model.h"
#include "service/claim_terms.h"
#include "service/fixed_explain.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/policy_shelf.h"
#include "service/region.h"
#include "service/soldier_sheets.h"
#include "service/special_year.h"

namespace tongchou::service {
namespace {

using policy::LevyGroup;
using policy::LevyGroupRule;
using policy::Parameter;

// Makes the steps of one line.
class Explainer {
 public:
  Explainer(const MonthRules& rules, const LevyGroup& group, const LevyInput& input,
            const LevyFigures& figures)
      : rules_(rules), group_(group), input_(input), figures_(figures) {
    const policy::PackModel& model = *rules.pack->model;
    for (const LevyGroupRule& rule : model.levy->groups) {
      if (rule.category == group.category && rule.unit_kind == group.unit_kind) rule_ = &rule;
    }
  }

  std::vector<LevyStep> Steps() {
    Base();
    Rate("employer", group_.employer_rate, &LevyGroupRule::employer);
    Rate("person", group_.person_rate, &LevyGroupRule::person);
    Account();
    Pooled();
    Fixed("large_illness_employer", &LevyGroupRule::large_illness_employer);
    Fixed("large_illness_person", &LevyGroupRule::large_illness_person);
    FromPooled();
    CivilServant();
    return std::move(steps_);
  }

 private:
  using Rule = std::optional<Parameter> LevyGroupRule::*;

  LevyStep& Add(std::string_view figure, Rule rule, Text arithmetic) {
    const auto row = std::ranges::find(AllLevyFigures(), figure, &LevyFigure::id);
    LevyStep step{std::string(figure),   row->title, std::move(arithmetic),
                  figures_.*row->amount, {},         {}};
    Cite(rule, step);
    steps_.push_back(std::move(step));
    return steps_.back();
  }

  void Cite(Rule rule, LevyStep& step) const {
    if (rule == nullptr || rule_ == nullptr || !(rule_->*rule)) return;
    CiteTable(rules_, *(rule_->*rule), step);
  }

  Money Average() const {
    constexpr int kMonths = 12;
    return {DivideRoundHalfAway(rules_.rules->average_yearly_wage.fen, kMonths)};
  }
  std::string OfAverage(Ratio share) const {
    return fmt::format("{} × {}/12", ToPercent(share), ToYuan(rules_.rules->average_yearly_wage));
  }

  void Base() {
    switch (group_.base) {
      case policy::LevyBase::kNone:
        Add("base", &LevyGroupRule::base, {"不按工资征缴", "nothing is levied on a wage"});
        return;
      case policy::LevyBase::kShareOfAverage:
        Add("base", &LevyGroupRule::base,
            {fmt::format("上年平均工资（年）的份额：{} = {}", OfAverage(group_.base_share),
                         ToYuan(figures_.base)),
             fmt::format("a share of last year's average wage: {} = {}",
                         OfAverage(group_.base_share), ToYuan(figures_.base))});
        return;
      case policy::LevyBase::kWage:
        break;
    }
    Text text{
        fmt::format("{} 年申报的月工资 {}", input_.wage_year, ToYuan(input_.wage)),
        fmt::format("monthly wage declared for {}: {}", input_.wage_year, ToYuan(input_.wage))};
    Limit(group_.floor_share, {"下限", "floor"}, text);
    Limit(group_.ceiling_share, {"上限", "ceiling"}, text);
    Add("base", &LevyGroupRule::base, std::move(text));
  }

  void Limit(Ratio share, const Text& name, Text& text) const {
    if (share == Ratio{}) return;
    const Money limit = MultiplyRoundHalfAway(Average(), share);
    text.zh += fmt::format("；{} {} = {}", name.zh, OfAverage(share), ToYuan(limit));
    text.en += fmt::format("; {} {} = {}", name.en, OfAverage(share), ToYuan(limit));
  }

  std::string Product(Ratio rate, Money amount) const {
    return fmt::format("{} × {} = {}", ToYuan(figures_.base), ToPercent(rate), ToYuan(amount));
  }

  void Rate(std::string_view figure, Ratio rate, Rule rule) {
    if (rate == Ratio{}) return;
    const auto row = std::ranges::find(AllLevyFigures(), figure, &LevyFigure::id);
    const std::string product = Product(rate, figures_.*row->amount);
    Add(figure, rule, {product, product});
  }

  void Account() {
    if (figures_.account == Money{}) return;
    Ratio share;
    for (const policy::AgeShare& step : group_.employer_part_shares) {
      if (input_.age >= step.from_age) share = step.share;
    }
    const std::string own =
        fmt::format("{} × {}", ToYuan(figures_.base), ToPercent(group_.own_rate));
    Text text{"个人部分 " + own, "own part " + own};
    if (share > Ratio{}) {
      const std::string part = fmt::format("{} × {} × {}", ToYuan(figures_.base),
                                           ToPercent(group_.employer_part_rate), ToPercent(share));
      text.zh += fmt::format(" ＋ 单位部分（{} 岁）{}", input_.age, part);
      text.en += fmt::format(" + employer's part (age {}) {}", input_.age, part);
    }
    Add("account", share > Ratio{} ? &LevyGroupRule::employer_part_share : &LevyGroupRule::own,
        std::move(text));
  }

  void Pooled() {
    const std::string sum = fmt::format("{} + {} − {}", ToYuan(figures_.employer),
                                        ToYuan(figures_.person), ToYuan(figures_.account));
    Add("pooled", nullptr, {sum, sum});
  }

  void Fixed(std::string_view figure, Rule rule) {
    const auto row = std::ranges::find(AllLevyFigures(), figure, &LevyFigure::id);
    if (figures_.*row->amount == Money{}) return;
    Add(figure, rule, {"每月定额", "a fixed amount a month"});
  }

  void FromPooled() {
    if (figures_.large_illness_pooled == Money{}) return;
    Add("large_illness_pooled", &LevyGroupRule::large_illness_pooled,
        {"每月定额，单位和个人不缴，随缴费单由统筹基金划入大病基金",
         "a fixed amount a month, which nobody pays: it goes over from the pooled fund with the "
         "bill"});
  }

  void CivilServant() {
    if (group_.civil_servant_rate == Ratio{}) return;
    const std::string product =
        fmt::format("{} × {} = {}", ToYuan(input_.wage), ToPercent(group_.civil_servant_rate),
                    ToYuan(figures_.civil_servant));
    Add("civil_servant", &LevyGroupRule::civil_servant, {product, product});
  }

  const MonthRules& rules_;
  const LevyGroup& group_;
  const LevyInput& input_;
  const LevyFigures& figures_;
  const LevyGroupRule* rule_ = nullptr;
  std::vector<LevyStep> steps_;
};

// The steps of a claim: what leads to the employer's figure.
std::vector<LevyStep> StepsOf(const std::vector<ClaimStep>& steps) {
  const auto row = std::ranges::find(AllLevyFigures(), "employer", &LevyFigure::id);
  std::vector<LevyStep> made;
  for (const ClaimStep& step : steps) {
    made.push_back({std::string(row->id), row->title, step.arithmetic, step.amount, step.citation,
                    step.since});
  }
  return made;
}

// What leads to the line of a claim; of a cadre the standard's steps, of a soldier the settlements.
Result<std::vector<ClaimStep>> ClaimStepsOf(Region& region, const policy::Pack& pack,
                                            const LevyBill& bill, const LevyLine& line) {
  const std::string_view book = BookOfDues(bill.employer);
  if (book == kCadreBook) {
    const auto standard = ApprovedStandard(region, StandardKind::kCadre, line.input.wage_year);
    if (!standard.ok()) return standard.error();
    return ExplainStandard(pack, *standard);
  }
  if (book != kSoldierBook) return ExplainClaim(pack, bill.month, line.input);
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const auto cost = SoldierCostIn(**reader, line.input.person, bill.month);
  if (!cost.ok()) return cost.error();
  const auto& rule = pack.model->special;
  const std::optional<policy::Parameter> none;
  ClaimStep step =
      CiteTable(pack, rule && rule->soldiers ? rule->soldiers->due_days : none, bill.month.first)
          .value_or(ClaimStep{});
  step.amount = TotalOf(line.figures);
  step.arithmetic = {
      fmt::format("{} 内 {} 笔结算，费用合计 {}，其中各基金支付 {}", ToString(bill.month),
                  cost->settlements, ToYuan(cost->total), ToYuan(step.amount)),
      fmt::format("{} settlements of {}: {} in all, of which the funds paid {}", cost->settlements,
                  ToString(bill.month), ToYuan(cost->total), ToYuan(step.amount))};
  return std::vector<ClaimStep>{std::move(step)};
}

Result<std::optional<LevyLine>> LineOf(Region& region, const Scope& scope,
                                       const std::string& number, std::int64_t person) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<BillRow> row = GetBill(region, scope, number);
  if (!row.ok()) return row.error();
  const Result<std::vector<LevyLine>> lines = ReadLines(**reader, row->bill);
  if (!lines.ok()) return lines.error();
  const auto found = std::ranges::find_if(
      *lines, [&](const LevyLine& line) { return line.input.person == person; });
  if (found == lines->end()) return std::optional<LevyLine>();
  return std::optional<LevyLine>(*found);
}

}  // namespace

void CiteTable(const MonthRules& rules, const Parameter& table, LevyStep& step) {
  const policy::Period* period = policy::PeriodOn(table, rules.month.first);
  if (period == nullptr) return;
  const policy::Source& source = period->source;
  CitationView view{source.document, source.article, {}, source.assumed, source.reason};
  for (const policy::Document& document : rules.pack->model->documents) {
    if (document.id == source.document) view.title = document.title;
  }
  step.citation = std::move(view);
  step.since = period->range.from;
}

Result<ExplainedLevy> ExplainLevy(Region& region, const Scope& scope, const std::string& number,
                                  const std::string& psn_no) {
  Result<BillRow> row = GetBill(region, scope, number);
  if (!row.ok()) return row.error();
  const std::int64_t person = IdNumber(region.area_number(), IdKind::kPerson, psn_no);
  const auto line = LineOf(region, scope, number, person);
  if (!line.ok()) return line.error();
  if (!*line) return Refuse(ErrorCode::kUnknownPerson, psn_no);
  ExplainedLevy made{*std::move(row), **line, {}, {}, {}};
  const LevyBill& bill = made.row.bill;
  const policy::Pack* pack = region.policies().FindByDigest(ToHex(bill.pack_digest));
  if (pack == nullptr) return Refuse(ErrorCode::kPackNotLoaded, bill.pack);
  if (!BookOfDues(bill.employer).empty()) {
    made.owed = made.line.figures;
    const auto steps = ClaimStepsOf(region, *pack, bill, made.line);
    if (!steps.ok()) return steps.error();
    made.steps = StepsOf(*steps);
    return made;
  }
  const Result<MonthRules> rules = RulesOfScheme(*pack, bill.month, bill.scheme);
  if (!rules.ok()) return rules.error();
  const Result<LevyFigures> owed = FiguresOf(*rules, bill.unit_kind, made.line.input);
  if (!owed.ok()) return owed.error();
  made.owed = *owed;
  made.before = made.owed;
  AddFigures(Negated(made.line.figures), made.before);
  if (!made.line.input.due) return made;
  if (rules->fixed != nullptr) {
    made.steps = FixedSteps(*rules, bill.unit_kind, made.line.input.category, made.owed);
    return made;
  }
  const auto group = levy::FindGroup(*rules->rules, made.line.input.category, bill.unit_kind);
  if (!group.ok()) return group.error();
  made.steps = Explainer(*rules, **group, made.line.input, made.owed).Steps();
  return made;
}

}  // namespace tongchou::service
