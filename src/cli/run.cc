#include "cli/run.h"

#include "cli/account.h"
#include "cli/clearing.h"
#include "cli/commands.h"
#include "cli/db.h"
#include "cli/employer.h"
#include "cli/ledger.h"
#include "cli/organisation.h"
#include "cli/policy_draft.h"
#include "cli/projection.h"
#include "cli/provider_key.h"
#include "cli/receipts.h"
#include "cli/recompute.h"
#include "cli/residents.h"
#include "cli/special.h"
#include "cli/user.h"
#include "cli/what_if.h"

namespace tongchou::cli {

int Run(int argc, char** argv, const Wiring& wiring) {
  CLI::App root("统筹 · Tongchou: an open system for a regional medical insurance agency");
  root.require_subcommand(1);
  int exit_status = 0;
  AddAllCommands(root, exit_status);
  AddPolicyDraftCommands(*root.get_subcommand("policy"), exit_status, *wiring.clock, wiring.stores);
  AddServeCommand(root, exit_status, wiring.serve);
  AddLedgerCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddClearingCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddKeysCommand(root, exit_status, *wiring.clock, wiring.stores, wiring.add_key);
  AddOrganisationCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddEmployerCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddImportCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddLevyRunCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddHouseholdCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddEntitledCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddTargetCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddReceiptsCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddDunningCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddRecomputeCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddAccountCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddSpecialCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddCardCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddProviderKeyCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddUserCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddWhatIfCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddProjectionCommand(root, exit_status, *wiring.clock, wiring.stores);
  AddDbCommand(root, exit_status, wiring.stores);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& failure) {
    return root.exit(failure);
  }
  return exit_status;
}

}  // namespace tongchou::cli
