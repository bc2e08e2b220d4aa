#include "console/explanation_json.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace tongchou::console {

namespace {

constexpr std::string_view kFundPrefix = "fund.";

struct FigureRow {
  std::string_view id, zh, en;
  Money settle::Figures::*value;
};

// Before the funds, and after them.
constexpr auto kBefore = std::to_array<FigureRow>({
    {"total", "总费用", "total", &settle::Figures::total},
    {"full_self_pay", "全自费", "full self-pay", &settle::Figures::full_self_pay},
    {"over_ceiling", "超限价自费", "over ceiling", &settle::Figures::over_ceiling},
    {"first_self_pay", "先行自付", "first self-pay", &settle::Figures::first_self_pay},
    {"eligible", "符合政策范围", "eligible", &settle::Figures::eligible},
    {"deductible", "起付线", "deductible", &settle::Figures::deductible},
});
constexpr auto kAfter = std::to_array<FigureRow>({
    {"burden", "范围内个人负担", "burden within scope", &settle::Figures::burden},
    {"account", "个人账户支付", "paid by the account", &settle::Figures::account},
    {"cash", "现金支付", "cash", &settle::Figures::cash},
});
const Text kBalanceName{"账户余额", "account balance"};

json::array BandsJson(const std::vector<settle::BandLine>& bands) {
  json::array made;
  for (const settle::BandLine& band : bands) {
    made.push_back(json::object{{"from", AmountJson(band.from)},
                                {"to", AmountJson(band.to)},
                                {"amount_in_band", AmountJson(band.amount)},
                                {"share", RatioText(band.share)},
                                {"product", band.product}});
  }
  return made;
}

// The title of "<benefit>.<layer>".
Text TotalTitle(const policy::SchemePlan& scheme, std::string_view name) {
  for (const policy::BenefitPlan& benefit : scheme.benefits) {
    for (const policy::Layer& layer : benefit.layers) {
      if (name != benefit.id + "." + layer.id) continue;
      return {benefit.title.zh + "·" + layer.title.zh + "本年累计支付",
              benefit.title.en + ", " + layer.title.en + ": paid this year"};
    }
  }
  return {std::string(name), std::string(name)};
}

json::value RunningTotalJson(const policy::SchemePlan& scheme,
                             const settle::ExplanationLine& line) {
  if (line.running_total.empty()) return nullptr;
  return json::object{{"name", TextJson(TotalTitle(scheme, line.running_total))},
                      {"before", AmountJson({line.before.paid_fen})},
                      {"after", AmountJson({line.after.paid_fen})}};
}

}  // namespace

json::object LineJson(const Explained& explained, const settle::ExplanationLine& line) {
  json::array operands;
  for (const settle::Operand& operand : line.operands) {
    operands.push_back(
        json::object{{"name", TextJson(operand.name)}, {"value", TextJson(operand.value)}});
  }
  json::object made;
  made["step"] = line.step;
  made["text"] = TextJson(line.text);
  made["operands"] = std::move(operands);
  made["bands"] = BandsJson(line.bands);
  made["before_rounding"] = StringOrNull(line.before_rounding);
  made["amount"] = AmountJson(line.amount);
  made["value_from_date"] = nullptr;
  made["citation"] = nullptr;
  if (line.citation && *line.citation < explained.epoch.citations.size()) {
    const policy::Citation& citation = explained.epoch.citations[*line.citation];
    made["value_from_date"] = DateJson(citation.since);
    made["citation"] = CitationJson(citation);
  }
  made["running_total"] = RunningTotalJson(explained.scheme, line);
  made["binding"] = nullptr;
  if (line.binding != Text{}) made["binding"] = TextJson(line.binding);
  return made;
}

namespace {

settle::ExplanationLine Sentence(std::string step, Text text, Money amount) {
  settle::ExplanationLine line;
  line.step = std::move(step);
  line.text = std::move(text);
  line.amount = amount;
  return line;
}

json::object FigureJson(const Explained& explained, std::string_view figure, const Text& name,
                        Money amount) {
  json::array lines;
  for (const settle::ExplanationLine& line : explained.explanation.lines) {
    if (line.figure == figure) lines.push_back(LineJson(explained, line));
  }
  if (lines.empty()) {
    lines.push_back(LineJson(
        explained,
        Sentence("none", {"0：本次没有产生这一项", "0 because nothing of this kind occurred"},
                 amount)));
  }
  std::string id(figure);
  if (figure.starts_with(kFundPrefix)) id[kFundPrefix.size() - 1] = ':';
  return {{"figure", id},
          {"name", TextJson(name)},
          {"amount", AmountJson(explained.negated ? -amount : amount)},
          {"lines", std::move(lines)}};
}

json::object BalanceJson(const Explained& explained) {
  const Money paid = explained.explanation.figures.account;
  const Money before =
      explained.negated ? explained.balance_after - paid : explained.balance_after + paid;
  settle::ExplanationLine line = Sentence(
      "account_balance",
      explained.negated
          ? Text{"冲正前余额加上退回的账户支付", "the balance before, plus what was given back"}
          : Text{"结算前余额减去账户支付", "the balance before, less what the account paid"},
      explained.balance_after);
  line.operands = {settle::AmountOperand({"此前余额", "balance before"}, before),
                   settle::AmountOperand({"账户支付", "paid by the account"}, paid)};
  return {{"figure", "account_balance"},
          {"name", TextJson(kBalanceName)},
          {"amount", AmountJson(explained.balance_after)},
          {"lines", json::array{LineJson(explained, line)}}};
}

// What each fund of the benefit paid, in the order of the layers.
std::vector<std::pair<std::string, Money>> PaidByFunds(const Explained& explained) {
  std::vector<std::pair<std::string, Money>> paid;
  for (std::size_t i = 0; i < explained.benefit.layers.size(); ++i) {
    const std::string& fund = explained.scheme.funds[explained.benefit.layers[i].fund].id;
    auto same = paid.begin();
    while (same != paid.end() && same->first != fund) ++same;
    if (same == paid.end()) same = paid.insert(paid.end(), {fund, Money{}});
    same->second += explained.explanation.figures.layer_paid[i];
  }
  return paid;
}

}  // namespace

json::object CitationJson(const policy::Citation& citation) {
  json::object made;
  made["document"] = StringOrNull(citation.document);
  made["article"] = StringOrNull(citation.article);
  made["title"] = StringOrNull(citation.title);
  made["assumed"] = citation.assumed;
  made["reason"] = nullptr;
  if (!citation.reason.empty()) made["reason"] = TextJson({citation.reason, citation.reason});
  return made;
}

Text FigureName(const policy::SchemePlan& scheme, std::string_view figure) {
  for (const FigureRow& row : kBefore) {
    if (row.id == figure) return {std::string(row.zh), std::string(row.en)};
  }
  for (const FigureRow& row : kAfter) {
    if (row.id == figure) return {std::string(row.zh), std::string(row.en)};
  }
  if (figure == "account_balance") return kBalanceName;
  for (const policy::Fund& fund : scheme.funds) {
    if (figure.starts_with(kFundPrefix) && figure.substr(kFundPrefix.size()) == fund.id) {
      return fund.title;
    }
  }
  return {std::string(figure), std::string(figure)};
}

json::object ExplanationJson(const Explained& explained) {
  json::array figures;
  const settle::Figures& values = explained.explanation.figures;
  const auto add = [&](std::string_view figure, Money amount) {
    figures.push_back(FigureJson(explained, figure, FigureName(explained.scheme, figure), amount));
  };
  for (const FigureRow& row : kBefore) add(row.id, values.*row.value);
  for (const auto& [fund, paid] : PaidByFunds(explained)) {
    add(std::string(kFundPrefix) + fund, paid);
  }
  for (const FigureRow& row : kAfter) add(row.id, values.*row.value);
  figures.push_back(BalanceJson(explained));
  return {{"reproduced", explained.reproduced}, {"figures", std::move(figures)}};
}

}  // namespace tongchou::console
