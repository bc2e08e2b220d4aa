#include "service/explained_case.h"

#include "service/json_case.h"

namespace tongchou::service {

namespace {

void AppendText(std::string& json, std::string_view key, std::string_view text) {
  if (text.empty()) return;
  AppendKey(json, key);
  AppendString(json, text);
}

void AppendOperands(std::string& json, const std::vector<settle::Operand>& operands) {
  if (operands.empty()) return;
  AppendKey(json, "operands");
  json.append(1, '[');
  for (const settle::Operand& operand : operands) {
    json.append(json.back() == '[' ? "{" : ", {");
    AppendText(json, "zh", operand.name.zh);
    AppendText(json, "en", operand.name.en);
    AppendText(json, "value", operand.value.en);
    if (operand.value.zh != operand.value.en) AppendText(json, "value_zh", operand.value.zh);
    json.append(1, '}');
  }
  json.append(1, ']');
}

void AppendBands(std::string& json, const std::vector<settle::BandLine>& bands) {
  if (bands.empty()) return;
  AppendKey(json, "bands");
  json.append(1, '[');
  for (const settle::BandLine& band : bands) {
    json.append(json.back() == '[' ? "{" : ", {");
    AppendAmount(json, "from", band.from);
    AppendAmount(json, "to", band.to);
    AppendAmount(json, "amount", band.amount);
    AppendText(json, "share", ToPercent(band.share));
    AppendText(json, "product", band.product);
    json.append(1, '}');
  }
  json.append(1, ']');
}

void AppendTotal(std::string& json, std::string_view key, const settle::LayerTotal& total) {
  AppendKey(json, key);
  json.append(1, '{');
  AppendAmount(json, "entered", Money{total.entered_fen});
  AppendAmount(json, "paid", Money{total.paid_fen});
  json.append(1, '}');
}

void AppendLine(std::string& json, const settle::ExplanationLine& line) {
  json.append(1, '{');
  AppendText(json, "figure", line.figure);
  AppendText(json, "step", line.step);
  AppendAmount(json, "amount", line.amount);
  AppendText(json, "zh", line.text.zh);
  AppendText(json, "en", line.text.en);
  AppendOperands(json, line.operands);
  AppendBands(json, line.bands);
  AppendText(json, "before_rounding", line.before_rounding);
  AppendText(json, "binding_zh", line.binding.zh);
  AppendText(json, "binding_en", line.binding.en);
  AppendText(json, "source_zh", line.source.zh);
  AppendText(json, "source_en", line.source.en);
  AppendText(json, "running_total", line.running_total);
  if (!line.running_total.empty()) {
    AppendTotal(json, "before", line.before);
    AppendTotal(json, "after", line.after);
  }
  json.append(1, '}');
}

}  // namespace

void AppendExplanation(std::string& json, const settle::Explanation& explanation) {
  AppendKey(json, "explanation");
  json.append(1, '[');
  for (const settle::ExplanationLine& line : explanation.lines) {
    if (json.back() != '[') json.append(", ");
    AppendLine(json, line);
  }
  json.append(1, ']');
}

}  // namespace tongchou::service
