#include "service/policy_examples.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "service/levy_case.h"
#include "service/settle_case_json.h"

namespace tongchou::service {

namespace {

namespace json = boost::json;

using policy::Example;
using policy::ExampleKind;
using policy::ExampleStep;
using policy::NamedFigure;

// Members of the case format that are no strings there.
void PutFigure(json::object& object, const NamedFigure& figure) {
  if (figure.value == "true" || figure.value == "false") {
    object[figure.name] = figure.value == "true";
  } else if (figure.name == "provider_level" && figure.value.size() == 1) {
    object[figure.name] = figure.value[0] - '0';
  } else {
    object[figure.name] = figure.value;
  }
}

void PutFigures(json::object& object, const std::vector<NamedFigure>& figures) {
  for (const NamedFigure& figure : figures) PutFigure(object, figure);
}

json::object EncounterJson(const ExampleStep& step) {
  json::object encounter{{"id", step.id}};
  if (!step.reverses.empty()) {
    encounter["reverses"] = step.reverses;
    return encounter;
  }
  PutFigures(encounter, step.given);
  json::array lines;
  for (const policy::ExampleLine& line : step.lines) {
    json::object made{{"class", line.fee_class}, {"amount", line.amount}};
    if (!line.ceiling.empty()) made["ceiling"] = line.ceiling;
    if (!line.first_ratio.empty()) made["first_ratio"] = line.first_ratio;
    lines.push_back(std::move(made));
  }
  encounter["lines"] = std::move(lines);
  return encounter;
}

// The example as a case of the case files, so that it goes through the very same reader.
std::string CaseJson(const policy::Pack& pack, const Example& example) {
  json::object object{{"id", example.name}, {"policy", pack.id}};
  if (example.kind == ExampleKind::kSettle) {
    object["scheme"] = example.scheme;
    json::object person;
    PutFigures(person, example.person);
    object["person"] = std::move(person);
    PutFigures(object, example.given);
    json::array encounters;
    for (const ExampleStep& step : example.steps) encounters.push_back(EncounterJson(step));
    object["encounters"] = std::move(encounters);
  } else if (example.kind == ExampleKind::kLevy || example.kind == ExampleKind::kFixed) {
    PutFigures(object, example.given);
    json::array persons;
    for (const ExampleStep& step : example.steps) {
      json::object person{{"id", step.id}};
      PutFigures(person, step.given);
      persons.push_back(std::move(person));
    }
    object["persons"] = std::move(persons);
  } else {
    PutFigures(object, example.steps.front().given);
  }
  return json::serialize(object);
}

// A figure of an answer as text: amounts are strings there, days and months numbers.
std::string TextOf(const json::object& answer, std::string_view name) {
  const json::value* found = answer.if_contains(name);
  if (found == nullptr) return {};
  std::string text = found->is_string() ? std::string(found->as_string()) : json::serialize(*found);
  // Pre-funding answers in whole yuan.
  if (name == "amount" && text.find('.') == std::string::npos) text += ".00";
  return text;
}

void Compare(const ExampleStep& step, const json::object& answer, ExampleRun& run) {
  static const json::object kNone;
  const json::value* funds = answer.if_contains("funds");
  const json::object& paid = funds != nullptr && funds->is_object() ? funds->as_object() : kNone;
  const auto add = [&](std::string figure, std::string expected, std::string got) {
    const bool same = expected == got;
    run.comparisons.push_back(
        {step.id, std::move(figure), std::move(expected), std::move(got), same});
  };
  if (answer.contains("error") &&
      std::none_of(step.expected.begin(), step.expected.end(),
                   [](const NamedFigure& f) { return f.name == "error"; })) {
    add("error", "", TextOf(answer, "error"));
  }
  for (const NamedFigure& expected : step.expected) {
    if (!expected.name.starts_with("funds.")) {
      add(expected.name, expected.value, TextOf(answer, expected.name));
      continue;
    }
    const std::string fund = expected.name.substr(6);
    const std::string got = TextOf(paid, fund);
    add("fund:" + fund, expected.value, got.empty() ? "0.00" : got);
  }
  if (!step.expects_funds) return;
  for (const auto& [fund, amount] : paid) {
    const std::string name = "funds." + std::string(fund);
    const bool stated = std::any_of(step.expected.begin(), step.expected.end(),
                                    [&](const NamedFigure& figure) { return figure.name == name; });
    if (!stated) add("fund:" + std::string(fund), "0.00", TextOf(paid, fund));
  }
}

Result<std::string> AnswerOther(const policy::Library& library, ExampleKind kind,
                                const std::string& text) {
  switch (kind) {
    case ExampleKind::kLevy:
      return AnswerLevyCase(library, text);
    case ExampleKind::kLateFee:
      return AnswerLateFeeCase(library, text);
    case ExampleKind::kPrefund:
      return AnswerPrefundCase(library, text);
    case ExampleKind::kFixed:
      return AnswerFixedCase(library, text);
    case ExampleKind::kSettle:
      break;
  }
  return ErrorCode::kBadCase;
}

// The answers by step, as JSON objects; also keeps explanations of settle examples in `run`.
Result<json::array> Answers(const policy::Library& library, const policy::Pack& pack,
                            const Example& example, ExampleRun& run) {
  if (example.kind == ExampleKind::kSettle) {
    Result<SettleCase> settle_case = CaseOf(pack, example);
    if (!settle_case.ok()) return settle_case.error();
    run.settle_case = std::move(*settle_case);
    run.results = ExplainCase(pack, run.settle_case);
    CaseAnswer answer{.id = example.name, .results = {}};
    for (const ExplainedEncounter& result : run.results) answer.results.push_back(result.answer);
    return json::parse(WriteAnswer(answer)).at("results").as_array();
  }
  const Result<std::string> answer = AnswerOther(library, example.kind, CaseJson(pack, example));
  if (!answer.ok()) return answer.error();
  const json::value parsed = json::parse(*answer);
  const bool of_persons = example.kind == ExampleKind::kLevy || example.kind == ExampleKind::kFixed;
  if (of_persons && parsed.as_object().contains("persons")) {
    return parsed.at("persons").as_array();
  }
  return json::array{parsed};
}

ExampleRun Run(const policy::Library& library, const policy::Pack& pack, const Example& example) {
  ExampleRun run;
  run.name = example.name;
  const Result<json::array> answers = Answers(library, pack, example, run);
  if (!answers.ok()) {
    run.comparisons.push_back(
        {"", "error", "", std::string(InfoOf(answers.error().code).text_code), false});
    return run;
  }
  for (std::size_t i = 0; i < example.steps.size(); ++i) {
    // A case refused as a whole has one answer for all of its steps.
    const std::size_t at = std::min(i, answers->size() - 1);
    Compare(example.steps[i], (*answers)[at].as_object(), run);
  }
  run.passed = std::all_of(run.comparisons.begin(), run.comparisons.end(),
                           [](const Comparison& comparison) { return comparison.same; });
  return run;
}

struct FigureTitle {
  std::string_view id;
  std::string_view zh, en;
};

constexpr FigureTitle kTitles[] = {
    {"total", "医疗费总额", "total"},
    {"full_self_pay", "全自费", "full self-pay"},
    {"over_ceiling", "超限价自费", "over the ceiling"},
    {"first_self_pay", "先行自付", "first self-pay"},
    {"eligible", "符合政策范围", "eligible"},
    {"deductible", "起付线", "deductible"},
    {"burden", "政策范围内个人负担", "burden"},
    {"account", "个人账户", "account"},
    {"cash", "现金", "cash"},
    {"account_balance", "账户余额", "account balance"},
    {"base", "缴费基数", "base"},
    {"employer", "单位缴费", "employer"},
    {"person", "个人缴费", "person"},
    {"pooled", "划入统筹", "pooled"},
    {"large_illness_employer", "大病单位缴费", "large illness, employer"},
    {"large_illness_person", "大病个人缴费", "large illness, person"},
    {"large_illness_pooled", "大病统筹划入", "large illness, pooled fund"},
    {"civil_servant", "公务员补助", "civil-servant subsidy"},
    {"days", "滞纳天数", "days late"},
    {"late_fee", "滞纳金", "late fee"},
    {"months", "寿命余年（月）", "months left"},
    {"amount", "预提金额", "amount"},
    {"own", "个人缴费", "own part"},
    {"civil_affairs", "民政资助", "paid by civil affairs"},
    {"central", "中央财政补助", "central subsidy"},
    {"region", "自治区（省）财政补助", "regional subsidy"},
    {"city", "市级财政补助", "city subsidy"},
    {"county", "县级财政补助", "county subsidy"},
    {"error", "拒绝原因", "refusal"},
};

}  // namespace

std::vector<ExplainedEncounter> ExplainCase(const policy::Pack& pack,
                                            const SettleCase& settle_case) {
  CaseAnswer answer = RunSettleCase(&pack, settle_case, Explain::kYes);
  std::vector<ExplainedEncounter> explained;
  for (EncounterAnswer& result : answer.results) {
    ExplainedEncounter made;
    made.explanation = std::move(result.explanation);
    result.explanation.reset();
    if (result.with) {
      made.epoch = result.with->epoch;
      made.scheme = result.with->scheme;
      made.benefit = result.with->benefit;
    }
    made.answer = std::move(result);
    explained.push_back(std::move(made));
  }
  return explained;
}

Result<SettleCase> CaseOf(const policy::Pack& pack, const Example& example) {
  return ParseSettleCase(CaseJson(pack, example));
}

Result<ExampleRun> RunExample(const policy::Library& library, const policy::Pack& pack,
                              std::string_view name) {
  const auto& examples = pack.model->examples;
  const auto found = std::find_if(examples.begin(), examples.end(),
                                  [&](const Example& example) { return example.name == name; });
  if (found == examples.end()) return ErrorCode::kUnknownExample;
  return Run(library, pack, *found);
}

std::vector<ExampleRun> RunExamples(const policy::Library& library, const policy::Pack& pack) {
  std::vector<ExampleRun> runs;
  for (const Example& example : pack.model->examples) runs.push_back(Run(library, pack, example));
  return runs;
}

Text FigureName(std::string_view figure) {
  for (const FigureTitle& title : kTitles) {
    if (title.id == figure) return {std::string(title.zh), std::string(title.en)};
  }
  return {std::string(figure), std::string(figure)};
}

}  // namespace tongchou::service
