#include <algorithm>

#include "policy/words.h"
#include "settle/cell_key.h"
#include "settle/explain_lines.h"
#include "settle/explain_text.h"

namespace tongchou::settle {

namespace {

using policy::Axis;
using policy::CapOn;
using policy::Span;

Text NameOf(Axis axis) {
  switch (axis) {
    case Axis::kEligible:
      return {"符合政策范围金额", "the eligible amount"};
    case Axis::kExcess:
      return {"前一层限额以上的金额", "what lies beyond the cap of the layers before"};
    case Axis::kBurden:
      return {"各层支付后个人仍负担的金额", "what the person still bears"};
  }
  return {};
}

std::string StepOf(const LayerRun& now, std::string_view part) {
  return now.layer->id + "." + std::string(part);
}

}  // namespace

// Which class of every dimension the values were looked up with.
void LineMaker::FillDimensions(ExplanationLine& line) const {
  for (const policy::Dimension& dimension : benefit_.dimensions) {
    const std::uint32_t index =
        ClassOf(dimension, trace_.facts, trace_.encounter, trace_.stays_before);
    const std::string_view axis = policy::AxisOf(dimension.kind);
    const bool category = dimension.kind == policy::DimensionKind::kCategory;
    line.operands.push_back({policy::AxisTitle(axis),
                             category && index < scheme_.category_titles.size()
                                 ? scheme_.category_titles[index]
                                 : policy::MemberTitle(axis, index < dimension.values.size()
                                                                 ? dimension.values[index]
                                                                 : std::to_string(index + 1))});
  }
}

void LineMaker::AddNotReached(std::size_t index, const std::string& figure) {
  const policy::Layer& layer = benefit_.layers[index];
  Text why =
      trace_.facts.frozen
          ? Say("0：当日待遇冻结，{}不支付",
                "0 because coverage is frozen on that day: {} pays nothing", layer.title)
          : Say("0：{}不适用于这类情形", "0 because {} does not apply to such a case", layer.title);
  ExplanationLine& line = Add(figure, layer.id + ".none", std::move(why), Money{});
  FillDimensions(line);
  Cite(line, layer.citation);
}

void LineMaker::AddAxis(const LayerRun& now, const std::string& figure) {
  const Money axis{now.axis_fen};
  const Money start{now.start_fen};
  Text text;
  if (now.axis_fen == 0) {
    text = Say("0：{0}为零，{1}无可支付", "0 because {0} is nothing: {1} has nothing to pay on",
               NameOf(now.layer->axis), now.layer->title);
  } else if (now.layer->span == Span::kYear) {
    text =
        Say("{0}：{1} {2}元，接在本年度已累计的{3}元之后", "{0}: {1} is {2}, after {3} this year",
            now.layer->title, NameOf(now.layer->axis), axis, start);
  } else {
    text =
        Say("{0}：{1} {2}元", "{0}: {1} is {2}", now.layer->title, NameOf(now.layer->axis), axis);
  }
  ExplanationLine& line = Add(figure, StepOf(now, "axis"), std::move(text), axis);
  FillDimensions(line);
  Cite(line, now.layer->citation);
}

void LineMaker::AddDeductible(const LayerRun& now, std::string_view figure) {
  const Money deductible{now.cell->deductible_fen};
  const Money took{now.took_fen};
  const bool yearly = now.layer->deductible_span == Span::kYear;
  const Money met{yearly ? std::min(now.start_fen, now.cell->deductible_fen) : 0};
  Text text =
      yearly ? Say("年度起付标准{}元，此前已满足{}元，本次承担{}元",
                   "the deductible of the year is {}, {} was met before: {} now", deductible, met,
                   took)
             : Say("起付标准{}元，本次承担{}元", "the deductible is {}: {} now", deductible, took);
  ExplanationLine& line = Add(figure, StepOf(now, "deductible"), std::move(text), took);
  FillDimensions(line);
  line.operands.push_back(AmountOperand({"起付标准", "deductible"}, deductible));
  line.operands.push_back(AmountOperand({"可计金额", "amount"}, Money{now.axis_fen}));
  line.binding =
      took < deductible - met ? Text{"可计金额", "amount"} : Text{"起付标准", "deductible"};
  Cite(line, now.cell->deductible_citation);
}

void LineMaker::AddExpenseCap(const LayerRun& now, const std::string& figure) {
  const Money cap{now.cell->cap_fen};
  const Money excess{now.excess_fen};
  const bool binds = now.start_fen + now.axis_fen > now.end_fen;
  Text text = binds ? Say("费用限额{}元，超出的{}元转入下一层",
                          "the expense is capped at {}: {} goes on to the next layer", cap, excess)
                    : Say("未达到费用限额{}元", "below the cap of {} on the expense", cap);
  ExplanationLine& line = Add(figure, StepOf(now, "cap"), std::move(text), excess);
  line.operands = {AmountOperand({"费用限额", "cap"}, cap)};
  line.binding = binds ? Text{"费用限额", "cap"} : Text{"可计金额", "amount"};
  Cite(line, now.cell->cap_citation);
}

void LineMaker::AddBands(std::size_t index, const std::string& figure) {
  const LayerRun& now = trace_.layers[index];
  ExplanationLine& line = Add(figure, StepOf(now, "bands"), {}, Money{now.uncut_fen});
  policy::CitationId citation = now.layer->citation;
  for (std::size_t i = 0; i < trace_.band_count; ++i) {
    const BandRecord& record = trace_.bands[i];
    if (record.layer != index) continue;
    const policy::Band& band = now.cell->bands[record.band];
    const std::int64_t amount = record.to_fen - record.from_fen;
    if (line.bands.empty()) citation = band.citation;
    line.bands.push_back({.from = Money{record.from_fen},
                          .to = Money{record.to_fen},
                          .amount = Money{amount},
                          .share = Ratio{band.share_millionths},
                          .product = ExactYuan(Int128{amount} * band.share_millionths)});
  }
  line.text = line.bands.empty()
                  ? Say("0：起付标准以上没有金额", "0 because nothing lies above the deductible")
              : line.bands.size() == 1
                  ? Say("按比例计算，四舍五入到分", "the share of the band, rounded to the fen")
                  : Say("分{}段按比例计算，合计后四舍五入到分",
                        "{} bands at their shares, added up and rounded once to the fen",
                        static_cast<int>(line.bands.size()));
  line.before_rounding = ExactYuan(now.exact);
  Cite(line, citation);
}

void LineMaker::AddFlat(const LayerRun& now, const std::string& figure) {
  const Money flat{now.cell->flat_fen};
  const Money amount{now.uncut_fen};
  ExplanationLine& line = Add(figure, StepOf(now, "flat"),
                              Say("定额{}元，不超过尚未支付的金额",
                                  "a fixed amount of {}, at most what is still unpaid", flat),
                              amount);
  line.operands = {AmountOperand({"定额", "fixed amount"}, flat)};
  line.binding =
      amount < flat ? Text{"尚未支付的金额", "what is unpaid"} : Text{"定额", "fixed amount"};
  Cite(line, now.cell->flat_citation);
}

void LineMaker::AddPaymentCap(const LayerRun& now, const std::string& figure) {
  if (now.cell->cap_fen == policy::kNoLimit) return;
  const Money cap{now.cell->cap_fen};
  const Money room{now.room_fen};
  const Money uncut{now.uncut_fen};
  const bool binds = now.uncut_fen > now.room_fen;
  const Money paid = binds ? room : uncut;
  Text text = binds ? Say("支付限额{}元，尚余{}元，按余额支付；超出部分对应的费用{}元",
                          "payments are capped at {}, {} is left and paid; {} of expense goes on",
                          cap, room, Money{now.excess_fen})
                    : Say("支付限额{}元，尚余{}元，足够支付",
                          "payments are capped at {}: {} is left", cap, room);
  ExplanationLine& line = Add(figure, StepOf(now, "cap"), std::move(text), paid);
  line.operands = {AmountOperand({"支付限额", "cap"}, cap),
                   AmountOperand({"限额余额", "left under the cap"}, room),
                   AmountOperand({"应支付", "payment before the cap"}, uncut)};
  line.binding =
      binds ? Text{"限额余额", "left under the cap"} : Text{"应支付", "payment before the cap"};
  Cite(line, now.cell->cap_citation);
}

void LineMaker::AddPaid(const LayerRun& now, const std::string& figure) {
  const Money paid{now.paid_fen};
  ExplanationLine& line = Add(figure, StepOf(now, "paid"),
                              Say("{0}支付{1}元", "{0} pays {1}", now.layer->title, paid), paid);
  Cite(line, now.layer->citation);
  const int slot = now.layer->total_slot;
  if (slot < 0) return;
  const auto name = static_cast<std::size_t>(slot);
  line.running_total =
      name < scheme_.total_names.size() ? scheme_.total_names[name] : now.layer->id;
  line.before = now.before;
  line.after = {.entered_fen = now.before.entered_fen + now.axis_fen,
                .paid_fen = now.before.paid_fen + now.paid_fen};
}

void LineMaker::AddLayer(std::size_t index) {
  const LayerRun& now = trace_.layers[index];
  const policy::Layer& layer = benefit_.layers[index];
  const std::string figure =
      "fund." + (layer.fund < scheme_.funds.size() ? scheme_.funds[layer.fund].id : layer.id);
  if (!now.applies) {
    AddNotReached(index, figure);
    return;
  }
  AddAxis(now, figure);
  if (layer.is_flat) {
    AddFlat(now, figure);
  } else {
    if (index == 0) AddDeductible(now, "deductible");
    if (now.cell->deductible_fen > 0) AddDeductible(now, figure);
    if (layer.cap_on == CapOn::kExpense) AddExpenseCap(now, figure);
    AddBands(index, figure);
  }
  if (layer.cap_on == CapOn::kPayment) AddPaymentCap(now, figure);
  AddPaid(now, figure);
}

}  // namespace tongchou::settle
