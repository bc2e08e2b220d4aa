#include "app/health.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "service/committer.h"

namespace tongchou::app {
namespace {

constexpr int kReady = 200;
constexpr int kNotReady = 503;

Status AskStore(service::Region& region) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> loaded = (*reader)->Load({});
  if (!loaded.ok()) return loaded.error();
  return Done{};
}

Status AskCommitter(const service::Region& region, std::chrono::milliseconds longest) {
  const service::CommitterQueue queue = region.committer().queue();
  if (!queue.taking) {
    return Error{ErrorCode::kStoreUnavailable,
                 {"正在停止，不再受理写入", "stopping: no more writes are taken"},
                 {}};
  }
  if (queue.oldest > longest) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(queue.oldest).count();
    return Error{
        ErrorCode::kStoreUnavailable,
        {fmt::format("最早的写入已等待{}秒（队列{}条）；请检查数据库与磁盘", seconds, queue.length),
         fmt::format("the oldest write has waited {} s ({} in the queue): look at the "
                     "store and its disk",
                     seconds, queue.length)},
        {}};
  }
  return Done{};
}

Status AskPolicies(const service::Region& region) {
  if (region.pack().in_force.Contains(region.today())) return Done{};
  return Error{ErrorCode::kNoPolicyInForce,
               {fmt::format("政策包 {} 今日不在有效期；请装入现行政策包并重启", region.pack().id),
                fmt::format("the policy pack {} is not in force today: provide the current pack "
                            "and restart",
                            region.pack().id)},
               region.pack().id};
}

std::string PartJson(const PartHealth& part) {
  const std::string head = fmt::format(R"({{"part":"{}","area":"{}")", part.part, part.area);
  if (part.status.ok()) return head + R"(,"ok":true})";
  const Error& error = part.status.error();
  return fmt::format(R"({},"ok":false,"code":"{}","zh":{},"en":{}}})", head,
                     InfoOf(error.code).text_code, http::JsonQuote(error.Chinese()),
                     http::JsonQuote(error.English()));
}

http::Response ReadyResponse(const std::vector<PartHealth>& parts) {
  http::Response response;
  std::string list;
  for (const PartHealth& part : parts) {
    if (!part.status.ok()) response.status = kNotReady;
    list += (list.empty() ? "" : ",") + PartJson(part);
  }
  response.body = fmt::format(R"({{"ready":{},"parts":[{}]}})", response.status == kReady, list);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace

Probe::Probe(std::function<Status()> ask) : ask_(std::move(ask)) {
  thread_ = std::thread([this] { Run(); });
}

Probe::~Probe() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Status Probe::Ask(std::chrono::milliseconds deadline) {
  std::unique_lock lock(mutex_);
  const std::uint64_t ticket = ++wanted_;
  changed_.notify_all();
  if (changed_.wait_for(lock, deadline, [&] { return answered_ >= ticket; })) return answer_;
  return Error{ErrorCode::kStoreUnavailable,
               {fmt::format("数据库在{}毫秒内没有应答；请检查数据库与磁盘", deadline.count()),
                fmt::format("the store did not answer within {} ms: look at it and its disk",
                            deadline.count())},
               {}};
}

void Probe::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || wanted_ > answered_; });
    if (stopping_) return;
    const std::uint64_t ticket = wanted_;
    lock.unlock();
    Status answer = ask_();
    lock.lock();
    answer_ = std::move(answer);
    answered_ = ticket;
    changed_.notify_all();
  }
}

Health::Health(std::vector<service::Region*> areas, HealthLimits limits)
    : areas_(std::move(areas)), limits_(limits) {
  for (service::Region* const area : areas_) {
    stores_.push_back(std::make_unique<Probe>([area] { return AskStore(*area); }));
  }
}

std::vector<PartHealth> Health::Parts() {
  std::vector<PartHealth> parts;
  for (std::size_t i = 0; i < areas_.size(); ++i) {
    const service::Region& area = *areas_[i];
    parts.push_back({"store", area.area(), stores_[i]->Ask(limits_.store)});
    parts.push_back({"committer", area.area(), AskCommitter(area, limits_.oldest)});
    parts.push_back({"policies", area.area(), AskPolicies(area)});
  }
  return parts;
}

void Health::AddTo(http::Router& router) {
  router.Add("GET", "/healthz", [](const http::Request&) {
    http::Response response;
    response.body = R"({"alive":true})";
    response.headers.emplace_back("Cache-Control", "no-store");
    return response;
  });
  router.Add("GET", "/readyz", [this](const http::Request&) { return ReadyResponse(Parts()); });
}

}  // namespace tongchou::app
