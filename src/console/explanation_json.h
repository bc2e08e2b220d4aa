// Explanations as the console's JSON writes them: figure by figure, each with its lines.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_EXPLANATION_JSON_H_
#define TONGCHOU_CONSOLE_EXPLANATION_JSON_H_

#include "console/json_text.h"
#include "service/explanation.h"

namespace tongchou::console {

// What an explanation is about.
struct Explained {
  const policy::Epoch& epoch;
  const policy::SchemePlan& scheme;
  const policy::BenefitPlan& benefit;
  const settle::Explanation& explanation;
  Money balance_after;   // of the account
  bool negated = false;  // of a reversal: figures are shown negated, the lines as they were
  bool reproduced = true;
};

// Explanation of api/openapi.yaml. Every figure is there, those that are zero too; one that no step
// made says so.
json::object ExplanationJson(const Explained& explained);

// One step: ExplanationLine of api/openapi.yaml.
json::object LineJson(const Explained& explained, const settle::ExplanationLine& line);

// A citation; `epoch` holds it.
json::object CitationJson(const policy::Citation& citation);

// What a figure ("total", "fund.pooled", …) is called.
Text FigureName(const policy::SchemePlan& scheme, std::string_view figure);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_EXPLANATION_JSON_H_
