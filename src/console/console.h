// Console: the JSON API of the web console (api/openapi.yaml) and its static files.
//
// Every request but a sign-in needs a session; every route has the right that it needs in one table
// (routes.cc); every write carries the session's CSRF token. Thread-safe; the handlers that AddTo
// gives out must not outlive the console.
#ifndef TONGCHOU_CONSOLE_CONSOLE_H_
#define TONGCHOU_CONSOLE_CONSOLE_H_

#include <memory>
#include <semaphore>
#include <string>

#include "console/jobs.h"
#include "console/sessions.h"
#include "console/throttle.h"
#include "http/router.h"
#include "http/static_files.h"
#include "service/document.h"
#include "service/imports.h"
#include "service/region.h"

namespace tongchou::console {

struct ConsoleOptions {
  std::string version;
  bool demo = false;                               // the region is the generator's
  std::shared_ptr<const http::StaticFiles> files;  // nullptr: the front end was not built
  service::PrintDocument print;                    // papers as PDF; must be set
};

class Console {
 public:
  // `region` outlives the console.
  Console(service::Region& region, ConsoleOptions options);

  // Adds every route of the API, and the static files for all other paths.
  void AddTo(http::Router& router);

  service::Region& region() { return region_; }
  const ConsoleOptions& options() const { return options_; }
  Sessions& sessions() { return sessions_; }
  Throttle& throttle() { return throttle_; }
  Jobs& jobs() { return jobs_; }
  service::ImportMemory& import_memory() { return import_memory_; }

  // Held while a password is checked: hashing takes much memory by design.
  static constexpr int kSignInsAtOnce = 4;
  using SignIns = std::counting_semaphore<kSignInsAtOnce>;
  SignIns& sign_ins() { return sign_ins_; }

 private:
  service::Region& region_;
  const ConsoleOptions options_;
  Sessions sessions_;
  Throttle throttle_;
  Jobs jobs_;
  service::ImportMemory import_memory_;
  SignIns sign_ins_{kSignInsAtOnce};
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_CONSOLE_H_
