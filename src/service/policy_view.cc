#include "service/policy_view.h"

#include <algorithm>

#include "policy/pack_model.h"
#include "policy/parameter_reader.h"
#include "policy/words.h"
#include "service/policy_view_parts.h"

namespace tongchou::service {

namespace {

using policy::LayerRule;
using policy::PackModel;
using policy::SchemeRule;

std::vector<NamedView> NamedOf(const std::vector<policy::Named>& named) {
  std::vector<NamedView> views;
  for (const policy::Named& one : named) views.push_back({one.id, one.title});
  return views;
}

std::string WordOf(policy::Axis axis) {
  switch (axis) {
    case policy::Axis::kEligible:
      return "eligible";
    case policy::Axis::kExcess:
      return "excess";
    case policy::Axis::kBurden:
      return "burden";
  }
  return {};
}

Text AxisTitle(policy::Axis axis) {
  switch (axis) {
    case policy::Axis::kEligible:
      return {"按符合范围金额", "on the eligible amount"};
    case policy::Axis::kExcess:
      return {"按前层封顶以上金额", "on the excess beyond the layers before"};
    case policy::Axis::kBurden:
      return {"按个人负担金额", "on what the person still bears"};
  }
  return {};
}

std::string WordOf(policy::Span span) { return span == policy::Span::kYear ? "year" : "stay"; }

Text SpanTitle(policy::Span span) {
  return span == policy::Span::kYear ? Text{"按年", "per year"} : Text{"按次", "per stay"};
}

void Append(std::optional<ParameterView> view, std::vector<ParameterView>& views) {
  if (view) views.push_back(std::move(*view));
}

LayerView ViewLayer(const ViewContext& context, const LayerRule& rule) {
  LayerView view;
  view.layer = {rule.id, rule.title};
  for (const policy::Named& fund : context.scheme->funds) {
    if (fund.id == rule.fund) view.fund = {fund.id, fund.title};
  }
  view.axis = WordOf(rule.axis);
  view.per = WordOf(rule.span);
  const Text on = AxisTitle(rule.axis);
  const Text span = SpanTitle(rule.span);
  view.manner = {on.zh + "，" + span.zh, on.en + ", " + span.en};
  if (!rule.when.empty()) view.when = ConditionText(context, rule.when);
  view.citation = ViewSource(context, rule.source);
  const Text payer = rule.payer == policy::Payer::kFund ? Text{"基金支付", "the fund pays"}
                                                        : Text{"个人负担", "the person bears"};
  Text share = payer;
  if (rule.share && !rule.share->axes.empty() &&
      std::find(rule.share->axes.begin(), rule.share->axes.end(), policy::kBandAxis) !=
          rule.share->axes.end()) {
    const bool zero = rule.measured_from == policy::BandsFrom::kZero;
    share.zh += zero ? "，分段从零量起（含起付线）" : "，分段从起付线以上量起";
    share.en += zero ? "; bands measured from zero, the deductible included"
                     : "; bands measured above the deductible";
  }
  Text cap = SpanTitle(rule.cap_span);
  const bool expense = rule.cap_on == policy::CapOn::kExpense;
  cap.zh += expense ? "，按费用" : "，按支付额";
  cap.en += expense ? ", on expense" : ", on payments";
  const Text none;
  const struct {
    const std::optional<policy::Parameter>* table;
    const Text remark;
  } tables[] = {{&rule.deductible, SpanTitle(rule.deductible_span)},
                {&rule.share, share},
                {&rule.flat, none},
                {&rule.cap, cap}};
  for (const auto& [table, remark] : tables) {
    if (!table->has_value()) continue;
    Append(ViewParameter(context, **table, remark), view.parameters);
    for (std::size_t i = 0; i < (*table)->adjustments.size(); ++i) {
      Append(ViewAdjustment(context, **table, i), view.parameters);
    }
  }
  return view;
}

BenefitView ViewBenefit(const ViewContext& context, const policy::BenefitRule& rule) {
  BenefitView view;
  view.benefit = {rule.id, rule.title};
  view.settled_on = rule.date_rule == policy::DateRule::kDischarge ? "discharge" : "visit";
  if (rule.referral) Append(ViewParameter(context, *rule.referral, {}), view.parameters);
  for (const LayerRule& layer : rule.layers) view.layers.push_back(ViewLayer(context, layer));
  return view;
}

SchemeView ViewScheme(const PackModel& model, const SchemeRule& rule, std::optional<Date> on) {
  const ViewContext context{model, &rule, rule.axes, on};
  SchemeView view;
  view.scheme = {rule.id, rule.title};
  view.categories = NamedOf(rule.categories);
  view.funds = NamedOf(rule.funds);
  if (rule.first_self_pay)
    Append(ViewParameter(context, *rule.first_self_pay, {}), view.parameters);
  for (const policy::BenefitRule& benefit : rule.benefits) {
    view.benefits.push_back(ViewBenefit(context, benefit));
  }
  return view;
}

// Which of the fixed axes some scheme of the pack declares.
bool Declares(const PackModel& model, std::string_view axis) {
  return std::any_of(model.schemes.begin(), model.schemes.end(), [&](const SchemeRule& scheme) {
    return FindAxis(scheme.axes, axis) != nullptr;
  });
}

std::vector<NamedView> MembersOf(const ViewContext& context, std::string_view axis,
                                 std::initializer_list<std::string_view> members) {
  std::vector<NamedView> views;
  for (const std::string_view member : members) {
    views.push_back({std::string(member), MemberTitle(context, axis, member)});
  }
  return views;
}

CaseOptions OptionsOf(const PackModel& model) {
  const ViewContext context{model, nullptr, {}, std::nullopt};
  CaseOptions options;
  options.levels = MembersOf(context, "level", {"1", "2", "3"});
  if (Declares(model, "aid")) {
    options.aids = MembersOf(context, "aid", {"none", "low_income", "destitute"});
  }
  const bool referral =
      std::any_of(model.schemes.begin(), model.schemes.end(), [](const SchemeRule& scheme) {
        return std::any_of(
            scheme.benefits.begin(), scheme.benefits.end(),
            [](const policy::BenefitRule& benefit) { return benefit.referral.has_value(); });
      });
  if (referral) {
    options.referrals = MembersOf(context, "referral", {"none", "referred", "unreferred"});
  }
  options.civil_servant = Declares(model, "civil_servant");
  options.account = !model.schemes.empty();
  return options;
}

std::vector<ExampleSummary> ExamplesOf(const PackModel& model) {
  static constexpr std::string_view kKinds[] = {"settle", "levy", "late_fee", "prefund", "fixed"};
  std::vector<ExampleSummary> summaries;
  for (const policy::Example& example : model.examples) {
    summaries.push_back({example.name, example.title,
                         std::string(kKinds[static_cast<std::size_t>(example.kind)]),
                         example.scheme, static_cast<int>(example.steps.size())});
  }
  return summaries;
}

}  // namespace

PackSummary SummaryOf(const policy::Pack& pack) {
  const PackModel& model = *pack.model;
  PackSummary summary{model.id,
                      model.title,
                      model.description,
                      model.in_force.from,
                      model.in_force.through,
                      model.area,
                      pack.digest,
                      {}};
  for (const SchemeRule& scheme : model.schemes) {
    summary.schemes.push_back({scheme.id, scheme.title});
  }
  return summary;
}

PackView ViewPack(const policy::Pack& pack, std::optional<Date> on) {
  const PackModel& model = *pack.model;
  PackView view;
  view.summary = SummaryOf(pack);
  for (const policy::Document& document : model.documents) {
    view.documents.push_back({document.id, DocumentTitle(document)});
  }
  view.general = ViewGeneral(model, on);
  for (const SchemeRule& scheme : model.schemes) {
    view.schemes.push_back(ViewScheme(model, scheme, on));
  }
  view.options = OptionsOf(model);
  view.examples = ExamplesOf(model);
  return view;
}

Text MemberName(std::string_view axis, std::string_view member) {
  return policy::MemberTitle(axis, member);
}

}  // namespace tongchou::service
