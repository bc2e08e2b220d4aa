#include "cli/case_file.h"
#include "cli/commands.h"

namespace tongchou::cli {

void AddPrefundCommand(CLI::App& root, int& exit_status) {
  AddCaseFileCommand(root, exit_status,
                     std::make_shared<service::CaseKind>(service::CaseKind::kPrefund), "prefund",
                     "pre-funding for retirees of bankrupt firms, a JSON line each");
}

}  // namespace tongchou::cli
