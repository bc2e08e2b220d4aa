#include "sim/simulation.h"

#include <algorithm>

#include "service/register.h"
#include "sim/calls.h"

namespace tongchou::sim {
namespace {

constexpr std::int64_t kSecondMs = 1'000;
constexpr std::int64_t kDayMs = 86'400 * kSecondMs;

struct FaultWeight {
  FaultKind kind;
  unsigned weight;
};
constexpr std::array<FaultWeight, kFaultCount> kFaultWeights = {{
    {FaultKind::kNone, 800},
    {FaultKind::kUnavailable, 20},
    {FaultKind::kFull, 8},
    {FaultKind::kCorrupt, 12},
    {FaultKind::kStale, 20},
    {FaultKind::kLost, 40},
    {FaultKind::kCrash, 10},
    {FaultKind::kCrashAfter, 15},
    {FaultKind::kRival, 60},
    {FaultKind::kSlow, 15},
}};

constexpr std::uint64_t kStream = 0x51'4d;

}  // namespace

Simulation::Simulation(std::shared_ptr<const policy::Library> library, const World& world,
                       std::uint64_t seed, StoreOpener opener)
    : library_(std::move(library)),
      world_(world),
      dice_(seed, kStream),
      opener_(std::move(opener)),
      shared_(opener_(Down::kProcess)),
      clock_(MomentOf(world.first_day.PlusDays(static_cast<int>(dice_.Between(40, 380))), 30'000)),
      clients_(world, dice_) {
  SetUp();
}

Simulation::~Simulation() = default;

void Simulation::Start(std::size_t server) {
  Server& started = servers_[server];
  started.connection = Connection();
  started.connection.rival = [this, server] {
    const bool alone = alone_;
    const std::size_t waiting = to_send_;
    RunBatch(1 - server);
    alone_ = alone;
    to_send_ = waiting;
  };
  started.connection.slow = [this] {
    clock_.MoveTo(Moment{clock_.Now().ms + dice_.Between(1, 120) * kSecondMs});
  };
  service::RegionOptions options;
  options.pack = world_.pack;
  options.while_waiting = [this, server] {
    while (to_send_ > 0) {
      --to_send_;
      Send(server);
    }
  };
  auto region = service::Region::Open(
      library_, std::make_unique<ServerStore>(*shared_, started.connection), clock_, options);
  TC_CHECK(region.ok());
  started.region = *std::move(region);
}

void Simulation::SetUp() {
  Start(0);
  service::Region& region = *servers_[0].region;
  TC_CHECK(service::RegisterProviders(region, "setup", world_.providers).ok());
  TC_CHECK(service::PutCatalogueItems(region, "setup", world_.items).ok());
  Start(1);
}

void Simulation::Restart(Down down) {
  for (Server& server : servers_) server.region.reset();
  shared_.reset();
  shared_ = opener_(down);
  for (std::size_t i = 0; i < servers_.size(); ++i) Start(i);
}

void Simulation::Settle() { Restart(Down::kProcess); }

void Simulation::Run(std::int64_t commands) {
  const std::size_t until = history_.attempts.size() + static_cast<std::size_t>(commands);
  while (history_.attempts.size() < until) {
    MoveClock();
    const std::size_t server = dice_.PerMille(850) ? 0 : 1;
    PlanFault(server);
    RunBatch(server);
    bool crashed = false;
    for (Server& each : servers_) {
      crashed |= each.connection.crashed;
      each.connection.kind = FaultKind::kNone;
    }
    if (crashed) Restart(dice_.PerMille(500) ? Down::kPower : Down::kProcess);
  }
}

void Simulation::MoveClock() {
  const Moment now = clock_.Now();
  std::int64_t by_ms = dice_.Between(1, 600 * kSecondMs);
  if (dice_.PerMille(40)) {
    by_ms = dice_.Between(1, 9) * kDayMs;
  } else if (dice_.PerMille(15)) {
    by_ms = -dice_.Between(1, 2 * kDayMs);
  } else if (dice_.PerMille(15)) {
    by_ms = MomentOf(DayOf(now).PlusDays(1)).ms - now.ms - dice_.Between(0, 2);
  } else if (dice_.PerMille(3)) {
    const Date new_year(DayOf(now).year() + 1, 1, 1);
    by_ms = MomentOf(new_year).ms - now.ms - dice_.Between(0, kDayMs);
  }
  const Moment earliest = MomentOf(world_.first_day, 3'600);
  clock_.MoveTo(std::max(earliest, Moment{now.ms + by_ms}));
}

void Simulation::PlanFault(std::size_t server) {
  std::array<unsigned, kFaultCount> weights{};
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = kFaultWeights[i].weight;
  const FaultKind kind = kFaultWeights[dice_.Weighted(weights)].kind;
  ++faults_[static_cast<std::size_t>(kind)];
  Connection& connection = servers_[server].connection;
  // Most faults last for one call; some outlive every try of a batch.
  constexpr int kForLong = 40;
  const int calls = kind == FaultKind::kRival || dice_.PerMille(800) ? 1 : kForLong;
  constexpr std::array<unsigned, kCallKinds> kCalls = {30, 50, 20};
  connection.Plan(kind, static_cast<CallKind>(dice_.Weighted(kCalls)),
                  static_cast<int>(dice_.Between(1, 2)), calls);
}

void Simulation::RunBatch(std::size_t server) {
  constexpr std::array<unsigned, 4> kShapes = {55, 30, 12, 3};
  constexpr std::array<std::int64_t, 4> kMost = {1, 4, 16, 64};
  const std::size_t size =
      static_cast<std::size_t>(dice_.Between(1, kMost[dice_.Weighted(kShapes)]));
  alone_ = size == 1 && servers_[0].connection.kind == FaultKind::kNone &&
           servers_[1].connection.kind == FaultKind::kNone;
  to_send_ = size - 1;
  Send(server);
  // A command that does not wait (a trial) lets nobody in.
  while (to_send_ > 0) {
    --to_send_;
    Send(server);
  }
}

std::size_t Simulation::ChooseRequest() {
  if (!unanswered_.empty() && dice_.PerMille(250)) {
    const std::size_t place = dice_.Below(unanswered_.size());
    const std::size_t request = unanswered_[place];
    unanswered_.erase(unanswered_.begin() + static_cast<std::ptrdiff_t>(place));
    return request;
  }
  if (!keyed_.empty() && dice_.PerMille(30)) {
    constexpr std::size_t kRecent = 5;
    const std::size_t span = dice_.PerMille(700) ? std::min(kRecent, keyed_.size()) : keyed_.size();
    const std::size_t request = keyed_[keyed_.size() - 1 - dice_.Below(span)];
    if (dice_.PerMille(600)) return request;
    history_.requests.push_back(clients_.OtherBody(history_.requests[request]));
    return history_.requests.size() - 1;
  }
  history_.requests.push_back(clients_.Wish(clock_.Now()));
  if (!history_.requests.back().infno.empty() && history_.requests.back().verb != Verb::kTrial) {
    keyed_.push_back(history_.requests.size() - 1);
  }
  return history_.requests.size() - 1;
}

std::int64_t Simulation::StoredAudits() {
  const auto loaded = shared_->Load(servers_[0].region->area_number(), {});
  TC_CHECK(loaded.ok());
  return loaded->area.audits;
}

void Simulation::Send(std::size_t server) {
  const std::size_t place = ChooseRequest();
  const Request& request = history_.requests[place];
  const std::size_t number = history_.attempts.size();
  history_.attempts.push_back({});
  Attempt& attempt = history_.attempts.back();
  attempt.request = place;
  attempt.at = clock_.Now();
  attempt.server = static_cast<int>(server);
  if (alone_) attempt.alone_after = StoredAudits();
  const Result<service::Answered> answered =
      Call(*servers_[server].region, request, {number, &executions_});
  constexpr unsigned kTimeOuts = 30;  // in a thousand
  const bool lost = !answered.ok() && answered.error().code == ErrorCode::kStoreUnavailable;
  if (lost || servers_[server].connection.crashed || dice_.PerMille(kTimeOuts)) {
    // Money without a key is not sent twice: the clerk looks into the journal.
    if (request.verb != Verb::kContribute && request.verb != Verb::kTrial) {
      unanswered_.push_back(place);
    }
    return;
  }
  if (!answered.ok()) {
    attempt.seen = Seen::kRefused;
    attempt.code = answered.error().code;
    return;
  }
  attempt.seen = Seen::kAnswered;
  attempt.answer = answered->answer;
  attempt.repeated = answered->repeated;
  clients_.Learn(request, attempt.answer);
}

}  // namespace tongchou::sim
