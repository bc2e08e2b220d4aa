// tongchou: the composition root. Knows every part, decides nothing.
#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "app/open_keys.h"
#include "app/serve.h"
#include "app/stores.h"
#include "base/clock.h"
#include "cli/run.h"

int main(int argc, char** argv) {
  try {
    const tongchou::SystemClock clock;
    tongchou::cli::Wiring wiring;
    wiring.clock = &clock;
    wiring.stores = tongchou::app::Stores();
    wiring.add_key = [&clock](const tongchou::service::StorePlace& place) {
      return tongchou::app::AddKey(place, tongchou::DayOf(clock.Now()));
    };
    wiring.serve = [&clock](const tongchou::cli::ServeOptions& options) {
      return tongchou::app::Serve(options, clock);
    };
    return tongchou::cli::Run(argc, argv, wiring);
  } catch (const std::exception& failure) {
    fmt::print(stderr, "defect: {}\n", failure.what());
    return 70;
  }
}
