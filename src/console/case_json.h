// Cases, their results and runs of examples as the console's JSON writes them.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_CASE_JSON_H_
#define TONGCHOU_CONSOLE_CASE_JSON_H_

#include "console/json_text.h"
#include "service/policy_examples.h"

namespace tongchou::console {

// CaseResult, of one encounter of a case. `reproduced` is what the explanation says of itself: of
// an example, that the expected amounts came out.
json::object CaseResultJson(const service::ExplainedEncounter& result, bool reproduced);

// Case: what was run, as it would be sent.
json::object CaseJson(const service::SettleCase& settle_case);

// ExampleRun.
json::object ExampleRunJson(const service::ExampleRun& run);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_CASE_JSON_H_
