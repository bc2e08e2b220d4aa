#include "cli/commands.h"

namespace tongchou::cli {

void AddAllCommands(CLI::App& root, int& exit_status) {
  AddSettleCommand(root, exit_status);
  AddLevyCommand(root, exit_status);
  AddLateFeeCommand(root, exit_status);
  AddPrefundCommand(root, exit_status);
  AddPolicyCommand(root, exit_status);
}

}  // namespace tongchou::cli
