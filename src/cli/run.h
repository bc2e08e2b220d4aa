// Run: the whole command line of the program.
//
// Called once, from main.
#ifndef TONGCHOU_CLI_RUN_H_
#define TONGCHOU_CLI_RUN_H_

#include "base/clock.h"
#include "cli/keys.h"
#include "cli/serve.h"
#include "service/store_place.h"

namespace tongchou::cli {

// What commands need that only the composition root knows. Outlives the run.
struct Wiring {
  const Clock* clock = nullptr;
  service::StoreAccess stores;
  AddKey add_key;
  Serve serve;
};

// Parses the arguments and runs the command that they name; returns the exit status.
int Run(int argc, char** argv, const Wiring& wiring);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_RUN_H_
