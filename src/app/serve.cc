#include "app/serve.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/arrears_timer.h"
#include "app/crossing_timer.h"
#include "app/first_start.h"
#include "app/folder_lock.h"
#include "app/open_keys.h"
#include "app/policy_timer.h"
#include "app/stores.h"
#include "app/watch.h"
#include "batch/print_pdf.h"
#include "console/consoles.h"
#include "gateway/gateway.h"
#include "http/server.h"
#include "service/choose_pack.h"
#include "service/committer.h"
#include "service/neighbourhood.h"
#include "service/open_regions.h"
#include "service/organisations.h"
#include "service/persons.h"
#include "service/policy_versions.h"
#include "service/provider_keys.h"
#include "service/sign_in.h"

namespace tongchou::app {

namespace {

constexpr const char* kVersion = "0.1.0";
constexpr int kFailed = 1;

int Fail(const Error& error) {
  const std::string where = error.where.empty() ? "" : fmt::format("  [{}]\n", error.where);
  fmt::print(stderr, "错误 · error: {}\n  {}\n{}", error.Chinese(), error.English(), where);
  return kFailed;
}

// Whether the port could be listened on now; asked before the long work of a first start.
Status CheckPort(const cli::ServeOptions& options) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(options.port);
  if (inet_pton(AF_INET, options.host.c_str(), &address.sin_addr) != 1) return Done{};
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return Done{};
  const int yes = 1;
  setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const bool free = bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(probe);
  if (free) return Done{};
  return Error{
      ErrorCode::kCannotListen,
      {fmt::format("无法监听 {}:{}，端口可能已被占用；请用 --port 换一个", options.host,
                   options.port),
       fmt::format("cannot listen on {}:{}: the port may be in use; choose another with --port",
                   options.host, options.port)},
      {}};
}

// The keys of the store, made on its first start, and progress told while it is sealed anew.
Result<Keys> OpenKeys(const cli::ServeOptions& options, const Clock& clock) {
  Result<Keys> keys = KeysFor(options.store, DayOf(clock.Now()));
  if (!keys.ok()) return keys;
  if (keys->made) {
    fmt::print(
        "新建密钥文件，请与数据分开备份；丢失则证件号码无人能读 · made the key file; back it up "
        "apart "
        "from the data, without it nobody can read the certificate numbers:\n      {}\n",
        keys->path);
  }
  keys->seal.progress = [done = std::int64_t{0}](std::int64_t rows) mutable {
    done += rows;
    fmt::print("      正在封存个人标识 · sealing personal identifiers: {}\n", done);
    std::fflush(stdout);
  };
  return keys;
}

// Makes what is lacking for a first start with the demo.
Status FirstStart(const cli::ServeOptions& options,
                  const std::shared_ptr<const policy::Library>& library, const Clock& clock,
                  const store::SealOptions& seal) {
  if (options.empty) return Done{};
  const Result<bool> present = HasStore(options.store);
  if (!present.ok()) return present.error();
  if (*present) return Done{};
  std::vector<std::string> packs = options.areas;
  if (packs.empty()) {
    const auto pack = service::ChoosePack(*library, options.pack, DayOf(clock.Now()));
    if (!pack.ok()) return pack.error();
    packs.push_back(*pack);
  }
  fmt::print("首次启动，建立演示统筹区（{}人）· first start: making the demo region\n",
             options.demo_persons);
  batch::DemoOptions demo;
  demo.persons = options.demo_persons;
  demo.seed = options.seed;
  return MakeDemoStore(options.store, library, packs, clock, demo, seal);
}

struct Opened {
  service::Regions regions;
  // By area: of the administrator who was added just now.
  std::vector<std::pair<std::string, std::string>> first_passwords;
  bool is_demo = false;

  service::Region& region() { return *regions.front(); }
};

// A store and the packs that its areas live by.
struct Found {
  std::unique_ptr<store::Store> store;
  std::vector<std::string> packs;
  bool is_demo = false;
  std::vector<std::string> migrated;  // migrations that this start applied to an older store
};

// The packs to serve: those that are named, else those that the data names.
Result<std::vector<std::string>> PacksOf(const cli::ServeOptions& options, store::Store& store,
                                         const policy::Library& library, Date today) {
  if (options.pack.empty()) {
    return service::ChoosePacksFor(store, library, options.areas, today);
  }
  Result<std::string> pack = service::ChoosePackFor(store, library, options.pack, today);
  if (!pack.ok()) return pack.error();
  return std::vector<std::string>{*std::move(pack)};
}

Result<Found> FindStore(const cli::ServeOptions& options, const policy::Library& library,
                        const Clock& clock) {
  // Only for the log: what is wrong with the store, OpenStore says better.
  Result<store::StoreReport> before = Stores().describe(options.store);
  auto store = OpenStore(options.store, /*create=*/true);
  if (!store.ok()) return store.error();
  auto packs = PacksOf(options, **store, library, DayOf(clock.Now()));
  if (!packs.ok()) return packs.error();
  const Result<bool> is_demo = IsDemo(options.store);
  if (!is_demo.ok()) return is_demo.error();
  std::vector<std::string> migrated;
  if (before.ok() && before->present) migrated = std::move(before->pending);
  return Found{*std::move(store), *std::move(packs), *is_demo, std::move(migrated)};
}

// Adds the administrator of an area that has no users. Gives the password, none when there is
// somebody. Not "when it was just made": a start that was killed may have left a store without
// anybody.
Result<std::string> FirstPassword(service::Region& region) {
  const auto users = AllUsers(region);
  if (!users.ok()) return users.error();
  if (!users->empty()) return std::string();
  Result<std::string> password = AddFirstAdministrator(region);
  if (password.ok()) return password;
  // Another server on the same database may have been quicker.
  const auto present = AllUsers(region);
  if (!present.ok() || present->empty()) return password.error();
  return std::string();
}

Result<Opened> OpenAreas(const cli::ServeOptions& options, Found found,
                         const std::shared_ptr<const policy::Library>& library, const Clock& clock,
                         Watch& watch, const store::SealOptions& seal) {
  auto stores =
      service::StoresFor(Stores(), options.store, std::move(found.store), found.packs.size());
  if (!stores.ok()) return stores.error();
  service::RegionOptions region_options;
  region_options.watch = &watch.commits();
  region_options.seal = seal;
  auto regions =
      service::OpenRegions(library, *std::move(stores), clock, found.packs, region_options);
  if (!regions.ok()) return regions.error();
  for (const auto& region : *regions) {
    if (const Status recorded = RecordPack(*region); !recorded.ok()) return recorded.error();
  }
  for (const auto& region : *regions) {
    const auto behind = FolderLeftBehind(*region);
    if (!behind.ok()) return behind.error();
    if (*behind) fmt::print("{}\n{}\n", (*behind)->zh, (*behind)->en);
  }
  Opened opened{*std::move(regions), {}, found.is_demo};
  for (const auto& region : opened.regions) {
    Result<std::string> password = FirstPassword(*region);
    if (!password.ok()) return password.error();
    if (!password->empty()) opened.first_passwords.emplace_back(region->area(), *password);
  }
  return opened;
}

// A gateway call that works when it is pasted: who is this person, asked by a hospital.
std::string Example(service::Region& region, std::uint16_t port) {
  const std::vector<service::Provider> providers = AllProviders(region);
  const auto page = FindPersons(region, "", "", 20);
  if (providers.empty() || !page.ok()) return {};
  for (const service::Person& person : page->persons) {
    if (StatusOn(person, region.today()) != service::CoverageStatus::kActive) continue;
    return gateway::ExampleCall(port, providers.front(), person, region.area(),
                                region.clock().Now());
  }
  return {};
}

// Those that there are: without offices in the pack the demo has no users of offices.
void PrintDemoUsers(service::Region& region) {
  const auto users = AllUsers(region);
  if (!users.ok()) return;
  fmt::print("\n登录 · sign in (演示 · demo only):\n");
  for (const batch::DemoUser& demo : batch::DemoUsers()) {
    const auto user = std::ranges::find(*users, demo.login, &service::User::login);
    if (user == users->end()) continue;
    const auto names = NamesOf(region, user->organisation);
    const std::string office = names.ok() && !names->empty()
                                   ? fmt::format(" ({})", fmt::join(*names, " / "))
                                   : std::string();
    fmt::print("      {:<8} {:<13} {} {} · {}{}\n", demo.login, demo.password, demo.name,
               demo.sees_zh, demo.sees_en, office);
  }
}

void PrintWelcome(const cli::ServeOptions& options, Opened& opened, std::uint16_t port) {
  if (opened.is_demo) PrintDemoUsers(opened.region());
  for (const auto& [area, password] : opened.first_passwords) {
    fmt::print(
        "\n首个管理员，密码只显示这一次 · first administrator, shown only once:\n"
        "      admin    {}{}\n",
        password, opened.regions.size() > 1 ? fmt::format("    ({})", area) : std::string());
  }
  const auto access = LoadProviderAccess(opened.region());
  if (access.ok() && access->rules.empty()) {
    fmt::print(
        "\n接口签名：未要求，任何能连上的程序都可调用；见 provider-key rule · gateway signatures "
        "are "
        "not asked for: whoever reaches the port may call (see provider-key rule)\n");
  }
  const std::string example = Example(opened.region(), port);
  if (!example.empty()) fmt::print("\n接口示例 · example gateway call:\n{}\n", example);
  const char* scheme = options.tls_cert.empty() ? "http" : "https";
  fmt::print("\n控制台 · console  {}://{}:{}/\n停止 · stop       Ctrl-C\n", scheme, options.host,
             port);
  std::fflush(stdout);
}

// Waits for SIGINT or SIGTERM, which every thread that is started after this leaves to it.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&signals_);
    sigaddset(&signals_, SIGINT);
    sigaddset(&signals_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  void Wait() const {
    int received = 0;
    sigwait(&signals_, &received);
  }

 private:
  sigset_t signals_;
};

// The front end's files; without them only the interfaces are served.
console::ConsoleOptions ConsoleOptionsOf(const cli::ServeOptions& options, bool is_demo) {
  console::ConsoleOptions console_options;
  console_options.version = kVersion;
  console_options.demo = is_demo;
  console_options.print = batch::PrintPdf;
  console_options.work_folder = options.store.data;
  const auto files = http::StaticFiles::Load(options.web);
  if (files.ok()) {
    console_options.files = *files;
  } else {
    fmt::print("前端未编译，只提供接口 · no front end at {}: serving the interfaces only\n",
               options.web);
  }
  return console_options;
}

// What the gateway serves. One area alone has nobody to cross to.
std::vector<gateway::ServedArea> AreasOf(const service::Regions& regions,
                                         service::Neighbourhood& areas) {
  std::vector<gateway::ServedArea> served;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    served.push_back({regions[i].get(), regions.size() > 1 ? &areas.of(i) : nullptr});
  }
  return served;
}

// Answers until told to stop. Nothing of what it made uses the region any more when it returns.
Status ServeRegion(const cli::ServeOptions& options, Opened& opened, const StopSignals& stop,
                   Watch& watch) {
  console::Consoles consoles(opened.regions, ConsoleOptionsOf(options, opened.is_demo));
  service::Neighbourhood areas(opened.regions, gateway::CrossingText);
  http::Router router;
  gateway::GatewayOptions gateway_options;
  watch.Attach(gateway_options);
  const Status routed =
      gateway::RegisterGatewayRoutes(router, AreasOf(opened.regions, areas), gateway_options);
  if (!routed.ok()) return routed.error();
  consoles.AddTo(router);
  std::vector<service::Region*> regions;
  for (const auto& region : opened.regions) regions.push_back(region.get());
  watch.AddRoutes(router, regions, StoreSizer(options.store), kVersion);
  http::ServerOptions server_options;
  server_options.address = options.host;
  server_options.port = options.port;
  server_options.trusted_proxies = {options.trusted_proxies.begin(), options.trusted_proxies.end()};
  watch.Attach(server_options);
  server_options.tls_certificate = options.tls_cert;
  server_options.tls_key = options.tls_key;
  const auto server = http::Server::Start(std::move(server_options), std::move(router));
  if (!server.ok()) return server.error();
  watch.Serving(**server);
  std::optional<CrossingTimer> timer;
  if (opened.regions.size() > 1) timer.emplace(areas, watch.log());
  const ArrearsTimer arrears(opened.regions, watch.log());
  const PolicyTimer published(opened.regions, watch.log());
  PrintWelcome(options, opened, (*server)->port());
  for (const auto& region : opened.regions) {
    watch.log().Write(LogLevel::kInfo, "started",
                      {{"version", kVersion},
                       {"area", region->area()},
                       {"pack", region->pack().id},
                       {"pack_digest", region->pack().digest},
                       {"port", std::int64_t{(*server)->port()}}});
  }
  stop.Wait();
  fmt::print("正在停止 · stopping\n");
  watch.log().Write(LogLevel::kInfo, "stopping", {});
  (*server)->Stop();
  watch.Detach();
  return Done{};
}

// Lets what is queued finish and folds the write-ahead log back into the store.
void CloseAreas(Opened& opened, Watch& watch) {
  for (const auto& region : opened.regions) {
    region->Stop();
    const service::CommitterCounts counts = region->committer().counts();
    watch.log().Write(
        LogLevel::kInfo, "stopped",
        {{"area", region->area()}, {"batches", counts.batches}, {"commands", counts.commands}});
  }
  opened.regions.clear();
}

}  // namespace

int Serve(const cli::ServeOptions& options, const Clock& clock) {
  if (const Status port = CheckPort(options); !port.ok()) return Fail(port.error());
  const auto library = policy::Library::Load(options.packs);
  if (!library.ok()) return Fail(library.error());
  FolderLock lock;
  if (options.store.database.empty()) {
    Status ours = PrepareFolder(options.store.data);
    if (ours.ok()) ours = lock.Take(options.store.data);
    if (!ours.ok()) return Fail(ours.error());
  }
  auto keys = OpenKeys(options, clock);
  if (!keys.ok()) return Fail(keys.error());
  const Status made = FirstStart(options, *library, clock, keys->seal);
  if (!made.ok()) return Fail(made.error());
  const StopSignals stop;  // before any thread begins
  auto found = FindStore(options, **library, clock);
  if (!found.ok()) return Fail(found.error());
  const LogOptions log{options.log_format == "json", LogLevelOf(options.log_level),
                       options.log_file};
  const auto watch = Watch::Open(log, *(*library)->Find(found->packs.front()), clock);
  if (!watch.ok()) return Fail(watch.error());
  for (const std::string& name : found->migrated) {
    (*watch)->log().Write(LogLevel::kInfo, "migrated", {{"migration", name}});
  }
  auto opened = OpenAreas(options, *std::move(found), *library, clock, **watch, keys->seal);
  if (!opened.ok()) {
    // The store has other keys: those made just now are of no use to anybody.
    if (opened.error().code == ErrorCode::kKeyMissing && keys->made) RemoveFile(keys->path);
    return Fail(opened.error());
  }
  keys->seal = {};
  const Status served = ServeRegion(options, *opened, stop, **watch);
  CloseAreas(*opened, **watch);
  return served.ok() ? 0 : Fail(served.error());
}

}  // namespace tongchou::app
