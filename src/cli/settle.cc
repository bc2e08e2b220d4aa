#include "cli/case_file.h"
#include "cli/commands.h"

namespace tongchou::cli {

void AddSettleCommand(CLI::App& root, int& exit_status) {
  const auto kind = std::make_shared<service::CaseKind>(service::CaseKind::kSettle);
  CLI::App* command =
      AddCaseFileCommand(root, exit_status, kind, "settle",
                         "settle cases: encounters of one person, a JSON line each");
  command->add_flag_callback(
      "--explain", [kind] { *kind = service::CaseKind::kSettleExplained; },
      "answer with the lines that explain each figure");
}

}  // namespace tongchou::cli
