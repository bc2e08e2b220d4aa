// Versions, drafts and checks of a policy as JSON: what the console answers and the command line
// prints with --json.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_DRAFT_JSON_H_
#define TONGCHOU_SERVICE_POLICY_DRAFT_JSON_H_

#include <boost/json.hpp>
#include <string_view>

#include "service/policy_drafts.h"

namespace tongchou::service {

// PolicyVersion, PolicyDraft and PolicyCheck of api/openapi.yaml; a check without `changes`, which
// are written by whoever answers. `newest` is the number of the version that holds.
boost::json::object VersionJson(const PolicyVersion& version, std::int64_t newest);
boost::json::object DraftJson(const PolicyDraft& draft, bool superseded);
boost::json::object CheckJson(const PolicyCheck& check);

// PolicyFinding: its file is named as inside of `pack`. And what an example gives otherwise than
// it says: [{"step", "name", "expected", "got"}].
boost::json::object FindingJson(const policy::Finding& finding, std::string_view pack);
boost::json::array DifferencesJson(const ExampleRun& run);

// [{"path", "text"}]
boost::json::array PolicyFilesJson(const PolicyFiles& files);
// The files of a draft: [{"path", "text", "changed"}]; and the paths of those that it takes away.
boost::json::array DraftFilesJson(const PolicyDraft& draft);
boost::json::array RemovedFilesJson(const PolicyDraft& draft);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_DRAFT_JSON_H_
