#include "console/case_json.h"

#include <string>
#include <utility>
#include <vector>

#include "console/explanation_json.h"
#include "console/settlement_json.h"

namespace tongchou::console {

namespace {

constexpr std::string_view kAids[] = {"none", "low_income", "destitute"};
constexpr std::string_view kReferrals[] = {"none", "referred", "unreferred"};
constexpr std::string_view kClasses[] = {"A", "B", "C"};

json::object LineJson(const settle::FeeLine& line) {
  json::object made{{"class", kClasses[static_cast<std::size_t>(line.fee_class)]},
                    {"amount", AmountJson(line.amount)}};
  if (line.ceiling) made["ceiling"] = AmountJson(*line.ceiling);
  if (line.first_ratio) made["first_ratio"] = RatioText(*line.first_ratio);
  return made;
}

json::object EncounterJson(const service::CaseEncounter& encounter) {
  json::object made{{"id", encounter.id}};
  if (encounter.reverses) {
    made["reverses"] = *encounter.reverses;
    return made;
  }
  made["benefit"] = encounter.benefit;
  if (encounter.date) made["date"] = DateJson(*encounter.date);
  made["provider_level"] = encounter.level;
  made["use_account"] = encounter.use_account;
  made["referral"] = kReferrals[static_cast<std::size_t>(encounter.referral)];
  json::array lines;
  for (const settle::FeeLine& line : encounter.lines) lines.push_back(LineJson(line));
  made["lines"] = std::move(lines);
  return made;
}

// The figures of an answer. A reversal and a case without a scheme have no words: ids then.
json::object AnswerFigures(const service::ExplainedEncounter& result) {
  const Words words(result.epoch);
  std::vector<PaidByFund> funds;
  for (const service::FundPayment& fund : result.answer.funds) {
    funds.push_back({fund.fund, fund.amount});
  }
  return FiguresJson(words, result.scheme == nullptr ? "" : result.scheme->id,
                     result.answer.figures, funds, result.answer.account_balance);
}

json::value ErrorJson(ErrorCode code) {
  const ErrorInfo& info = InfoOf(code);
  return json::object{{"code", info.text_code}, {"zh", info.zh}, {"en", info.en}};
}

}  // namespace

json::object CaseResultJson(const service::ExplainedEncounter& result, bool reproduced) {
  json::object made;
  made["id"] = result.answer.id;
  made["figures"] = nullptr;
  made["explanation"] = nullptr;
  made["error"] = nullptr;
  if (result.answer.error) {
    made["error"] = ErrorJson(*result.answer.error);
    return made;
  }
  made["figures"] = AnswerFigures(result);
  if (result.explanation) {
    made["explanation"] =
        ExplanationJson({*result.epoch, *result.scheme, *result.benefit, *result.explanation,
                         result.answer.account_balance, false, reproduced});
  }
  return made;
}

json::object CaseJson(const service::SettleCase& settle_case) {
  json::object person{{"category", settle_case.category}};
  if (settle_case.birth_date) person["birth_date"] = DateJson(*settle_case.birth_date);
  person["aid"] = kAids[static_cast<std::size_t>(settle_case.aid)];
  person["civil_servant"] = settle_case.civil_servant;
  person["frozen"] = settle_case.frozen;
  json::array encounters;
  for (const service::CaseEncounter& encounter : settle_case.encounters) {
    encounters.push_back(EncounterJson(encounter));
  }
  json::object made{{"scheme", settle_case.scheme}, {"person", std::move(person)}};
  if (settle_case.account_balance) {
    made["account_balance"] = AmountJson(*settle_case.account_balance);
  }
  made["encounters"] = std::move(encounters);
  return made;
}

json::object ExampleRunJson(const service::ExampleRun& run) {
  json::array comparisons, results;
  for (const service::Comparison& comparison : run.comparisons) {
    json::object row;
    row["encounter"] = comparison.step;
    row["figure"] = comparison.figure;
    row["name"] = TextJson(service::FigureName(comparison.figure));
    row["expected"] = StringOrNull(comparison.expected);
    row["got"] = StringOrNull(comparison.got);
    row["same"] = comparison.same;
    comparisons.push_back(std::move(row));
  }
  for (const service::ExplainedEncounter& result : run.results) {
    results.push_back(CaseResultJson(result, run.passed));
  }
  return {{"name", run.name},
          {"passed", run.passed},
          {"case", CaseJson(run.settle_case)},
          {"comparisons", std::move(comparisons)},
          {"results", std::move(results)}};
}

}  // namespace tongchou::console
