// The commands of the program, one file each. A command declares its flags and, when it is the one
// called, leaves the status to exit with in `exit_status`.
//
// Used once, from main; not thread-safe.
#ifndef TONGCHOU_CLI_COMMANDS_H_
#define TONGCHOU_CLI_COMMANDS_H_

#include <CLI/CLI.hpp>

namespace tongchou::cli {

void AddSettleCommand(CLI::App& root, int& exit_status);
void AddLevyCommand(CLI::App& root, int& exit_status);
void AddLateFeeCommand(CLI::App& root, int& exit_status);
void AddPrefundCommand(CLI::App& root, int& exit_status);
void AddPolicyCommand(CLI::App& root, int& exit_status);

// Adds every command of this folder to `root`. `exit_status` must outlive the parse.
void AddAllCommands(CLI::App& root, int& exit_status);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_COMMANDS_H_
