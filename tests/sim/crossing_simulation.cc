#include "sim/crossing_simulation.h"

#include <fmt/core.h>

#include <algorithm>

#include "service/persons.h"
#include "service/reference_data.h"
#include "service/register.h"
#include "service/visits.h"

namespace tongchou::sim {
namespace {

constexpr std::array<const char*, CrossingSimulation::kAreas> kPacks = {"demo-city", "demo-county"};
constexpr std::uint64_t kStream = 0x43'53;
constexpr int kPersons = 3;  // of each area: few, so that they meet themselves
constexpr int kDeepest = 4;
constexpr std::int64_t kSecondMs = 1'000, kDayMs = 86'400 * kSecondMs;

constexpr std::array<FaultKind, 6> kFaults = {FaultKind::kUnavailable, FaultKind::kLost,
                                              FaultKind::kCrash,       FaultKind::kCrashAfter,
                                              FaultKind::kRival,       FaultKind::kStale};

std::string Say(const service::SettlementOutcome& outcome) {
  const settle::Figures& figures = outcome.settlement.figures;
  return fmt::format("setl={} total={} funds={} account={}", outcome.settlement.setl_id,
                     figures.total.fen, figures.funds_paid.fen, figures.account.fen);
}

// Nobody knows what has come of it.
bool IsOpen(ErrorCode code) {
  return service::IsUnknownOutcome(code) || code == ErrorCode::kCrossingInProgress;
}

}  // namespace

std::string Describe(const CrossHistory& history, std::size_t attempt) {
  const CrossAttempt& sent = history.attempts[attempt];
  const CrossRequest& asked = history.requests[sent.request];
  const std::string seen = sent.seen == Seen::kAnswered  ? sent.answer
                           : sent.seen == Seen::kRefused ? std::string(InfoOf(sent.code).text_code)
                                                         : "?";
  return fmt::format("{} at server {}, events {}..{}: {} {} {} of area {} in area {}: {}", attempt,
                     sent.server, sent.began, sent.ended, asked.infno, asked.msgid, asked.body,
                     asked.home, asked.here, seen);
}

CrossingSimulation::CrossingSimulation(std::shared_ptr<const policy::Library> library,
                                       std::uint64_t seed)
    : library_(std::move(library)),
      dice_(seed, kStream),
      worlds_{MakeWorld(*library_, kPacks[0]), MakeWorld(*library_, kPacks[1])},
      clock_(MomentOf(std::max(worlds_[0].first_day, worlds_[1].first_day)
                          .PlusDays(static_cast<int>(dice_.Between(40, 300))),
                      30'000)) {
  for (std::size_t area = 0; area < kAreas; ++area) {
    files_[area] = std::make_shared<MemoryFile>();
    stores_[area] = std::make_unique<MemoryStore>(files_[area]);
  }
  deep_ = kDeepest;  // nobody yet
  Start(0);
  for (std::size_t area = 0; area < kAreas; ++area) SetUp(area);
  Start(1);
  deep_ = 0;
}

CrossingSimulation::~CrossingSimulation() = default;

void CrossingSimulation::SetUp(std::size_t area) {
  service::Region& region = *servers_[0].regions[area];
  const World& world = worlds_[area];
  TC_CHECK(service::RegisterProviders(region, "setup", world.providers).ok());
  TC_CHECK(service::PutCatalogueItems(region, "setup", world.items).ok());
  std::vector<service::NewPerson> people(kPersons);
  for (int i = 0; i < kPersons; ++i) {
    service::NewPerson& person = people[static_cast<std::size_t>(i)];
    person.name = person.certificate = fmt::format("C{}{}", area, i);
    person.birth = Date(1980, 2, 29);
    store::Coverage coverage;
    coverage.scheme = world.schemes.front().id;
    coverage.category = world.schemes.front().categories.front();
    coverage.range = {world.first_day, kForever};
    person.coverage = {coverage};
    person.account_opening = {kOpeningFen};
  }
  const auto numbers = service::EnrolPersons(region, "setup", people);
  TC_CHECK(numbers.ok());
  persons_[area] = *numbers;
}

void CrossingSimulation::Start(std::size_t number) {
  Server& server = servers_[number];
  server.areas.reset();
  server.regions.clear();
  for (std::size_t area = 0; area < kAreas; ++area) {
    Connection& connection = server.connections[area];
    connection = Connection();
    connection.rival = [this, number] {
      servers_[number].in_store = true;
      if (!servers_[1 - number].in_store) Step(1 - number);
      servers_[number].in_store = false;
    };
    connection.slow = [] {};
    service::RegionOptions options;
    options.pack = kPacks[area];
    options.while_waiting = [this] { LetOthersIn(); };
    auto region = service::Region::Open(
        library_, std::make_unique<ServerStore>(*stores_[area], connection), clock_, options);
    TC_CHECK(region.ok());
    server.regions.push_back(*std::move(region));
  }
  server.areas = std::make_unique<service::Neighbourhood>(
      server.regions, [](const service::Region&, const service::CrossingQuestion&,
                         const service::SettlementOutcome& outcome) { return Say(outcome); });
}

void CrossingSimulation::Restart() {
  for (Server& server : servers_) {
    server.areas.reset();
    server.regions.clear();
  }
  for (const auto& file : files_) {
    if (dice_.PerMille(400)) file->CutPower();
  }
  for (std::size_t i = 0; i < kServers; ++i) Start(i);
}

void CrossingSimulation::Settle() {
  for (std::size_t i = 0; i < kServers; ++i) Start(i);
  deep_ = kDeepest;  // nobody else any more
  const auto worked = servers_[0].areas->WorkOff();
  TC_CHECK(worked.ok() && worked->waiting == 0);
}

void CrossingSimulation::Run(std::int64_t steps) {
  for (std::int64_t i = 0; i < steps; ++i) {
    const std::int64_t by_ms =
        dice_.PerMille(30) ? dice_.Between(1, 3) * kDayMs : dice_.Between(0, 60 * kSecondMs);
    clock_.MoveTo(Moment{clock_.Now().ms + (dice_.PerMille(20) ? -by_ms : by_ms)});
    PlanFault();
    Step(dice_.Below(kServers));
    bool crashed = false;
    for (Server& server : servers_) {
      for (Connection& connection : server.connections) {
        crashed |= connection.crashed;
        connection.kind = FaultKind::kNone;
      }
    }
    if (crashed) Restart();
  }
}

void CrossingSimulation::PlanFault() {
  if (!dice_.PerMille(400)) return;
  const FaultKind kind = dice_.Pick(kFaults);
  ++faults_[static_cast<std::size_t>(kind)];
  constexpr std::array<unsigned, kCallKinds> kCalls = {20, 60, 20};
  constexpr int kForLong = 20;
  const int calls = kind == FaultKind::kRival || dice_.PerMille(800) ? 1 : kForLong;
  servers_[dice_.Below(kServers)].connections[dice_.Below(kAreas)].Plan(
      kind, static_cast<CallKind>(dice_.Weighted(kCalls)), static_cast<int>(dice_.Between(1, 4)),
      calls);
}

// Whoever waits for a batch lets others do something first, at either server.
void CrossingSimulation::LetOthersIn() {
  while (deep_ < kDeepest && dice_.PerMille(300)) {
    const std::size_t server = dice_.Below(kServers);
    if (!servers_[server].in_store) Step(server);
  }
}

void CrossingSimulation::Step(std::size_t server) {
  ++deep_;
  constexpr std::array<unsigned, 6> kWeights = {25, 25, 10, 15, 22, 3};
  switch (visits_.empty() ? 0 : dice_.Weighted(kWeights)) {
    case 0:
      NewVisit(servers_[server]);
      break;
    case 1:
      SettleVisit(server);
      break;
    case 2:
      Purchase(server);
      break;
    case 3:
      Undo(server);
      break;
    case 4:
      Repeat(server);
      break;
    default:
      static_cast<void>(servers_[server].areas->WorkOff().ok());
  }
  --deep_;
}

CrossRequest CrossingSimulation::Message(std::size_t home, std::size_t here,
                                         const std::string& provider, const char* infno) {
  CrossRequest request;
  request.home = home;
  request.here = here;
  request.provider = provider;
  request.msgid = request.body = fmt::format("m{}", ++names_);
  request.infno = infno;
  return request;
}

service::RequestKey CrossingSimulation::GuestKey(const Server& server,
                                                 const CrossRequest& request) const {
  service::RequestKey key{request.provider, request.msgid, request.infno, Sm3(request.body),
                          nullptr};
  if (request.home == request.here) return key;
  const service::Region& here = *server.regions[request.here];
  auto guest = std::make_shared<service::Guest>();
  guest->area = here.area_number();
  guest->provider = request.provider;
  guest->msgid = request.msgid;
  guest->reference = here.reference().Newest();
  key.guest = std::move(guest);
  return key;
}

store::UploadLine CrossingSimulation::Line() {
  constexpr std::int64_t kMicroPerFen = 10'000, kOne = 10'000;
  const auto& items = worlds_[0].items;
  store::UploadLine line;
  line.sn = fmt::format("s{}", ++names_);
  line.item_code = items[dice_.Below(items.size())].code;
  line.at = clock_.Now();
  line.quantity_e4 = kOne;
  line.amount = {dice_.Between(1, dice_.PerMille(300) ? 500'000 : 20'000)};
  line.price_e6 = line.amount.fen * kMicroPerFen;
  return line;
}

// Somebody comes to a hospital, at home now and then; known once there is something to settle.
void CrossingSimulation::NewVisit(Server& server) {
  const std::size_t home = dice_.Below(kAreas);
  const std::size_t here = dice_.PerMille(750) ? 1 - home : home;
  const auto& providers = worlds_[here].providers;
  const std::string provider = providers[dice_.Below(providers.size() - 1)].code;
  service::NewVisit visit;
  visit.psn_no = persons_[home][dice_.Below(kPersons)];
  visit.scheme = worlds_[home].schemes.front().id;
  visit.begin = clock_.Now();
  service::Region& region = *server.regions[home];
  const auto registered =
      RegisterVisit(region, GuestKey(server, Message(home, here, provider, "2201")), visit,
                    [](const service::Visit& made) { return made.mdtrt_id; });
  if (!registered.ok()) return;
  const service::VisitRef ref{registered->answer, visit.psn_no};
  const auto uploaded = UploadLines(region, GuestKey(server, Message(home, here, provider, "2204")),
                                    {ref, {{"1", {Line()}}}}, {});
  if (uploaded.ok()) visits_.push_back({home, here, ref.mdtrt_id, visit.psn_no, provider});
}

const CrossingSimulation::KnownVisit& CrossingSimulation::SomeVisit() {
  constexpr std::size_t kRecent = 4;
  const std::size_t span = dice_.PerMille(800) ? std::min(kRecent, visits_.size()) : visits_.size();
  return visits_[visits_.size() - 1 - dice_.Below(span)];
}

void CrossingSimulation::SettleVisit(std::size_t server) {
  const KnownVisit visit = SomeVisit();
  CrossRequest request = Message(visit.home, visit.here, visit.provider, "2207");
  service::SettleOrder order;
  order.visit = {visit.id, visit.person};
  order.use_account = dice_.PerMille(500);
  request.order = order;
  Ask(server, std::move(request));
}

void CrossingSimulation::Purchase(std::size_t server) {
  const std::size_t home = dice_.Below(kAreas);
  const std::size_t here = dice_.PerMille(750) ? 1 - home : home;
  CrossRequest request = Message(home, here, worlds_[here].providers.back().code, "2102");
  service::PurchaseOrder order;
  order.psn_no = persons_[home][dice_.Below(kPersons)];
  order.scheme = worlds_[home].schemes.front().id;
  order.benefit = worlds_[home].schemes.front().benefits.back().id;
  order.begin = clock_.Now();
  order.lines = {Line(), Line()};
  order.use_account = dice_.PerMille(800);
  request.order = order;
  Ask(server, std::move(request));
}

void CrossingSimulation::Undo(std::size_t server) {
  if (settlements_.empty()) return;
  constexpr std::size_t kRecent = 6;
  const std::size_t span = std::min(kRecent, settlements_.size());
  const KnownSettlement known = settlements_[settlements_.size() - 1 - dice_.Below(span)];
  CrossRequest request = Message(known.home, known.here, known.provider, "2208");
  request.order = service::ReverseOrder{known.id, {}, {}};
  Ask(server, std::move(request));
}

// The same message again, mostly one whose sender does not know; now and then with another body.
void CrossingSimulation::Repeat(std::size_t server) {
  if (history_.requests.empty()) return;
  constexpr std::size_t kRecent = 6;
  const std::size_t span = std::min(kRecent, history_.requests.size());
  std::size_t place = history_.requests.size() - 1 - dice_.Below(span);
  if (!unanswered_.empty() && dice_.PerMille(600)) {
    const std::size_t which = dice_.Below(unanswered_.size());
    place = unanswered_[which];
    unanswered_.erase(unanswered_.begin() + static_cast<std::ptrdiff_t>(which));
  }
  if (!dice_.PerMille(80)) return Send(server, place);
  CrossRequest other = history_.requests[place];
  other.body += "'";
  Ask(server, std::move(other));
}

void CrossingSimulation::Ask(std::size_t server, CrossRequest request) {
  history_.requests.push_back(std::move(request));
  Send(server, history_.requests.size() - 1);
}

void CrossingSimulation::Send(std::size_t number, std::size_t place) {
  const CrossRequest& request = history_.requests[place];
  const std::size_t attempt_number = history_.attempts.size();
  history_.attempts.push_back({});
  CrossAttempt& attempt = history_.attempts[attempt_number];
  attempt.request = place;
  attempt.server = static_cast<int>(number);
  attempt.began = ++events_;
  Server& server = servers_[number];
  const service::RequestKey key = GuestKey(server, request);
  service::Region& home = *server.regions[request.home];
  const auto call = [&]() -> Result<service::Answered> {
    if (request.home != request.here) {
      service::RequestKey own = key;
      own.guest = nullptr;
      return server.areas->of(request.here).Ask(home.area_number(), own, request.order);
    }
    if (const auto* order = std::get_if<service::SettleOrder>(&request.order)) {
      return service::Settle(home, key, *order, Say);
    }
    if (const auto* order = std::get_if<service::PurchaseOrder>(&request.order)) {
      return service::Purchase(home, key, *order, Say);
    }
    return ReverseSettlement(home, key, std::get<service::ReverseOrder>(request.order), Say);
  };
  const Result<service::Answered> answered = call();
  attempt.ended = ++events_;
  constexpr unsigned kTimeOuts = 40;  // in a thousand
  const bool open = !answered.ok() && IsOpen(answered.error().code);
  if (open || dice_.PerMille(kTimeOuts)) {
    unanswered_.push_back(place);
    return;
  }
  attempt.seen = answered.ok() ? Seen::kAnswered : Seen::kRefused;
  if (!answered.ok()) {
    attempt.code = answered.error().code;
    return;
  }
  attempt.answer = answered->answer;
  Learn(request, attempt.answer);
}

void CrossingSimulation::Learn(const CrossRequest& request, const std::string& answer) {
  if (std::holds_alternative<service::ReverseOrder>(request.order)) return;
  settlements_.push_back({request.home, request.here, WordsOf(answer)["setl"], request.provider});
}

}  // namespace tongchou::sim
