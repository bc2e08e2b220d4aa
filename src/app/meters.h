// Meters: everything that the server counts while it works, with bounded sets of labels only.
//
// Thread-safe without locks; see base/meter.h.
#ifndef TONGCHOU_APP_METERS_H_
#define TONGCHOU_APP_METERS_H_

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/metrics_text.h"
#include "base/meter.h"
#include "gateway/gateway.h"
#include "http/server.h"
#include "policy/library.h"
#include "service/commit_watch.h"

namespace tongchou::app {

// Which part of the server a request is for, by its route.
enum class RouteClass : std::uint8_t { kGateway, kConsole, kPage, kWatch, kNone };
RouteClass RouteClassOf(std::string_view route);

class Meters {
 public:
  // The schemes and benefits of `pack` are the labels of the settlements.
  explicit Meters(const policy::Pack& pack);

  void Answered(const http::Exchange& exchange);
  void Called(const gateway::CallReport& report);
  void TakenUp(std::chrono::microseconds waited) { queue_wait_.Observe(waited.count()); }
  void Committed(const service::Batch& batch, const store::Changes& changes,
                 std::chrono::microseconds took);
  void Retried() { retries_.Add(); }
  void Failed(ErrorCode code);
  void Defect() { defects_.Add(); }

  // Writes the families from kSettlements to kCommitFailures; those of the queue; those of HTTP.
  void WriteWork(MetricsText& text) const;
  void WriteQueue(MetricsText& text, std::int64_t length) const;
  void WriteHttp(MetricsText& text, std::int64_t connections) const;

 private:
  struct Benefit {
    std::string scheme, benefit;
    Counter settled, reversed;
  };
  struct Transaction {
    std::string infno;
    Counter accepted;
    Histogram took;
    std::unique_ptr<Counter[]> refused;  // by place in AllErrors
  };
  static constexpr std::size_t kClasses = 5;
  static constexpr std::size_t kStatuses = 600;  // HTTP has no higher ones
  struct Class {
    std::array<Counter, kStatuses> by_status;
    Histogram took;
    Class();
  };

  Transaction& Of(const gateway::CallReport& report);

  std::vector<std::unique_ptr<Benefit>> benefits_;          // the last one stands for any other
  std::vector<std::unique_ptr<Transaction>> transactions_;  // likewise
  std::unique_ptr<std::array<Class, kClasses>> classes_;
  std::unique_ptr<Counter[]> failures_;  // by place in AllErrors
  Counter repeats_, retries_, defects_;
  Histogram commit_, batch_, queue_wait_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_METERS_H_
