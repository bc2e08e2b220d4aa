#include "app/observer.h"

#include <algorithm>

namespace tongchou::app {
namespace {

// Fields that a client writes are cut off here: a log line stays a line.
constexpr std::size_t kLongest = 64;

std::string_view Cut(std::string_view text) { return text.substr(0, kLongest); }

std::int64_t CommandsOf(const service::Batch& batch) {
  return static_cast<std::int64_t>(batch.commands);
}

}  // namespace

void Observer::Answered(const http::Exchange& exchange) {
  meters_.Answered(exchange);
  const http::Request* request = exchange.request;
  if (request == nullptr) {
    log_.Write(LogLevel::kInfo, "request", {{"status", std::int64_t{exchange.status}}});
    return;
  }
  const RouteClass route = RouteClassOf(request->route);
  if (route == RouteClass::kGateway && request->method == "POST") return;
  // The route's pattern and not the path: a path may name a person.
  log_.Write(route == RouteClass::kWatch ? LogLevel::kDebug : LogLevel::kInfo, "request",
             {{"trace", request->trace},
              {"method", Cut(request->method)},
              {"route", request->route},
              {"status", std::int64_t{exchange.status}},
              {"took_us", std::int64_t{exchange.took.count()}}});
}

void Observer::Defect(std::string_view what) {
  meters_.Defect();
  log_.Write(LogLevel::kError, "defect", {{"what", what}});
}

void Observer::Called(const gateway::CallReport& report) {
  meters_.Called(report);
  const std::string_view outcome = report.repeated ? "repeated" : "ok";
  log_.Write(LogLevel::kInfo, "call",
             {{"trace", report.trace},
              {"infno", Cut(report.infno)},
              {"msgid", Cut(report.msgid)},
              {"provider", Cut(report.provider)},
              {"reference", report.reference},
              {"result", report.refusal ? InfoOf(*report.refusal).text_code : outcome},
              {"batch", report.batch},
              {"took_us", std::int64_t{report.took.count()}}});
}

void Observer::Committed(const service::Batch& batch, const store::Changes& changes,
                         std::chrono::microseconds took) {
  meters_.Committed(batch, changes, took);
  log_.Write(LogLevel::kDebug, "commit",
             {{"batch", batch.number},
              {"commands", CommandsOf(batch)},
              {"took_us", std::int64_t{took.count()}}});
}

void Observer::Retried(const service::Batch& batch) {
  meters_.Retried();
  log_.Write(LogLevel::kWarn, "commit_retried",
             {{"batch", batch.number}, {"commands", CommandsOf(batch)}});
}

void Observer::Failed(const service::Batch& batch, const Error& error, bool split) {
  meters_.Failed(error.code);
  log_.Write(LogLevel::kError, "commit_failed",
             {{"batch", batch.number},
              {"commands", CommandsOf(batch)},
              {"code", InfoOf(error.code).text_code},
              {"where", Cut(error.where)},
              {"then", split ? "one_by_one" : "refused"}});
}

}  // namespace tongchou::app
