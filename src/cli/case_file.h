// What the commands that answer case files share: the flag of the pack folder, standard streams.
//
// Used once, from main; not thread-safe.
#ifndef TONGCHOU_CLI_CASE_FILE_H_
#define TONGCHOU_CLI_CASE_FILE_H_

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "service/run_case_file.h"

namespace tongchou::cli {

// Adds command `name`, which answers the cases on standard input, a JSON line each, on standard
// output, and leaves the status of RunCaseFile in `exit_status`. What `kind` points to is read when
// the command runs, so a further flag may still set it.
CLI::App* AddCaseFileCommand(CLI::App& root, int& exit_status,
                             const std::shared_ptr<const service::CaseKind>& kind,
                             const std::string& name, const std::string& help);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_CASE_FILE_H_
