#include "app/watch.h"

#include <charconv>
#include <utility>

#include "service/sign_in.h"

namespace tongchou::app {
namespace {

// Another one for each start, so that trace ids of two starts do not meet.
std::uint64_t RandomSeed() {
  constexpr int kHexadecimal = 16;
  constexpr std::size_t kDigits = 16;
  const std::string token = service::RandomToken();
  std::uint64_t seed = 0;
  std::from_chars(token.data(), token.data() + kDigits, seed, kHexadecimal);
  return seed;
}

}  // namespace

Result<std::unique_ptr<Watch>> Watch::Open(const LogOptions& options, const policy::Pack& pack,
                                           const Clock& clock) {
  Result<std::unique_ptr<Log>> log = Log::Open(options, clock);
  if (!log.ok()) return log.error();
  return std::unique_ptr<Watch>(new Watch(*std::move(log), pack));
}

Watch::Watch(std::unique_ptr<Log> log, const policy::Pack& pack)
    : log_(std::move(log)), meters_(pack), observer_(meters_, *log_) {}

void Watch::Attach(gateway::GatewayOptions& options) {
  options.on_call = [this](const gateway::CallReport& report) { observer_.Called(report); };
}

void Watch::Attach(http::ServerOptions& options) {
  options.on_answer = [this](const http::Exchange& exchange) { observer_.Answered(exchange); };
  options.on_defect = [this](std::string_view what) { observer_.Defect(what); };
  options.trace_seed = RandomSeed();
}

void Watch::AddRoutes(http::Router& router, const std::vector<service::Region*>& areas,
                      std::function<StoreSize()> store_size, std::string version) {
  health_.emplace(areas);
  health_->AddTo(router);
  page_.emplace(MetricsPage::Sources{&meters_, areas, std::move(store_size), std::move(version)});
  page_->AddTo(router);
}

void Watch::Detach() {
  health_.reset();
  page_.reset();
}

}  // namespace tongchou::app
