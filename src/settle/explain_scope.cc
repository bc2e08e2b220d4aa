#include <fmt/format.h>

#include <algorithm>

#include "policy/words.h"
#include "settle/explain_lines.h"
#include "settle/explain_text.h"

namespace tongchou::settle {

namespace {

Text NameOf(FeeClass fee_class) {
  constexpr std::string_view kLetters[] = {"A", "B", "C"};
  return policy::MemberTitle("class", kLetters[static_cast<std::size_t>(fee_class)]);
}

}  // namespace

ExplanationLine& LineMaker::Add(std::string_view figure, std::string step, Text text,
                                Money amount) {
  ExplanationLine& line = lines_.emplace_back();
  line.figure = figure;
  line.step = std::move(step);
  line.text = std::move(text);
  line.amount = amount;
  return line;
}

void LineMaker::Cite(ExplanationLine& line, policy::CitationId citation) const {
  if (citation >= epoch_.citations.size()) return;
  line.citation = citation;
  line.source = SourceText(epoch_.citations[citation]);
}

// One fee line of which something is not eligible.
void LineMaker::AddFeeLine(std::size_t index) {
  const FeeLine& fee = trace_.lines[index];
  const LineSplit& split = trace_.splits[index];
  const int number = static_cast<int>(index) + 1;
  const std::string step = fmt::format("scope.line_{}", number);
  if (split.full_self_pay > Money{}) {
    Add("full_self_pay", step,
        Say("第{}项为丙类，{}元全部自费", "line {} is of class C: all of {} is paid by the person",
            number, fee.amount),
        split.full_self_pay);
  }
  if (split.over_ceiling > Money{}) {
    Add("over_ceiling", step,
        Say("第{}项金额{}元，限价{}元，超出部分自费",
            "line {} costs {}, its ceiling is {}: the person pays what lies above", number,
            fee.amount, *fee.ceiling),
        split.over_ceiling);
  }
  if (split.first_self_pay > Money{}) {
    const auto fee_class = static_cast<std::size_t>(fee.fee_class);
    const Ratio ratio = fee.first_ratio.value_or(benefit_.class_first_ratio[fee_class]);
    const Money covered = fee.amount - split.over_ceiling;
    ExplanationLine& line = Add(
        "first_self_pay", step,
        Say("第{0}项（{1}）{2}元，先行自付{3}", "line {0} ({1}): of {2} the person first pays {3}",
            number, NameOf(fee.fee_class), covered, ratio),
        split.first_self_pay);
    line.before_rounding = ExactYuan(Int128{covered.fen} * ratio.millionths);
    if (!fee.first_ratio) Cite(line, benefit_.class_citation[fee_class]);
  }
}

void LineMaker::AddScope() {
  const Figures& figures = trace_.figures;
  Add("total", "scope.total",
      Say("{}项费用合计", "sum of the fee lines, {} in all", static_cast<int>(trace_.lines.size())),
      figures.total);
  for (std::size_t i = 0; i < trace_.lines.size(); ++i) AddFeeLine(i);
  const Money eligible{trace_.eligible_before_referral_fen};
  ExplanationLine& line =
      Add("eligible", "scope.eligible",
          Say("总费用减去全自费、超限价和先行自付，为符合政策范围金额",
              "the total less full self-pay, what is over a ceiling and first self-pay"),
          eligible);
  const Money reduced = eligible - figures.eligible;
  line.operands = {AmountOperand({"总费用", "total"}, figures.total),
                   AmountOperand({"全自费", "full self-pay"}, figures.full_self_pay),
                   AmountOperand({"超限价自费", "over ceiling"}, figures.over_ceiling),
                   AmountOperand({"先行自付", "first self-pay"}, figures.first_self_pay - reduced)};
}

void LineMaker::AddReferral() {
  const auto& reductions = benefit_.referral_reduction;
  const bool has_rule = std::any_of(reductions.begin(), reductions.end(),
                                    [](Ratio ratio) { return ratio > Ratio{}; });
  if (!has_rule) return;
  const auto referral = static_cast<std::size_t>(trace_.encounter.referral);
  const Ratio ratio = reductions[referral];
  const Money before{trace_.eligible_before_referral_fen};
  const Money moved = before - trace_.figures.eligible;
  if (ratio == Ratio{}) {
    Add("first_self_pay", "referral",
        Say("0：本次不属于须先行自付的转外就医",
            "0 because no referral reduction applies to this encounter"),
        moved);
    return;
  }
  const Text kind = trace_.encounter.referral == Referral::kReferred
                        ? Text{"经转诊", "referred"}
                        : Text{"未经转诊", "unreferred"};
  ExplanationLine& line = Add(
      "first_self_pay", "referral",
      Say("{}转外就医：符合政策范围金额{}元先行自付{}",
          "{} out-of-area care: of the eligible {} the person first pays {}", kind, before, ratio),
      moved);
  line.before_rounding = ExactYuan(Int128{before.fen} * ratio.millionths);
  Cite(line, benefit_.referral_citation[referral]);
  Add("eligible", "referral",
      Say("符合政策范围金额{}元减去转外先行自付{}元",
          "the eligible {} less the first self-pay {} for out-of-area care", before, moved),
      trace_.figures.eligible);
}

void LineMaker::AddAccount() {
  const Figures& figures = trace_.figures;
  const Money limit{trace_.account_limit_fen};
  if (!trace_.encounter.use_account) {
    Add("account", "account",
        Say("0：本次未选择使用个人账户", "0 because the account was not asked to pay"), Money{});
    return;
  }
  ExplanationLine& line =
      Add("account", "account",
          Say("个人账户余额{}元，政策允许支付{}元，取较小者",
              "the account holds {} and may pay {}: the smaller of the two", trace_.balance, limit),
          figures.account);
  line.operands = {AmountOperand({"账户余额", "balance"}, trace_.balance),
                   AmountOperand({"允许支付", "may pay"}, limit)};
  line.binding = trace_.balance < limit ? Text{"账户余额", "balance"} : Text{"允许支付", "may pay"};
  Cite(line, benefit_.account_citation);
}

void LineMaker::AddAfterLayers() {
  const Figures& figures = trace_.figures;
  ExplanationLine& burden =
      Add("burden", "burden",
          Say("符合政策范围金额{}元减去基金支付{}元", "the eligible {} less the funds' payments {}",
              figures.eligible, figures.funds_paid),
          figures.burden);
  burden.operands = {AmountOperand({"符合政策范围", "eligible"}, figures.eligible),
                     AmountOperand({"基金支付", "funds"}, figures.funds_paid)};
  AddAccount();
  ExplanationLine& cash = Add("cash", "cash",
                              Say("总费用{}元减去基金支付{}元和个人账户支付{}元",
                                  "the total {} less the funds' {} and the account's {}",
                                  figures.total, figures.funds_paid, figures.account),
                              figures.cash);
  cash.operands = {AmountOperand({"总费用", "total"}, figures.total),
                   AmountOperand({"基金支付", "funds"}, figures.funds_paid),
                   AmountOperand({"个人账户", "account"}, figures.account)};
}

Explanation Render(const policy::Epoch& epoch, const policy::SchemePlan& scheme,
                   const policy::BenefitPlan& benefit, const Trace& trace) {
  LineMaker maker(epoch, scheme, benefit, trace);
  maker.AddScope();
  maker.AddReferral();
  for (std::size_t i = 0; i < benefit.layers.size(); ++i) maker.AddLayer(i);
  maker.AddAfterLayers();
  return {.figures = trace.figures, .lines = maker.Take()};
}

}  // namespace tongchou::settle
