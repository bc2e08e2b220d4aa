// examples/*.yaml: cases with the figures they must give.
#include <algorithm>

#include "policy/pack_reader.h"

namespace tongchou::policy {

namespace {

using Figures = std::vector<NamedFigure>;

// An amount or ratio with its unit becomes the bare decimal that case files use.
std::string PlainOf(const Node& node, Wanted wanted, Findings& findings) {
  const std::optional<std::string> text = ReadScalar(node, findings);
  if (!text) return {};
  std::string_view bare = *text;
  const bool negative = bare.starts_with('-');
  if (negative) bare.remove_prefix(1);
  QuantityResult result = ParseQuantity(bare, wanted);
  if (const QuantityProblem* problem = std::get_if<QuantityProblem>(&result)) {
    findings.Add(problem->code, node.place, problem->what);
    return {};
  }
  const Quantity& quantity = std::get<Quantity>(result);
  if (quantity.kind == QuantityKind::kShareOf) {
    findings.Add(FindingCode::kE25, node.place, {"这里需要金额", "an amount is needed here"});
    return {};
  }
  if (quantity.kind == QuantityKind::kRatio) {
    std::string digits = std::to_string(quantity.number % Ratio::kOne);
    digits.insert(0, 6 - digits.size(), '0');
    return std::to_string(quantity.number / Ratio::kOne) + "." + digits;
  }
  if (quantity.kind == QuantityKind::kCount) {
    return (negative ? "-" : "") + std::to_string(quantity.number);
  }
  return ToYuan(negative ? -Money{quantity.number} : Money{quantity.number});
}

enum class Shape : std::uint8_t { kWord, kAmount, kDate, kYesNo };

struct Field {
  std::string_view key;
  Shape shape;
  bool required = false;
};

// Reads the listed fields; what is not given is left out.
void ReadFields(MapReader& reader, std::span<const Field> fields, Figures& out) {
  Findings& findings = reader.findings();
  for (const Field& field : fields) {
    const Node* node = field.required ? reader.Require(field.key) : reader.Find(field.key);
    if (node == nullptr) continue;
    NamedFigure figure{std::string(field.key), {}, node->place};
    switch (field.shape) {
      case Shape::kAmount:
        figure.value = PlainOf(*node, Wanted::kAmount, findings);
        break;
      case Shape::kDate:
        figure.value = ToString(ReadDate(*node, findings).value_or(Date()));
        break;
      case Shape::kYesNo:
        figure.value = ReadYesNo(*node, findings) ? "true" : "false";
        break;
      case Shape::kWord:
        figure.value = ReadScalar(*node, findings).value_or("");
        break;
    }
    out.push_back(std::move(figure));
  }
}

void ReadLines(const Node& node, ExampleStep& step, Findings& findings) {
  for (const Node& item : node.items) {
    MapReader reader(item, findings);
    ExampleLine line;
    if (const Node* value = reader.Require("class")) {
      line.fee_class = ReadScalar(*value, findings).value_or("");
    }
    if (const Node* value = reader.Require("amount")) {
      line.amount = PlainOf(*value, Wanted::kAmount, findings);
    }
    if (const Node* value = reader.Find("ceiling")) {
      line.ceiling = PlainOf(*value, Wanted::kAmount, findings);
    }
    if (const Node* value = reader.Find("first_ratio")) {
      line.first_ratio = PlainOf(*value, Wanted::kRatio, findings);
    }
    reader.Finish();
    step.lines.push_back(std::move(line));
  }
}

// `expect:` an amount per figure, `funds:` an amount per fund, `error:` a code.
void ReadExpected(MapReader& reader, ExampleStep& step) {
  Findings& findings = reader.findings();
  const Node* node = reader.Require("expect");
  if (node == nullptr) return;
  MapReader fields(*node, findings);
  for (const Entry& entry : node->entries) {
    if (entry.key.text == "funds") {
      step.expects_funds = true;
      MapReader funds(entry.value, findings);
      for (const Entry& fund : entry.value.entries) {
        step.expected.push_back({"funds." + fund.key.text,
                                 PlainOf(fund.value, Wanted::kAmount, findings), fund.value.place});
      }
      continue;
    }
    NamedFigure figure{entry.key.text, {}, entry.value.place};
    if (entry.key.text == "error") {
      figure.value = ReadScalar(entry.value, findings).value_or("");
    } else if (entry.key.text == "days" || entry.key.text == "months") {
      figure.value = PlainOf(entry.value, Wanted::kCount, findings);
    } else {
      figure.value = PlainOf(entry.value, Wanted::kAmount, findings);
    }
    step.expected.push_back(std::move(figure));
  }
  if (step.expected.empty() && !step.expects_funds) {
    findings.Add(FindingCode::kW08, node->place, {"expect 是空的", "`expect` is empty"});
  }
}

void ReadEncounters(const Node& node, Example& example, Findings& findings) {
  static constexpr Field kFields[] = {{"benefit", Shape::kWord, true},
                                      {"date", Shape::kDate, true},
                                      {"provider_level", Shape::kWord},
                                      {"referral", Shape::kWord},
                                      {"use_account", Shape::kYesNo}};
  for (const Node& item : node.items) {
    MapReader reader(item, findings);
    ExampleStep step;
    step.place = item.place;
    if (const Node* id = reader.Require("id")) step.id = ReadScalar(*id, findings).value_or("");
    if (const Node* reverses = reader.Find("reverses")) {
      step.reverses = ReadScalar(*reverses, findings).value_or("");
    } else {
      ReadFields(reader, kFields, step.given);
      if (const Node* lines = reader.Require("lines")) ReadLines(*lines, step, findings);
    }
    ReadExpected(reader, step);
    reader.Finish();
    example.steps.push_back(std::move(step));
  }
}

void ReadSettle(MapReader& reader, Example& example) {
  static constexpr Field kPerson[] = {{"category", Shape::kWord, true},
                                      {"birth_date", Shape::kDate, true},
                                      {"aid", Shape::kWord},
                                      {"civil_servant", Shape::kYesNo},
                                      {"frozen", Shape::kYesNo}};
  static constexpr Field kGiven[] = {{"account_balance", Shape::kAmount}};
  Findings& findings = reader.findings();
  example.kind = ExampleKind::kSettle;
  if (const Node* scheme = reader.Require("scheme")) {
    example.scheme = ReadScalar(*scheme, findings).value_or("");
  }
  if (const Node* person = reader.Require("person")) {
    MapReader fields(*person, findings);
    ReadFields(fields, kPerson, example.person);
    fields.Finish();
  }
  ReadFields(reader, kGiven, example.given);
  if (const Node* encounters = reader.Require("encounters")) {
    ReadEncounters(*encounters, example, findings);
  }
}

void ReadPersonSteps(const Node& persons, std::span<const Field> given, Example& example,
                     Findings& findings) {
  for (const Node& item : persons.items) {
    MapReader fields(item, findings);
    ExampleStep step;
    step.place = item.place;
    if (const Node* id = fields.Require("id")) step.id = ReadScalar(*id, findings).value_or("");
    ReadFields(fields, given, step.given);
    ReadExpected(fields, step);
    fields.Finish();
    example.steps.push_back(std::move(step));
  }
}

void ReadLevyCase(const Node& node, Example& example, Findings& findings) {
  static constexpr Field kGiven[] = {{"month", Shape::kWord, true}, {"unit_kind", Shape::kWord}};
  static constexpr Field kPerson[] = {{"category", Shape::kWord, true},
                                      {"birth_date", Shape::kDate, true},
                                      {"wage", Shape::kAmount, true}};
  example.kind = ExampleKind::kLevy;
  MapReader reader(node, findings);
  ReadFields(reader, kGiven, example.given);
  if (const Node* persons = reader.Require("persons")) {
    ReadPersonSteps(*persons, kPerson, example, findings);
  }
  reader.Finish();
}

void ReadFixedCase(const Node& node, Example& example, Findings& findings) {
  static constexpr Field kGiven[] = {{"year", Shape::kWord, true}};
  static constexpr Field kPerson[] = {{"category", Shape::kWord, true}, {"identity", Shape::kWord}};
  example.kind = ExampleKind::kFixed;
  MapReader reader(node, findings);
  ReadFields(reader, kGiven, example.given);
  if (const Node* persons = reader.Require("persons")) {
    ReadPersonSteps(*persons, kPerson, example, findings);
  }
  reader.Finish();
}

void ReadSingle(const Node& node, ExampleKind kind, std::span<const Field> fields, Example& example,
                Findings& findings) {
  example.kind = kind;
  MapReader reader(node, findings);
  ExampleStep step;
  step.place = node.place;
  ReadFields(reader, fields, step.given);
  ReadExpected(reader, step);
  reader.Finish();
  example.steps.push_back(std::move(step));
}

Example ReadExample(const Node& node, const PackModel& model, Findings& findings) {
  static constexpr Field kLate[] = {
      {"due", Shape::kDate, true}, {"paid", Shape::kDate, true}, {"amount", Shape::kAmount, true}};
  static constexpr Field kPrefund[] = {{"birth_date", Shape::kDate, true},
                                       {"declared", Shape::kDate, true},
                                       {"average_monthly_wage", Shape::kAmount, true}};
  MapReader reader(node, findings);
  Example example;
  example.place = node.place;
  if (const Node* name = reader.Require("name")) example.name = ReadId(*name, findings);
  if (const Node* title = reader.Require("title")) example.title = ReadText(*title, findings);
  if (const Node* levy = reader.Find("levy")) {
    ReadLevyCase(*levy, example, findings);
  } else if (const Node* fixed = reader.Find("fixed")) {
    ReadFixedCase(*fixed, example, findings);
  } else if (const Node* late = reader.Find("late_fee")) {
    ReadSingle(*late, ExampleKind::kLateFee, kLate, example, findings);
  } else if (const Node* prefund = reader.Find("prefund")) {
    ReadSingle(*prefund, ExampleKind::kPrefund, kPrefund, example, findings);
  } else {
    ReadSettle(reader, example);
  }
  reader.Finish();
  const bool taken = std::any_of(model.examples.begin(), model.examples.end(),
                                 [&](const Example& other) { return other.name == example.name; });
  if (taken) {
    findings.Add(FindingCode::kE19, node.place,
                 {"已有示例“" + Shown(example.name) + "”",
                  "there is an example `" + Shown(example.name) + "` already"});
  }
  return example;
}

}  // namespace

void ReadExamples(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  if (const Node* examples = reader.Require("examples")) {
    if (!examples->is_list()) {
      findings.Add(FindingCode::kE10, examples->place,
                   {"examples 应为列表", "`examples` is a list"});
    }
    for (const Node& node : examples->items) {
      model.examples.push_back(ReadExample(node, model, findings));
    }
  }
  reader.Finish();
}

}  // namespace tongchou::policy
