#include "app/metrics_page.h"

#include <fmt/format.h>

#include <utility>

#include "app/process_stats.h"
#include "base/money.h"
#include "service/committer.h"

namespace tongchou::app {
namespace {

constexpr std::chrono::seconds kBalancesKept(5);
constexpr const char* kTextFormat = "text/plain; version=0.0.4; charset=utf-8";

}  // namespace

MetricsPage::MetricsPage(Sources sources) : sources_(std::move(sources)) {}

// The ledger's balances, read again when they are some seconds old; none when the store refuses.
std::vector<MetricsPage::AreaFunds> MetricsPage::Balances() {
  const std::lock_guard lock(mutex_);
  const Time now = std::chrono::steady_clock::now();
  if (read_at_ && now - *read_at_ < kBalancesKept) return balances_;
  balances_.clear();
  for (service::Region* const area : sources_.areas) {
    Result<std::vector<service::FundFlow>> read =
        service::FundFlows(*area, area->today(), area->today());
    if (read.ok()) balances_.push_back({area->area(), *std::move(read)});
  }
  read_at_ = now;
  return balances_;
}

void MetricsPage::WriteFunds(MetricsText& text) {
  text.Begin(Metric::kFundBalance);
  for (const AreaFunds& funds : Balances()) {
    for (const service::FundFlow& flow : funds.flows) {
      text.Add({funds.area, flow.scheme, flow.fund}, ToYuan(flow.balance));
    }
  }
}

void MetricsPage::WriteStore(MetricsText& text) const {
  const StoreSize size = sources_.store_size();
  text.Begin(Metric::kStoreBytes);
  text.Add({}, size.bytes);
  text.Begin(Metric::kStoreWalBytes);
  text.Add({}, size.wal_bytes);
}

void MetricsPage::WriteProcess(MetricsText& text) const {
  const auto up = std::chrono::steady_clock::now() - started_;
  text.Begin(Metric::kUptime);
  text.Add({}, std::chrono::duration_cast<std::chrono::seconds>(up).count());
  text.Begin(Metric::kBuildInfo);
  text.Add({sources_.version, __VERSION__}, 1);
  const ProcessStats stats = ReadProcessStats();
  text.Begin(Metric::kResidentBytes);
  text.Add({}, stats.resident_bytes);
  text.Begin(Metric::kCpuSeconds);
  text.Add({}, SecondsOf(stats.cpu_us));
  text.Begin(Metric::kOpenFiles);
  text.Add({}, stats.open_files);
  text.Begin(Metric::kMostFiles);
  text.Add({}, stats.most_files);
}

std::string MetricsPage::Text() {
  MetricsText text;
  const http::Server* const server = server_.load();
  std::size_t waiting = 0;
  for (const service::Region* area : sources_.areas) waiting += area->committer().queue().length;
  sources_.meters->WriteWork(text);
  sources_.meters->WriteQueue(text, static_cast<std::int64_t>(waiting));
  sources_.meters->WriteHttp(
      text, server == nullptr ? 0 : static_cast<std::int64_t>(server->open_connections()));
  WriteFunds(text);
  WriteStore(text);
  WriteProcess(text);
  return text.Take();
}

void MetricsPage::AddTo(http::Router& router) {
  router.Add("GET", "/metrics", [this](const http::Request&) {
    http::Response response;
    response.content_type = kTextFormat;
    response.body = Text();
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
  });
}

}  // namespace tongchou::app
