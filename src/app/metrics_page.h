// The page /metrics: what was counted, and what is asked when the page is asked for.
//
// Thread-safe.
#ifndef TONGCHOU_APP_METRICS_PAGE_H_
#define TONGCHOU_APP_METRICS_PAGE_H_

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/meters.h"
#include "http/router.h"
#include "http/server.h"
#include "service/funds.h"
#include "service/region.h"

namespace tongchou::app {

struct StoreSize {
  std::int64_t bytes = 0;
  std::int64_t wal_bytes = 0;
};

class MetricsPage {
 public:
  struct Sources {
    const Meters* meters = nullptr;
    std::vector<service::Region*> areas;
    std::function<StoreSize()> store_size;
    std::string version;
  };
  // What `sources` points to outlives it.
  explicit MetricsPage(Sources sources);

  // The server whose connections are counted; it outlives this or is taken away with nullptr.
  void Watch(const http::Server* server) { server_.store(server); }

  std::string Text();

  // GET /metrics. The router must not outlive this.
  void AddTo(http::Router& router);

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct AreaFunds {
    std::string area;
    std::vector<service::FundFlow> flows;
  };
  std::vector<AreaFunds> Balances();
  void WriteFunds(MetricsText& text);
  void WriteStore(MetricsText& text) const;
  void WriteProcess(MetricsText& text) const;

  const Sources sources_;
  const Time started_ = std::chrono::steady_clock::now();
  std::atomic<const http::Server*> server_{nullptr};
  std::mutex mutex_;
  std::optional<Time> read_at_;      // under mutex_
  std::vector<AreaFunds> balances_;  // under mutex_; as of read_at_
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_METRICS_PAGE_H_
