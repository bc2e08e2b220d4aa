// Scheme files: categories, funds, axes, and the benefits with their layers.
#include <algorithm>

#include "policy/pack_reader.h"

namespace tongchou::policy {

namespace {

constexpr std::string_view kSpans[] = {"stay", "year"};

struct SchemeContext {
  const PackModel& model;
  SchemeRule& scheme;
  Findings& findings;

  TableContext Table(DateRange required, Condition when = {}) const {
    return {findings, model.documents, scheme.axes, required, std::move(when)};
  }
};

Span ReadSpan(MapReader& reader) {
  const Node* node = reader.Require("per");
  if (node == nullptr) return Span::kStay;
  return ReadWord(*node, kSpans, reader.findings()).value_or(0) == 1 ? Span::kYear : Span::kStay;
}

void ReadDeductible(const Node& node, LayerRule& layer, const TableContext& context) {
  MapReader reader(node, context.findings);
  layer.deductible_span = ReadSpan(reader);
  layer.deductible = ReadParameter(
      reader, {"deductible", {"起付线", "deductible"}, Wanted::kAmount, TableForm::kAdjusted},
      context);
  reader.Finish();
  if (layer.deductible_span == Span::kYear && layer.span == Span::kStay) {
    context.findings.Add(
        FindingCode::kE26, node.place,
        {"按次的一层不能有按年的起付线", "a layer per stay cannot have a deductible per year"},
        {"把本层改为 per: year，或把起付线改为 per: stay",
         "make the layer per: year, or the deductible per: stay"});
  }
}

void ReadShare(const Node& node, LayerRule& layer, const TableContext& context) {
  MapReader reader(node, context.findings);
  static constexpr std::string_view kPayers[] = {"fund", "person"};
  static constexpr std::string_view kFroms[] = {"zero", "deductible"};
  if (const Node* payer = reader.Find("payer")) {
    layer.payer = ReadWord(*payer, kPayers, context.findings, FindingCode::kE13).value_or(0) == 1
                      ? Payer::kPerson
                      : Payer::kFund;
  } else if (reader.ok()) {
    context.findings.Add(
        FindingCode::kE13, node.place,
        {"没有写明是谁的比例（payer）", "it is not said whose share this is (`payer`)"});
  }
  const Node* from = reader.Find("measured_from");
  if (from != nullptr) {
    layer.measured_from =
        ReadWord(*from, kFroms, context.findings, FindingCode::kE13).value_or(0) == 1
            ? BandsFrom::kDeductible
            : BandsFrom::kZero;
  }
  layer.share = ReadParameter(
      reader, {"share", {"支付比例", "share"}, Wanted::kRatio, TableForm::kBanded}, context);
  reader.Finish();
  const auto& axes = layer.share->axes;
  const bool banded = std::find(axes.begin(), axes.end(), kBandAxis) != axes.end();
  if (banded && from == nullptr) {
    context.findings.Add(FindingCode::kE13, node.place,
                         {"分段表没有写明从何量起（measured_from）",
                          "it is not said from where the bands are measured (`measured_from`)"});
  }
  if (!banded && from != nullptr) {
    context.findings.Add(
        FindingCode::kE23, from->place,
        {"没有分段，measured_from 不起作用", "without bands `measured_from` has no effect"});
  }
}

void ReadCap(const Node& node, LayerRule& layer, const TableContext& context) {
  MapReader reader(node, context.findings);
  static constexpr std::string_view kOns[] = {"expense", "payment"};
  if (const Node* on = reader.Require("on")) {
    const int word = ReadWord(*on, kOns, context.findings).value_or(1);
    layer.cap_on = word == 0 ? CapOn::kExpense : CapOn::kPayment;
  }
  layer.cap_span = ReadSpan(reader);
  layer.cap = ReadParameter(
      reader, {"cap", {"封顶线", "cap"}, Wanted::kAmountOrNone, TableForm::kAdjusted}, context);
  reader.Finish();
  if (layer.cap_on == CapOn::kExpense && layer.cap_span == Span::kYear &&
      layer.span == Span::kStay) {
    context.findings.Add(
        FindingCode::kE26, node.place,
        {"按次的一层没有年度累计费用可封顶", "a layer per stay has no yearly expense to cap"});
  }
  if (layer.cap_on == CapOn::kExpense && layer.cap_span == Span::kStay &&
      layer.span == Span::kYear) {
    context.findings.Add(
        FindingCode::kE26, node.place,
        {"按年累计的一层不能按次封顶费用", "a layer per year cannot cap the expense of one stay"});
  }
}

void ReadFund(MapReader& reader, const SchemeContext& context, LayerRule& layer) {
  const Node* fund = reader.Require("fund");
  if (fund == nullptr) return;
  layer.fund = ReadScalar(*fund, context.findings).value_or("");
  const auto& funds = context.scheme.funds;
  const bool known = std::any_of(funds.begin(), funds.end(),
                                 [&](const Named& named) { return named.id == layer.fund; });
  if (known) return;
  context.findings.Add(
      FindingCode::kE20, fund->place,
      {"没有基金“" + Shown(layer.fund) + "”", "there is no fund `" + Shown(layer.fund) + "`"},
      {"在 funds 中登记它，或改正名称", "list it under `funds`, or correct the name"});
}

// An excess needs a capped layer before it.
void CheckExcess(MapReader& reader, const LayerRule& layer, const BenefitRule& benefit) {
  if (layer.axis != Axis::kExcess) return;
  const bool capped = std::any_of(benefit.layers.begin(), benefit.layers.end(),
                                  [](const LayerRule& other) { return other.cap.has_value(); });
  if (capped) return;
  reader.findings().Add(FindingCode::kE21, reader.Find("axis")->place,
                        {"前面没有设封顶的一层，不会有超限额部分",
                         "no capped layer comes before, so there is no excess"});
}

LayerRule ReadLayer(const Entry& entry, const SchemeContext& context, const BenefitRule& benefit) {
  Findings& findings = context.findings;
  MapReader reader(entry.value, findings);
  LayerRule layer;
  layer.id = ReadId(entry.key, findings);
  layer.place = entry.key.place;
  if (const Node* title = reader.Require("title")) layer.title = ReadText(*title, findings);
  ReadFund(reader, context, layer);
  static constexpr std::string_view kAxes[] = {"eligible", "excess", "burden"};
  if (const Node* axis = reader.Require("axis")) {
    layer.axis = static_cast<Axis>(ReadWord(*axis, kAxes, findings).value_or(0));
    CheckExcess(reader, layer, benefit);
  }
  layer.span = ReadSpan(reader);
  layer.in_force = context.model.in_force;
  if (const Node* in_force = reader.Find("in_force")) {
    MapReader range(*in_force, findings);
    layer.in_force = ReadRange(range);
    range.Finish();
  }
  if (const Node* when = reader.Find("when")) {
    layer.when = ReadCondition(*when, context.scheme.axes, findings);
  }
  layer.source = ReadSource(reader, context.model.documents).value_or(Source{});
  const DateRange required{std::max(layer.in_force.from, context.model.in_force.from),
                           std::min(layer.in_force.through, context.model.in_force.through)};
  const TableContext table = context.Table(required, layer.when);
  if (const Node* node = reader.Find("deductible")) ReadDeductible(*node, layer, table);
  if (const Node* node = reader.Find("share")) ReadShare(*node, layer, table);
  if (const Node* node = reader.Find("flat")) {
    MapReader fields(*node, findings);
    layer.flat = ReadParameter(
        fields, {"flat", {"定额", "fixed amount"}, Wanted::kAmount, TableForm::kAdjusted}, table);
    fields.Finish();
  }
  if (const Node* node = reader.Find("cap")) ReadCap(*node, layer, table);
  reader.Finish();
  if (layer.share.has_value() == layer.flat.has_value()) {
    findings.Add(FindingCode::kE10, entry.key.place,
                 {"share 与 flat 须恰有一个", "exactly one of `share` and `flat` is needed"});
  }
  if (layer.measured_from == BandsFrom::kDeductible && layer.span == Span::kYear &&
      layer.deductible && layer.deductible_span == Span::kStay) {
    findings.Add(FindingCode::kE22, entry.key.place,
                 {"按年累计的分段不能从按次的起付线之上量起",
                  "yearly bands cannot be measured above a deductible per stay"});
  }
  return layer;
}

BenefitRule ReadBenefit(const Entry& entry, const SchemeContext& context) {
  Findings& findings = context.findings;
  MapReader reader(entry.value, findings);
  BenefitRule benefit;
  benefit.id = ReadId(entry.key, findings);
  benefit.place = entry.key.place;
  if (const Node* title = reader.Require("title")) benefit.title = ReadText(*title, findings);
  static constexpr std::string_view kRules[] = {"visit", "discharge"};
  if (const Node* rule = reader.Find("settled_on")) {
    benefit.date_rule = ReadWord(*rule, kRules, findings, FindingCode::kE27).value_or(0) == 1
                            ? DateRule::kDischarge
                            : DateRule::kVisit;
  } else if (reader.ok()) {
    findings.Add(FindingCode::kE27, entry.key.place,
                 {"没有写 settled_on", "`settled_on` is missing"});
  }
  if (const Node* stay = reader.Find("counts_as_stay")) {
    benefit.counts_as_stay = ReadYesNo(*stay, findings);
  }
  if (const Node* referral = reader.Find("referral")) {
    MapReader fields(*referral, findings);
    benefit.referral = ReadParameter(fields,
                                     {"referral",
                                      {"转外就医先行自付", "first self-pay by referral"},
                                      Wanted::kRatio,
                                      TableForm::kTable},
                                     context.Table(context.model.in_force));
    fields.Finish();
    if (benefit.referral->axes != std::vector<std::string>{"referral"}) {
      findings.Add(FindingCode::kE14, referral->place,
                   {"此表的维度只能是 [referral]", "the axes of this table are [referral]"});
    }
  }
  if (const Node* layers = reader.Require("layers")) {
    MapReader list(*layers, findings);
    for (const Entry& layer : layers->entries) {
      benefit.layers.push_back(ReadLayer(layer, context, benefit));
    }
    if (benefit.layers.size() > kMaxLayers) {
      findings.Add(FindingCode::kE31, layers->place,
                   {"一项待遇最多 " + std::to_string(kMaxLayers) + " 层",
                    "a benefit has at most " + std::to_string(kMaxLayers) + " layers"});
    }
  }
  reader.Finish();
  return benefit;
}

void ReadFirstSelfPay(MapReader& reader, const SchemeContext& context) {
  // The class of a fee line is no property of the encounter; its axis exists for this table only.
  static const AxisRule kClassAxis{"class", {"A", "B"}, {}, {}};
  const Node* node = reader.Require("first_self_pay");
  if (node == nullptr) return;
  MapReader fields(*node, context.findings);
  context.scheme.first_self_pay = ReadParameter(
      fields,
      {"first_self_pay", {"先行自付比例", "first self-pay"}, Wanted::kRatio, TableForm::kTable},
      {context.findings, context.model.documents, {&kClassAxis, 1}, context.model.in_force});
  fields.Finish();
  if (context.scheme.first_self_pay->axes != std::vector<std::string>{"class"}) {
    context.findings.Add(FindingCode::kE14, node->place,
                         {"此表的维度只能是 [class]", "the axes of this table are [class]"});
  }
}

// Slots for everything that runs on through the year; a name keeps its slot over all epochs.
void AssignTotals(SchemeRule& scheme, Findings& findings) {
  for (BenefitRule& benefit : scheme.benefits) {
    for (LayerRule& layer : benefit.layers) {
      const bool yearly = layer.span == Span::kYear || (layer.cap && layer.cap_span == Span::kYear);
      if (!yearly) continue;
      if (scheme.total_names.size() == kMaxTotals) {
        findings.Add(FindingCode::kE31, layer.place,
                     {"一个险种最多 " + std::to_string(kMaxTotals) + " 个年度累计",
                      "a scheme has at most " + std::to_string(kMaxTotals) + " yearly totals"});
        return;
      }
      layer.total_slot = static_cast<int>(scheme.total_names.size());
      scheme.total_names.push_back(benefit.id + "." + layer.id);
    }
  }
}

}  // namespace

void ReadScheme(const Node& root, std::string_view stem, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  SchemeRule scheme;
  scheme.place = root.place;
  if (const Node* id = reader.Require("scheme")) {
    scheme.id = ReadId(*id, findings);
    if (scheme.id != stem) {
      findings.Add(FindingCode::kE20, id->place,
                   {"险种“" + Shown(scheme.id) + "”与文件名不同",
                    "scheme `" + Shown(scheme.id) + "` is in a file of another name"},
                   {"让两者一致", "make them equal"});
    }
  }
  if (const Node* title = reader.Require("title")) scheme.title = ReadText(*title, findings);
  if (const Node* node = reader.Require("categories")) {
    scheme.categories = ReadNamedList(*node, findings);
  }
  if (const Node* node = reader.Require("funds")) scheme.funds = ReadNamedList(*node, findings);
  if (const Node* axes = reader.Find("axes")) {
    scheme.axes = ReadAxes(*axes, scheme.categories, findings);
  }
  const SchemeContext context{model, scheme, findings};
  ReadFirstSelfPay(reader, context);
  if (const Node* benefits = reader.Require("benefits")) {
    MapReader list(*benefits, findings);
    for (const Entry& entry : benefits->entries) {
      scheme.benefits.push_back(ReadBenefit(entry, context));
    }
  }
  reader.Finish();
  AssignTotals(scheme, findings);
  model.schemes.push_back(std::move(scheme));
}

}  // namespace tongchou::policy
