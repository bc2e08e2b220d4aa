// CrossingSimulation: two areas, each on a store of its own, served by two servers that are each
// other's rivals, and hospitals and pharmacies that treat the people of the other area.
//
// Everything that happens is drawn from the seed and happens on the calling thread, so the same
// seed gives the same history. A server dies between the two books, loses answers, is overtaken by
// the other one at the same message; what refuses a message comes and goes.
// One thread at a time.
#ifndef TONGCHOU_SIM_CROSSING_SIMULATION_H_
#define TONGCHOU_SIM_CROSSING_SIMULATION_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "service/neighbourhood.h"
#include "service/settlements.h"
#include "sim/crossing_history.h"
#include "sim/memory_store.h"
#include "sim/server_store.h"
#include "sim/world.h"

namespace tongchou::sim {

class CrossingSimulation {
 public:
  static constexpr std::size_t kAreas = 2, kServers = 2;
  static constexpr std::int64_t kOpeningFen = 300'000;  // in the account of everybody

  CrossingSimulation(std::shared_ptr<const policy::Library> library, std::uint64_t seed);
  ~CrossingSimulation();

  // Takes `steps` more of them: a message, a visit, a pass over an outbox.
  void Run(std::int64_t steps);
  // Ends all faults, starts the servers again and lets them finish what is open.
  void Settle();

  const CrossHistory& history() const { return history_; }
  service::Region& region(std::size_t area) { return *servers_[0].regions[area]; }
  const std::array<std::int64_t, kFaultCount>& faults() const { return faults_; }

 private:
  struct Server {
    std::array<Connection, kAreas> connections;
    service::Regions regions;
    std::unique_ptr<service::Neighbourhood> areas;
    bool in_store = false;  // a call of its store is under way: nothing else may begin there
  };
  struct KnownVisit {
    std::size_t home = 0, here = 0;
    std::string id, person, provider;
  };
  struct KnownSettlement {
    std::size_t home = 0, here = 0;
    std::string id, provider;
  };

  void SetUp(std::size_t area);
  void Start(std::size_t server);
  void Restart();
  void PlanFault();
  // Somebody does something at a server that is free; `deep` calls are under way.
  void Step(std::size_t server);
  void LetOthersIn();

  void NewVisit(Server& server);
  void SettleVisit(std::size_t server);
  void Purchase(std::size_t server);
  void Undo(std::size_t server);
  void Repeat(std::size_t server);
  // Sends a new message, at home or across.
  void Ask(std::size_t server, CrossRequest request);
  void Send(std::size_t server, std::size_t request);
  void Learn(const CrossRequest& request, const std::string& answer);

  CrossRequest Message(std::size_t home, std::size_t here, const std::string& provider,
                       const char* infno);
  service::RequestKey GuestKey(const Server& server, const CrossRequest& request) const;
  store::UploadLine Line();
  const KnownVisit& SomeVisit();

  std::shared_ptr<const policy::Library> library_;
  Random dice_;
  std::array<World, kAreas> worlds_;
  std::array<std::shared_ptr<MemoryFile>, kAreas> files_;
  std::array<std::unique_ptr<store::Store>, kAreas> stores_;
  ManualClock clock_;
  std::array<Server, kServers> servers_;
  std::array<std::vector<std::string>, kAreas> persons_;
  std::vector<KnownVisit> visits_;
  std::vector<KnownSettlement> settlements_;
  std::vector<std::size_t> unanswered_;  // requests whose sender still wants to know
  std::array<std::int64_t, kFaultCount> faults_{};
  CrossHistory history_;
  std::int64_t events_ = 0, names_ = 0;
  int deep_ = 0;
};

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_CROSSING_SIMULATION_H_
