#include "app/meters.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error_code.h"

namespace tongchou::app {
namespace {

constexpr auto kMicros =
    std::to_array<std::int64_t>({250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 50'000, 100'000,
                                 250'000, 1'000'000, 5'000'000, 30'000'000});
constexpr auto kCommands = std::to_array<std::int64_t>({1, 2, 4, 8, 16, 32, 64, 128, 256});
constexpr std::array<std::string_view, 5> kClassNames{"gateway", "console", "page", "watch",
                                                      "none"};
constexpr std::string_view kOther = "other";

std::unique_ptr<Counter[]> OnePerError() { return std::make_unique<Counter[]>(AllErrors().size()); }

std::size_t PlaceOf(ErrorCode code) {
  return static_cast<std::size_t>(&InfoOf(code) - AllErrors().data());
}

}  // namespace

RouteClass RouteClassOf(std::string_view route) {
  if (route.empty()) return RouteClass::kNone;
  if (route.starts_with("/fsi/")) return RouteClass::kGateway;
  if (route.starts_with("/api/")) return RouteClass::kConsole;
  if (route == "/metrics" || route == "/healthz" || route == "/readyz") return RouteClass::kWatch;
  return RouteClass::kPage;
}

Meters::Class::Class() : took(kMicros) {}

Meters::Meters(const policy::Pack& pack)
    : classes_(std::make_unique<std::array<Class, kClasses>>()),
      failures_(OnePerError()),
      commit_(kMicros),
      batch_(kCommands),
      queue_wait_(kMicros) {
  const auto add_benefit = [this](std::string_view scheme, std::string_view benefit) {
    const bool known = std::ranges::any_of(benefits_, [&](const auto& each) {
      return each->scheme == scheme && each->benefit == benefit;
    });
    if (known) return;
    benefits_.push_back(std::make_unique<Benefit>());
    benefits_.back()->scheme = scheme;
    benefits_.back()->benefit = benefit;
  };
  for (const auto& epoch : pack.epochs) {
    for (const policy::SchemePlan& scheme : epoch->schemes) {
      for (const policy::BenefitPlan& benefit : scheme.benefits) {
        add_benefit(scheme.id, benefit.id);
      }
    }
  }
  add_benefit(kOther, kOther);
  const auto add_transaction = [this](std::string_view infno) {
    transactions_.emplace_back(
        new Transaction{std::string(infno), {}, Histogram(kMicros), OnePerError()});
  };
  for (const std::string_view infno : gateway::AllTransactions()) add_transaction(infno);
  add_transaction(kOther);
}

void Meters::Answered(const http::Exchange& exchange) {
  const RouteClass route =
      exchange.request == nullptr ? RouteClass::kNone : RouteClassOf(exchange.request->route);
  Class& counted = (*classes_)[static_cast<std::size_t>(route)];
  counted
      .by_status[std::clamp<std::size_t>(static_cast<std::size_t>(exchange.status), 0,
                                         kStatuses - 1)]
      .Add();
  counted.took.Observe(exchange.took.count());
}

Meters::Transaction& Meters::Of(const gateway::CallReport& report) {
  if (!report.known) return *transactions_.back();
  const auto found = std::ranges::find_if(
      transactions_, [&](const auto& each) { return each->infno == report.infno; });
  return found == transactions_.end() ? *transactions_.back() : **found;
}

void Meters::Called(const gateway::CallReport& report) {
  Transaction& counted = Of(report);
  if (report.refusal) {
    counted.refused[PlaceOf(*report.refusal)].Add();
  } else {
    counted.accepted.Add();
  }
  if (report.repeated) repeats_.Add();
  counted.took.Observe(report.took.count());
}

void Meters::Committed(const service::Batch& batch, const store::Changes& changes,
                       std::chrono::microseconds took) {
  commit_.Observe(took.count());
  batch_.Observe(static_cast<std::int64_t>(batch.commands));
  for (const store::DayTotalRow& row : changes.days) {
    const auto found = std::ranges::find_if(benefits_, [&](const auto& each) {
      return each->scheme == row.scheme && each->benefit == row.benefit;
    });
    Benefit& counted = found == benefits_.end() ? *benefits_.back() : **found;
    counted.settled.Add(row.count);
    counted.reversed.Add(row.reversals);
  }
}

void Meters::Failed(ErrorCode code) { failures_[PlaceOf(code)].Add(); }

void Meters::WriteWork(MetricsText& text) const {
  text.Begin(Metric::kSettlements);
  for (const auto& each : benefits_) text.Add({each->scheme, each->benefit}, each->settled.value());
  text.Begin(Metric::kReversals);
  for (const auto& each : benefits_)
    text.Add({each->scheme, each->benefit}, each->reversed.value());
  text.Begin(Metric::kCalls);
  for (const auto& each : transactions_) text.Add({each->infno}, each->accepted.value());
  text.Begin(Metric::kRepeats);
  text.Add({}, repeats_.value());
  // Most pairs never occur: only those that did are shown.
  text.Begin(Metric::kRefusals);
  for (const auto& each : transactions_) {
    for (const ErrorInfo& info : AllErrors()) {
      const std::int64_t refused = each->refused[PlaceOf(info.code)].value();
      if (refused > 0) text.Add({each->infno, info.text_code}, refused);
    }
  }
  text.Begin(Metric::kCallSeconds);
  for (const auto& each : transactions_) {
    if (each->took.Read().count > 0) text.Add({each->infno}, each->took, true);
  }
  text.Begin(Metric::kCommitSeconds);
  text.Add({}, commit_, true);
  text.Begin(Metric::kBatchCommands);
  text.Add({}, batch_, false);
  text.Begin(Metric::kCommitRetries);
  text.Add({}, retries_.value());
  text.Begin(Metric::kCommitFailures);
  for (const ErrorInfo& info : AllErrors()) {
    if (!info.text_code.starts_with("store_") && info.code != ErrorCode::kStaleVersion) continue;
    text.Add({info.text_code}, failures_[PlaceOf(info.code)].value());
  }
}

void Meters::WriteQueue(MetricsText& text, std::int64_t length) const {
  text.Begin(Metric::kQueueLength);
  text.Add({}, length);
  text.Begin(Metric::kQueueWaitSeconds);
  text.Add({}, queue_wait_, true);
}

void Meters::WriteHttp(MetricsText& text, std::int64_t connections) const {
  text.Begin(Metric::kHttpRequests);
  for (std::size_t i = 0; i < kClasses; ++i) {
    for (std::size_t status = 0; status < kStatuses; ++status) {
      const std::int64_t answered = (*classes_)[i].by_status[status].value();
      if (answered > 0) text.Add({kClassNames[i], fmt::to_string(status)}, answered);
    }
  }
  text.Begin(Metric::kHttpSeconds);
  for (std::size_t i = 0; i < kClasses; ++i) text.Add({kClassNames[i]}, (*classes_)[i].took, true);
  text.Begin(Metric::kHttpConnections);
  text.Add({}, connections);
  text.Begin(Metric::kDefects);
  text.Add({}, defects_.value());
}

}  // namespace tongchou::app
