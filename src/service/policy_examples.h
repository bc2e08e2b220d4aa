// Running the examples of a pack, and explaining any case: through the very engines that settle
// real encounters.
//
// Pure; thread-safe. Pointers in the results live as long as the pack.
#ifndef TONGCHOU_SERVICE_POLICY_EXAMPLES_H_
#define TONGCHOU_SERVICE_POLICY_EXAMPLES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "policy/library.h"
#include "policy/pack_model.h"
#include "service/settle_case.h"
#include "settle/explain.h"

namespace tongchou::service {

// The answer to one encounter of a case, with its lines. A refused encounter and a reversal have
// none.
struct ExplainedEncounter {
  EncounterAnswer answer;
  std::optional<settle::Explanation> explanation;
  // Of `explanation`: for citations and names.
  const policy::Epoch* epoch = nullptr;
  const policy::SchemePlan* scheme = nullptr;
  const policy::BenefitPlan* benefit = nullptr;
};

// Settles the case and explains every settled encounter.
std::vector<ExplainedEncounter> ExplainCase(const policy::Pack& pack,
                                            const SettleCase& settle_case);

// One figure that an example states, against what came out.
struct Comparison {
  std::string step;    // id of the encounter or person; empty for a single case
  std::string figure;  // "eligible", "fund:pooled", "error", …
  std::string expected, got;
  bool same = false;
};

struct ExampleRun {
  std::string name;
  bool passed = false;
  std::vector<Comparison> comparisons;
  SettleCase settle_case;                   // settle examples only
  std::vector<ExplainedEncounter> results;  // settle examples only
};

// A settle example as a case, read as any other case is.
Result<SettleCase> CaseOf(const policy::Pack& pack, const policy::Example& example);

// Runs the example called `name`. Refusal: kUnknownExample.
Result<ExampleRun> RunExample(const policy::Library& library, const policy::Pack& pack,
                              std::string_view name);

// Runs every example of the pack, in order.
std::vector<ExampleRun> RunExamples(const policy::Library& library, const policy::Pack& pack);

// The name of a figure as people read it: "deductible" -> 起付线.
Text FigureName(std::string_view figure);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_EXAMPLES_H_
