#include "cli/case_file.h"
#include "cli/commands.h"

namespace tongchou::cli {

void AddSettleCommand(CLI::App& root, int& exit_status) {
  AddCaseFileCommand(root, exit_status, service::CaseKind::kSettle, "settle",
                     "settle cases: encounters of one person, a JSON line each");
}

}  // namespace tongchou::cli
