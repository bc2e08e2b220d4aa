#include "service/policy_view_parts.h"

#include <algorithm>

#include "policy/compile.h"
#include "policy/parameter_reader.h"
#include "policy/words.h"

namespace tongchou::service {

namespace {

using policy::Parameter;
using policy::Period;
using policy::Quantity;
using policy::QuantityKind;

struct WordTitle {
  std::string_view id, zh, en;
};

constexpr WordTitle kWords[] = {
    {"burden", "政策范围内个人负担", "the burden within the scope"},
    {"in_scope", "个人负担与先行自付", "burden and first self-pay"},
    {"all", "全部个人费用", "everything the person pays"},
    {"wage", "本人工资", "the person's wage"},
};

Text WordOf(std::string_view id) {
  for (const WordTitle& row : kWords) {
    if (row.id == id) return {std::string(row.zh), std::string(row.en)};
  }
  return {std::string(id), std::string(id)};
}

ViewUnit UnitOf(const Parameter& parameter) {
  for (const Period& period : parameter.periods) {
    for (const policy::TableCell& cell : period.cells) {
      switch (cell.value.kind) {
        case QuantityKind::kAmount:
          return ViewUnit::kYuan;
        case QuantityKind::kRatio:
          return ViewUnit::kRatio;
        case QuantityKind::kCount:
          return ViewUnit::kCount;
        case QuantityKind::kShareOf:
          return ViewUnit::kYuan;
        default:
          break;
      }
    }
  }
  return ViewUnit::kText;
}

// "0.85": the shortest exact decimal.
std::string DecimalOf(std::int64_t millionths) {
  std::string digits = std::to_string(millionths % Ratio::kOne);
  digits.insert(0, 6 - digits.size(), '0');
  std::string text = std::to_string(millionths / Ratio::kOne) + "." + digits;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

Text WordsOf(const Quantity& quantity) {
  switch (quantity.kind) {
    case QuantityKind::kText:
      return quantity.text;
    case QuantityKind::kNone:
      return {"无", "none"};
    case QuantityKind::kWord:
      return WordOf(quantity.name);
    default:
      return {ToString(quantity), ToString(quantity)};
  }
}

CellView ViewCell(const ViewContext& context, const policy::TableCell& cell, Date day) {
  CellView view;
  view.at = cell.at;
  view.text = WordsOf(cell.value);
  if (cell.value.kind != QuantityKind::kText) view.written = ToString(cell.value);
  switch (cell.value.kind) {
    case QuantityKind::kAmount:
      view.value = ToYuan({cell.value.number});
      break;
    case QuantityKind::kRatio:
      view.value = DecimalOf(cell.value.number);
      break;
    case QuantityKind::kCount:
      view.value = std::to_string(cell.value.number);
      break;
    case QuantityKind::kShareOf: {
      policy::Findings ignored({});  // a loaded pack resolves; on record it may not
      const auto fen = ResolveFen(context.model, cell.value, day, cell.place, ignored);
      if (fen) view.value = ToYuan({*fen});
      break;
    }
    default:
      break;
  }
  if (cell.source) view.citation = ViewSource(context, *cell.source);
  return view;
}

std::vector<AxisView> AxesOf(const ViewContext& context, const Parameter& parameter,
                             const Period& period) {
  std::vector<AxisView> views;
  for (std::size_t i = 0; i < parameter.axes.size(); ++i) {
    AxisView view{parameter.axes[i], policy::AxisTitle(parameter.axes[i]), {}};
    for (const policy::TableCell& cell : period.cells) {
      const bool known = std::any_of(view.members.begin(), view.members.end(),
                                     [&](const NamedView& m) { return m.id == cell.at[i]; });
      if (known) continue;
      view.members.push_back({cell.at[i], MemberTitle(context, view.id, cell.at[i])});
    }
    views.push_back(std::move(view));
  }
  return views;
}

bool Shown(const ViewContext& context, const DateRange& range) {
  return !context.on || range.Contains(*context.on);
}

// A table named after the group, rule or item that it belongs to.
void AppendUnder(const ViewContext& context, const std::optional<Parameter>& table,
                 const std::string& id, const Text& title, std::vector<ParameterView>& views) {
  if (!table) return;
  std::optional<ParameterView> view = ViewParameter(context, *table, {});
  if (!view) return;
  view->id = id + "." + view->id;
  view->title = {title.zh + " · " + view->title.zh, title.en + " · " + view->title.en};
  views.push_back(std::move(*view));
}

void AppendLevy(const policy::PackModel& model, std::optional<Date> on,
                std::vector<ParameterView>& views) {
  const ViewContext context{model, nullptr, model.levy->axes, on};
  for (const auto* table : {&model.levy->due_day, &model.levy->late_fee_per_day}) {
    if (!table->has_value()) continue;
    if (auto view = ViewParameter(context, **table, {})) views.push_back(std::move(*view));
  }
  if (const auto& receipts = model.levy->receipts) {
    for (const auto* table :
         {&receipts->fee_order, &receipts->part_order, &receipts->freeze, &receipts->thaw,
          &receipts->reminder, &receipts->order, &receipts->court}) {
      if (!table->has_value()) continue;
      if (auto view = ViewParameter(context, **table, {})) views.push_back(std::move(*view));
    }
  }
  for (const policy::LevyGroupRule& group : model.levy->groups) {
    for (const auto* table :
         {&group.base, &group.floor, &group.ceiling, &group.employer, &group.person, &group.own,
          &group.employer_part, &group.employer_part_share, &group.large_illness_employer,
          &group.large_illness_person, &group.large_illness_pooled, &group.civil_servant}) {
      AppendUnder(context, *table, group.id, group.title, views);
    }
  }
}

void AppendFixed(const policy::PackModel& model, std::optional<Date> on,
                 std::vector<ParameterView>& views) {
  const ViewContext context{model, nullptr, {}, on};
  const policy::FixedRule& rule = *model.fixed;
  const Text title{"定额筹资", "fixed contributions"};
  for (const auto* table :
       {&rule.opens, &rule.closes, &rule.others, &rule.late_fee_per_day, &rule.receipts.fee_order,
        &rule.receipts.part_order, &rule.receipts.freeze, &rule.receipts.thaw,
        &rule.receipts.reminder, &rule.receipts.order, &rule.receipts.court}) {
    AppendUnder(context, *table, "fixed", title, views);
  }
  for (const policy::FixedGroupRule& group : rule.groups) {
    for (const auto& part : group.parts) AppendUnder(context, part, group.id, group.title, views);
    AppendUnder(context, group.account, group.id, group.title, views);
  }
}

void AppendAccounts(const policy::PackModel& model, std::optional<Date> on,
                    std::vector<ParameterView>& views) {
  const ViewContext context{model, nullptr, {}, on};
  const policy::AccountsRule& rule = *model.accounts;
  if (rule.interest) {
    for (const auto* table : {&rule.interest->current_year, &rule.interest->carried_over,
                              &rule.interest->day_count, &rule.interest->uses_first}) {
      AppendUnder(context, *table, "interest", {"个人账户计息", "interest of accounts"}, views);
    }
  }
  for (const auto* table : {&rule.payouts_a_year, &rule.offsite_referral}) {
    if (!table->has_value()) continue;
    if (auto view = ViewParameter(context, **table, {})) views.push_back(std::move(*view));
  }
  for (const policy::CardItemRule& item : rule.items) {
    AppendUnder(context, item.fee, item.id, item.title, views);
    AppendUnder(context, item.replacement_fee, item.id, item.title, views);
  }
}

}  // namespace

Text DocumentTitle(const policy::Document& document) {
  Text title = document.title;
  if (!document.number.empty()) {
    title.zh += "（" + document.number + "）";
    title.en += " (" + document.number + ")";
  }
  return title;
}

Text MemberTitle(const ViewContext& context, std::string_view axis, std::string_view member) {
  if (axis == "category" && context.scheme != nullptr) {
    for (const policy::Named& category : context.scheme->categories) {
      if (category.id == member) return category.title;
    }
  }
  return policy::MemberTitle(axis, member);
}

Text ConditionText(const ViewContext& context, const policy::Condition& condition) {
  Text text;
  for (const policy::Clause& clause : condition) {
    Text members;
    for (const std::string& member : clause.members) {
      const Text title = MemberTitle(context, clause.axis, member);
      members.zh += (members.zh.empty() ? "" : "、") + title.zh;
      members.en += (members.en.empty() ? "" : ", ") + title.en;
    }
    const Text axis = policy::AxisTitle(clause.axis);
    text.zh += (text.zh.empty() ? "" : "；") + axis.zh + "：" + members.zh;
    text.en += (text.en.empty() ? "" : "; ") + axis.en + ": " + members.en;
  }
  return text;
}

CitationView ViewSource(const ViewContext& context, const policy::Source& source) {
  CitationView view{source.document, source.article, {}, source.assumed, source.reason};
  for (const policy::Document& document : context.model.documents) {
    if (document.id == source.document) view.title = DocumentTitle(document);
  }
  return view;
}

std::optional<ParameterView> ViewParameter(const ViewContext& context, const Parameter& parameter,
                                           const Text& remark) {
  ParameterView view;
  view.id = parameter.id;
  view.title = parameter.title;
  if (!remark.en.empty()) {
    view.title.zh += "（" + remark.zh + "）";
    view.title.en += " (" + remark.en + ")";
  }
  view.unit = UnitOf(parameter);
  view.place = parameter.place;
  for (const Period& period : parameter.periods) {
    if (!Shown(context, period.range)) continue;
    PeriodView shown{period.range.from,
                     period.range.through,
                     ViewSource(context, period.source),
                     AxesOf(context, parameter, period),
                     {},
                     period.place};
    for (const policy::TableCell& cell : period.cells) {
      shown.cells.push_back(ViewCell(context, cell, period.range.from));
    }
    view.periods.push_back(std::move(shown));
  }
  if (view.periods.empty()) return std::nullopt;
  return view;
}

std::optional<ParameterView> ViewAdjustment(const ViewContext& context, const Parameter& parameter,
                                            std::size_t index) {
  const policy::Adjustment& adjustment = parameter.adjustments[index];
  if (!Shown(context, adjustment.range)) return std::nullopt;
  const Text who = ConditionText(context, adjustment.condition);
  ParameterView view;
  view.id = parameter.id + ".adjust." + std::to_string(index + 1);
  view.title = {parameter.title.zh + "调整（" + who.zh + "）",
                parameter.title.en + ", adjusted (" + who.en + ")"};
  view.place = adjustment.place;
  const std::string ratio = ToPercent({adjustment.millionths});
  const std::string points = ratio.substr(0, ratio.size() - 1);
  CellView cell;
  switch (adjustment.kind) {
    case policy::Adjustment::Kind::kFactor:
      cell.text = {"乘以 " + ratio, "times " + ratio};
      cell.written = "factor " + ratio;
      break;
    case policy::Adjustment::Kind::kMinus:
      cell.text = {"减 " + points + " 个百分点", "minus " + points + " points"};
      cell.written = cell.text.en;
      break;
    case policy::Adjustment::Kind::kPlus:
      cell.text = {"加 " + points + " 个百分点", "plus " + points + " points"};
      cell.written = cell.text.en;
      break;
  }
  view.periods.push_back({adjustment.range.from,
                          adjustment.range.through,
                          ViewSource(context, adjustment.source),
                          {},
                          {cell},
                          adjustment.place});
  return view;
}

std::vector<ParameterView> ViewGeneral(const policy::PackModel& model, std::optional<Date> on) {
  const ViewContext context{model, nullptr, model.axes, on};
  std::vector<ParameterView> views;
  for (const policy::NamedParameter& named : model.parameters) {
    std::optional<ParameterView> view = ViewParameter(context, named.parameter, {});
    if (!view) continue;
    view->executed = named.executed;
    view->note = named.note;
    views.push_back(std::move(*view));
  }
  if (model.account) {
    if (auto view = ViewParameter(context, *model.account, {})) views.push_back(std::move(*view));
  }
  if (model.levy) AppendLevy(model, on, views);
  if (model.fixed) AppendFixed(model, on, views);
  if (model.accounts) AppendAccounts(model, on, views);
  if (model.prefund) {
    for (const auto* table : TablesOf(*model.prefund)) {
      if (!table->has_value()) continue;
      if (auto view = ViewParameter(context, **table, {})) views.push_back(std::move(*view));
    }
  }
  if (model.special) {
    for (const auto* table : TablesOf(*model.special)) {
      if (!table->has_value()) continue;
      if (auto view = ViewParameter(context, **table, {})) views.push_back(std::move(*view));
    }
  }
  return views;
}

}  // namespace tongchou::service
