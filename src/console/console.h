// Console: what the JSON API of the web console (api/openapi.yaml) has of one area: its users'
// sessions, its jobs. consoles.h puts those of all areas behind one address.
//
// Every request but a sign-in needs a session; every route has the right that it needs in one table
// (routes.cc); every write carries the session's CSRF token. Thread-safe.
#ifndef TONGCHOU_CONSOLE_CONSOLE_H_
#define TONGCHOU_CONSOLE_CONSOLE_H_

#include <memory>
#include <semaphore>
#include <string>

#include "console/jobs.h"
#include "console/sessions.h"
#include "console/throttle.h"
#include "http/static_files.h"
#include "service/document.h"
#include "service/imports.h"
#include "service/open_regions.h"
#include "service/region.h"

namespace tongchou::console {

struct ConsoleOptions {
  std::string version;
  bool demo = false;                               // the region is the generator's
  std::shared_ptr<const http::StaticFiles> files;  // nullptr: the front end was not built
  service::PrintDocument print;                    // papers as PDF; must be set
  std::string work_folder = "data";                // for files that can be made again: extracts
};

class Console {
 public:
  // Held while a password is checked: hashing takes much memory by design.
  static constexpr int kSignInsAtOnce = 4;
  using SignIns = std::counting_semaphore<kSignInsAtOnce>;

  // The console of `region`, one of `areas`; they and `sign_ins`, which all consoles of a server
  // share, outlive it.
  Console(service::Region& region, const service::Regions& areas, const ConsoleOptions& options,
          SignIns& sign_ins);

  service::Region& region() { return region_; }
  // All areas of this server, its own among them.
  const service::Regions& areas() const { return areas_; }
  const ConsoleOptions& options() const { return options_; }
  Sessions& sessions() { return sessions_; }
  Throttle& throttle() { return throttle_; }
  Jobs& jobs() { return jobs_; }
  service::ImportMemory& import_memory() { return import_memory_; }
  SignIns& sign_ins() { return sign_ins_; }

 private:
  service::Region& region_;
  const service::Regions& areas_;
  const ConsoleOptions options_;
  Sessions sessions_;
  Throttle throttle_;
  Jobs jobs_;
  service::ImportMemory import_memory_;
  SignIns& sign_ins_;
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_CONSOLE_H_
