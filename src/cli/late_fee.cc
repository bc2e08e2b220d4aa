#include "cli/case_file.h"
#include "cli/commands.h"

namespace tongchou::cli {

void AddLateFeeCommand(CLI::App& root, int& exit_status) {
  AddCaseFileCommand(root, exit_status,
                     std::make_shared<service::CaseKind>(service::CaseKind::kLateFee), "late-fee",
                     "late fees of payments after their due date, a JSON line each");
}

}  // namespace tongchou::cli
