#include "cli/case_file.h"
#include "cli/commands.h"

namespace tongchou::cli {

void AddLevyCommand(CLI::App& root, int& exit_status) {
  AddCaseFileCommand(root, exit_status,
                     std::make_shared<service::CaseKind>(service::CaseKind::kLevy), "levy",
                     "contributions of a unit's month, a JSON line each");
}

}  // namespace tongchou::cli
