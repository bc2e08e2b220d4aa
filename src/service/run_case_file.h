// Running a case file against a folder of packs: what the commands settle, levy, late-fee and
// prefund do.
//
// Thread-safe but for the streams passed in.
#ifndef TONGCHOU_SERVICE_RUN_CASE_FILE_H_
#define TONGCHOU_SERVICE_RUN_CASE_FILE_H_

#include <iosfwd>
#include <string>

namespace tongchou::service {

enum class CaseKind { kSettle, kSettleExplained, kLevy, kLateFee, kPrefund };

// Loads the packs below `packs_folder` and answers the cases of `in`, a JSON line each, on `out`.
// Returns the exit status: 0 when every line was read, 2 when a line was not a case (named on `err`
// with its number, the others answered all the same), 1 when the packs cannot be loaded.
int RunCaseFile(CaseKind kind, const std::string& packs_folder, std::istream& in, std::ostream& out,
                std::ostream& err);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_RUN_CASE_FILE_H_
