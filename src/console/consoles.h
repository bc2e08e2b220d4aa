// Consoles: the console of each area of a server, behind one address. Signing in names the area;
// from then on the session's cookie tells whose console a request is for, so nobody reaches another
// area than the one that knows him.
//
// Thread-safe; the handlers that AddTo gives out must not outlive it.
#ifndef TONGCHOU_CONSOLE_CONSOLES_H_
#define TONGCHOU_CONSOLE_CONSOLES_H_

#include <memory>
#include <string_view>
#include <vector>

#include "console/console.h"
#include "http/router.h"

namespace tongchou::console {

class Consoles {
 public:
  // `areas`, at least one, outlive it.
  Consoles(const service::Regions& areas, const ConsoleOptions& options);

  // Adds every route of the API, and the static files for all other paths.
  void AddTo(http::Router& router);

  const std::vector<std::unique_ptr<Console>>& all() const { return consoles_; }
  // The console of the area with this code, the first one for an empty code; nullptr: no such area.
  Console* Of(std::string_view area) const;
  // The console that knows the request's session; the first one when none does.
  Console& For(const http::Request& request) const;

 private:
  Console::SignIns sign_ins_{Console::kSignInsAtOnce};
  std::vector<std::unique_ptr<Console>> consoles_;  // in the order of the areas
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_CONSOLES_H_
