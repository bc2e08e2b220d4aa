// Watch: all that lets somebody look at a running server: its log, its metrics, its health.
//
// Made before the region, whose committer it watches, and outlives region and server. Thread-safe.
#ifndef TONGCHOU_APP_WATCH_H_
#define TONGCHOU_APP_WATCH_H_

#include <memory>
#include <optional>
#include <vector>

#include "app/health.h"
#include "app/log.h"
#include "app/metrics_page.h"
#include "app/observer.h"
#include "gateway/gateway.h"
#include "http/server.h"

namespace tongchou::app {

class Watch {
 public:
  // Refusals: those of Log::Open. `clock` outlives it.
  static Result<std::unique_ptr<Watch>> Open(const LogOptions& options, const policy::Pack& pack,
                                             const Clock& clock);

  Log& log() { return *log_; }
  service::CommitWatch& commits() { return observer_; }

  // Puts the observers into the options of gateway and server.
  void Attach(gateway::GatewayOptions& options);
  void Attach(http::ServerOptions& options);

  // Adds /healthz, /readyz and /metrics. `areas` are taken away again with Detach before they end.
  void AddRoutes(http::Router& router, const std::vector<service::Region*>& areas,
                 std::function<StoreSize()> store_size, std::string version);
  // From now on the connections of `server` are counted.
  void Serving(const http::Server& server) { page_->Watch(&server); }
  // The server has stopped: nobody asks any more.
  void Detach();

 private:
  Watch(std::unique_ptr<Log> log, const policy::Pack& pack);

  const std::unique_ptr<Log> log_;
  Meters meters_;
  Observer observer_;
  std::optional<Health> health_;
  std::optional<MetricsPage> page_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_WATCH_H_
