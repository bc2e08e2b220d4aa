#include "policy/parameter_reader.h"

#include <algorithm>

namespace tongchou::policy {

namespace {

// Reads the tables of one parameter; holds what every level of the recursion needs.
class TableReader {
 public:
  TableReader(const Parameter& parameter, const ParameterSpec& spec, const TableContext& context)
      : parameter_(parameter), spec_(spec), context_(context), findings_(context.findings) {}

  // Reads `node` from axis number `at.size()` on, appending to `cells`.
  void Read(const Node& node, std::vector<std::string> at, std::vector<TableCell>& cells) {
    if (at.size() == parameter_.axes.size()) {
      ReadLeaf(node, std::move(at), cells);
      return;
    }
    if (!node.is_map()) {
      const std::string& axis = parameter_.axes[at.size()];
      findings_.Add(
          FindingCode::kE17, node.place,
          {"这里应按维度 " + axis + " 逐个写出", "values by `" + axis + "` are needed here"});
      return;
    }
    if (parameter_.axes[at.size()] == kBandAxis) {
      ReadBands(node, at, cells);
    } else {
      ReadMembers(node, at, cells);
    }
  }

 private:
  void ReadMembers(const Node& node, const std::vector<std::string>& at,
                   std::vector<TableCell>& cells) {
    const AxisRule* axis = FindAxis(context_.axes, parameter_.axes[at.size()]);
    if (axis == nullptr) return;  // reported where the axes of the table are read
    const std::vector<std::string> members = MembersUnder(*axis, context_.when);
    for (const std::string& member : members) {
      const auto entry = std::find_if(node.entries.begin(), node.entries.end(),
                                      [&](const Entry& e) { return e.key.text == member; });
      if (entry == node.entries.end()) {
        findings_.Add(
            FindingCode::kE17, node.place,
            {"缺少 " + axis->id + " = " + member, axis->id + " = " + member + " is missing"});
        continue;
      }
      std::vector<std::string> next = at;
      next.push_back(member);
      Read(entry->value, std::move(next), cells);
    }
    for (const Entry& entry : node.entries) {
      if (std::find(members.begin(), members.end(), entry.key.text) != members.end()) continue;
      const std::string shown = Shown(entry.key.text);
      findings_.Add(FindingCode::kE18, entry.key.place,
                    {"维度 " + axis->id + " 在此没有成员“" + shown + "”",
                     "axis `" + axis->id + "` has no member `" + shown + "` here"});
    }
  }

  void ReadBands(const Node& node, const std::vector<std::string>& at,
                 std::vector<TableCell>& cells) {
    std::int64_t expected_fen = 0;  // where the next band must begin; kNoLimit after an open one
    int count = 0;
    for (const Entry& entry : node.entries) {
      const std::optional<BandEdges> band = ParseBand(entry.key.text);
      if (!band) {
        const std::string shown = Shown(entry.key.text);
        findings_.Add(FindingCode::kE05, entry.key.place,
                      {"“" + shown + "”不是分段", "`" + shown + "` is no band"});
        return;
      }
      CheckJoint(*band, expected_fen, entry.key.place);
      expected_fen = band->upper_fen;
      ++count;
      std::vector<std::string> next = at;
      next.push_back(entry.key.text);
      Read(entry.value, std::move(next), cells);
    }
    if (expected_fen != kNoLimit) {
      const Place place = node.entries.empty() ? node.place : node.entries.back().key.place;
      findings_.Add(FindingCode::kE07, place, {"最后一段不是开口的", "the last band is not open"});
    }
    if (count > kMaxBands) {
      findings_.Add(FindingCode::kE31, node.place,
                    {"分段多于 " + std::to_string(kMaxBands) + " 个",
                     "more than " + std::to_string(kMaxBands) + " bands"});
    }
  }

  void CheckJoint(const BandEdges& band, std::int64_t expected_fen, Place place) {
    if (band.lower_fen == expected_fen && band.lower_fen < band.upper_fen) return;
    const std::string begins = ToYuan({band.lower_fen});
    if (band.lower_fen >= band.upper_fen) {
      findings_.Add(FindingCode::kE07, place,
                    {"这一段的终点不大于起点", "this band ends where or before it begins"});
    } else if (expected_fen == kNoLimit) {
      findings_.Add(FindingCode::kE07, place,
                    {"前一段已是开口的", "the band before is open already"});
    } else if (expected_fen == 0) {
      findings_.Add(
          FindingCode::kE07, place,
          {"第一段从 " + begins + " 起而不是 0", "the first band begins at " + begins + ", not 0"});
    } else {
      const std::string ends = ToYuan({expected_fen});
      const bool gap = band.lower_fen > expected_fen;
      findings_.Add(gap ? FindingCode::kE06 : FindingCode::kE08, place,
                    {"前一段到 " + ends + " 止，这一段从 " + begins + " 起",
                     "the band before ends at " + ends + ", this one begins at " + begins});
    }
  }

  void ReadLeaf(const Node& node, std::vector<std::string> at, std::vector<TableCell>& cells) {
    TableCell cell{std::move(at), {}, {}, node.place};
    if (node.is_map() && spec_.wanted == Wanted::kAny && spec_.words.empty() && IsText(node)) {
      cell.value.kind = QuantityKind::kText;
      cell.value.text = ReadText(node, findings_);
    } else if (node.is_map()) {
      MapReader reader(node, findings_);
      cell.source = ReadSource(reader, context_.documents, true);
      const Node* value = reader.Require("value");
      reader.Finish();
      if (value == nullptr || !ReadValue(*value, cell.value)) return;
    } else if (!ReadValue(node, cell.value)) {
      return;
    }
    cells.push_back(std::move(cell));
  }

  static bool IsText(const Node& node) {
    return std::any_of(node.entries.begin(), node.entries.end(),
                       [](const Entry& entry) { return entry.key.text == "zh"; });
  }

  bool ReadValue(const Node& node, Quantity& value) {
    if (!spec_.words.empty()) {
      const std::optional<int> word = ReadWord(node, spec_.words, findings_);
      if (!word) return false;
      value = {QuantityKind::kWord, *word, std::string(spec_.words[*word]), {}};
      return true;
    }
    const std::optional<std::string> text = ReadScalar(node, findings_);
    if (!text) return false;
    QuantityResult result = ParseQuantity(*text, spec_.wanted);
    if (const QuantityProblem* problem = std::get_if<QuantityProblem>(&result)) {
      findings_.Add(problem->code, node.place, problem->what);
      return false;
    }
    value = std::get<Quantity>(std::move(result));
    return true;
  }

  const Parameter& parameter_;
  const ParameterSpec& spec_;
  const TableContext& context_;
  Findings& findings_;
};

std::vector<std::string> ReadAxisNames(const Node& node, const ParameterSpec& spec,
                                       const TableContext& context) {
  std::vector<std::string> names;
  if (!node.is_list()) {
    context.findings.Add(FindingCode::kE10, node.place,
                         {"这里需要维度名称的列表", "a list of axis names is needed here"});
    return names;
  }
  for (const Node& item : node.items) {
    const std::string name = ReadScalar(item, context.findings).value_or("");
    const std::string shown = Shown(name);
    if (name == kBandAxis && spec.form != TableForm::kBanded) {
      context.findings.Add(
          FindingCode::kE22, item.place, {"只有 share 可以分段", "only `share` goes by bands"},
          {"删去 band，或把分段写进 share", "remove `band`, or write the bands in `share`"});
    } else if (name != kBandAxis && FindAxis(context.axes, name) == nullptr) {
      context.findings.Add(FindingCode::kE14, item.place,
                           {"没有维度“" + shown + "”", "there is no axis `" + shown + "`"});
    } else if (std::find(names.begin(), names.end(), name) != names.end()) {
      context.findings.Add(FindingCode::kE19, item.place,
                           {"维度“" + shown + "”写了两次", "axis `" + shown + "` is listed twice"});
    } else {
      names.push_back(name);
    }
  }
  return names;
}

// Periods in order, joined, and covering what is required. An entry without `through` holds until
// the next one begins.
void CheckPeriods(Parameter& parameter, const std::vector<bool>& open,
                  const TableContext& context) {
  std::vector<Period>& periods = parameter.periods;
  for (std::size_t i = 0; i + 1 < periods.size(); ++i) {
    const Date next = periods[i + 1].range.from;
    if (open[i] && periods[i].range.from < next) periods[i].range.through = next.PlusDays(-1);
    const Date end = periods[i].range.through;
    if (next <= end) {
      context.findings.Add(FindingCode::kE15, periods[i + 1].place,
                           {ToString(next) + " 已有前一个数值（至 " + ToString(end) + "）",
                            "the value before still holds on " + ToString(next)});
    } else if (end.PlusDays(1) < next) {
      context.findings.Add(
          FindingCode::kE16, periods[i + 1].place,
          {ToString(end.PlusDays(1)) + " 至 " + ToString(next.PlusDays(-1)) + " 没有数值",
           "no value from " + ToString(end.PlusDays(1)) + " through " +
               ToString(next.PlusDays(-1))});
    }
  }
  if (periods.empty()) return;
  if (context.required.from < periods.front().range.from) {
    context.findings.Add(FindingCode::kE16, periods.front().place,
                         {ToString(context.required.from) + " 起就需要数值",
                          "a value is needed from " + ToString(context.required.from) + " on"});
  }
  if (periods.back().range.through < context.required.through) {
    context.findings.Add(FindingCode::kE16, periods.back().place,
                         {ToString(periods.back().range.through) + " 之后没有数值",
                          "there is no value after " + ToString(periods.back().range.through)});
  }
}

void ReadValues(const Node& node, Parameter& parameter, const ParameterSpec& spec,
                const TableContext& context) {
  if (!node.is_list() || node.items.empty()) {
    context.findings.Add(FindingCode::kE10, node.place,
                         {"values 应为按时间排列的列表", "`values` is a list in order of time"});
    return;
  }
  std::vector<bool> open;
  for (const Node& item : node.items) {
    MapReader reader(item, context.findings);
    Period period;
    period.place = item.place;
    period.range = ReadRange(reader);
    open.push_back(period.range.through == kForever);
    period.source = ReadSource(reader, context.documents).value_or(Source{});
    const Node* table = parameter.axes.empty() ? reader.Require("value") : reader.Require("table");
    reader.Finish();
    if (table != nullptr) TableReader(parameter, spec, context).Read(*table, {}, period.cells);
    parameter.periods.push_back(std::move(period));
  }
  CheckPeriods(parameter, open, context);
}

std::optional<Adjustment> ReadAdjustment(const Node& node, const TableContext& context) {
  MapReader reader(node, context.findings);
  Adjustment adjustment;
  adjustment.place = node.place;
  adjustment.range = ReadRange(reader, context.required.from);
  adjustment.source = ReadSource(reader, context.documents).value_or(Source{});
  if (const Node* who = reader.Require("for")) {
    adjustment.condition = ReadCondition(*who, context.axes, context.findings);
  }
  struct Form {
    std::string_view key;
    Adjustment::Kind kind;
    Wanted wanted;
  };
  static constexpr Form kForms[] = {{"factor", Adjustment::Kind::kFactor, Wanted::kRatio},
                                    {"minus", Adjustment::Kind::kMinus, Wanted::kPoints},
                                    {"plus", Adjustment::Kind::kPlus, Wanted::kPoints}};
  int given = 0;
  for (const Form& form : kForms) {
    const Node* value = reader.Find(form.key);
    if (value == nullptr) continue;
    ++given;
    adjustment.kind = form.kind;
    const std::string text = ReadScalar(*value, context.findings).value_or("");
    QuantityResult result = ParseQuantity(text, form.wanted);
    if (const QuantityProblem* problem = std::get_if<QuantityProblem>(&result)) {
      context.findings.Add(problem->code, value->place, problem->what);
    } else {
      adjustment.millionths = std::get<Quantity>(result).number;
    }
  }
  reader.Finish();
  if (given == 1) return adjustment;
  context.findings.Add(
      FindingCode::kE10, node.place,
      {"factor、minus、plus 须恰有一个", "exactly one of factor, minus, plus is needed"});
  return std::nullopt;
}

}  // namespace

std::optional<BandEdges> ParseBand(std::string_view text) {
  const std::size_t dots = text.find(" ..");
  if (dots == std::string_view::npos) return std::nullopt;
  const auto edge = [](std::string_view part) -> std::optional<std::int64_t> {
    const QuantityResult result = ParseQuantity(part, Wanted::kAmount);
    const Quantity* quantity = std::get_if<Quantity>(&result);
    if (quantity == nullptr || quantity->kind != QuantityKind::kAmount) return std::nullopt;
    return quantity->number;
  };
  const std::optional<std::int64_t> lower = edge(text.substr(0, dots));
  if (!lower) return std::nullopt;
  std::string_view rest = text.substr(dots + 3);
  if (rest.empty()) return BandEdges{*lower, kNoLimit};
  if (rest.front() != ' ') return std::nullopt;
  const std::optional<std::int64_t> upper = edge(rest.substr(1));
  if (!upper) return std::nullopt;
  return BandEdges{*lower, *upper};
}

Parameter ReadParameter(MapReader& reader, const ParameterSpec& spec, const TableContext& context) {
  Parameter parameter;
  parameter.id = std::string(spec.id);
  parameter.title = spec.title;
  parameter.place = reader.node().place;
  if (spec.form != TableForm::kPlain) {
    if (const Node* axes = reader.Find("axes"))
      parameter.axes = ReadAxisNames(*axes, spec, context);
  }
  if (const Node* values = reader.Require("values")) ReadValues(*values, parameter, spec, context);
  if (spec.form < TableForm::kAdjusted) return parameter;
  if (const Node* adjust = reader.Find("adjust")) {
    if (!adjust->is_list()) {
      context.findings.Add(FindingCode::kE10, adjust->place,
                           {"adjust 应为列表", "`adjust` is a list"});
    }
    for (const Node& item : adjust->items) {
      std::optional<Adjustment> adjustment = ReadAdjustment(item, context);
      if (adjustment) parameter.adjustments.push_back(std::move(*adjustment));
    }
  }
  return parameter;
}

}  // namespace tongchou::policy
