// Serve: puts the server together from the flags: packs, store, region, gateway, console.
//
// Called once, from main.
#ifndef TONGCHOU_APP_SERVE_H_
#define TONGCHOU_APP_SERVE_H_

#include "base/clock.h"
#include "cli/serve.h"

namespace tongchou::app {

// Serves until SIGINT or SIGTERM, then lets requests under way finish. Says what it does on
// standard output, and why it cannot on standard error. Returns the exit status: 0, or 1 when it
// could not start.
int Serve(const cli::ServeOptions& options, const Clock& clock);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_SERVE_H_
