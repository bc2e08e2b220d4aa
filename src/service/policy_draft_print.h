// Versions, drafts and checks as text for a terminal, and as lines of JSON.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_DRAFT_PRINT_H_
#define TONGCHOU_SERVICE_POLICY_DRAFT_PRINT_H_

#include <string>

#include "service/policy_drafts.h"

namespace tongchou::service {

// JSON objects, keys as in policy_draft_json.h; `changes` as `policy diff --json` has them.
std::string VersionText(const PolicyVersion& version, std::int64_t newest);
std::string DraftText(const PolicyDraft& draft, bool superseded);
std::string CheckText(const PolicyCheck& check);

// For a person, in both languages.
std::string PrintVersion(const PolicyVersion& version, std::int64_t newest);
std::string PrintDraft(const PolicyDraft& draft, bool superseded);
std::string PrintCheck(const PolicyCheck& check);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_DRAFT_PRINT_H_
