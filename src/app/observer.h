// Observer: hears from the server, the gateway and the committer what happened; counts it and
// writes the log's lines.
//
// Thread-safe.
#ifndef TONGCHOU_APP_OBSERVER_H_
#define TONGCHOU_APP_OBSERVER_H_

#include <string_view>

#include "app/log.h"
#include "app/meters.h"

namespace tongchou::app {

class Observer final : public service::CommitWatch {
 public:
  // Both outlive it.
  Observer(Meters& meters, Log& log) : meters_(meters), log_(log) {}

  // Of the HTTP server: see ServerOptions. A gateway call that was told has its line already.
  void Answered(const http::Exchange& exchange);
  void Defect(std::string_view what);

  // Of the gateway: see GatewayOptions.
  void Called(const gateway::CallReport& report);

  // Of the committer.
  void TakenUp(std::chrono::microseconds waited) override { meters_.TakenUp(waited); }
  void Committed(const service::Batch& batch, const store::Changes& changes,
                 std::chrono::microseconds took) override;
  void Retried(const service::Batch& batch) override;
  void Failed(const service::Batch& batch, const Error& error, bool split) override;

 private:
  Meters& meters_;
  Log& log_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_OBSERVER_H_
