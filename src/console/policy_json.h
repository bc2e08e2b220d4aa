// Policy packs as the console's JSON writes them.
//
// Pure; thread-safe.
#ifndef TONGCHOU_CONSOLE_POLICY_JSON_H_
#define TONGCHOU_CONSOLE_POLICY_JSON_H_

#include "console/json_text.h"
#include "service/policy_diff.h"
#include "service/policy_findings.h"
#include "service/policy_view.h"

namespace tongchou::console {

// PackSummary and Pack of api/openapi.yaml.
json::object PackSummaryJson(const policy::Pack& pack);
json::object PackJson(const service::PackView& view);
// PolicyDiff of api/openapi.yaml.
json::object PolicyDiffJson(const service::PolicyDiff& diff);
// PolicyFindings of api/openapi.yaml.
json::object PolicyFindingsJson(const service::PolicyFindings& found);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_POLICY_JSON_H_
