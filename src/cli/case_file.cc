#include "cli/case_file.h"

#include <iostream>

namespace tongchou::cli {

CLI::App* AddCaseFileCommand(CLI::App& root, int& exit_status,
                             const std::shared_ptr<const service::CaseKind>& kind,
                             const std::string& name, const std::string& help) {
  CLI::App* command = root.add_subcommand(name, help);
  const auto packs = std::make_shared<std::string>("policies");
  command->add_option("--packs", *packs, "folder of the policy packs")->capture_default_str();
  command->callback([&exit_status, kind, packs] {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    exit_status = service::RunCaseFile(*kind, *packs, std::cin, std::cout, std::cerr);
  });
  return command;
}

}  // namespace tongchou::cli
