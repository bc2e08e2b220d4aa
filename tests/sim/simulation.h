// Simulation: one seed's region, its two servers on one store, its clients, and what goes wrong.
//
// Everything that happens is drawn from the seed and happens on the calling thread, so the same
// seed gives the same history. The servers run the real service; only their store stands behind a
// connection that fails as planned (server_store.h).
// One thread at a time.
#ifndef TONGCHOU_SIM_SIMULATION_H_
#define TONGCHOU_SIM_SIMULATION_H_

#include <array>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/clock.h"
#include "base/random.h"
#include "service/region.h"
#include "sim/clients.h"
#include "sim/history.h"
#include "sim/server_store.h"
#include "sim/world.h"

namespace tongchou::sim {

// How a server went down before the store is opened again.
enum class Down : std::uint8_t {
  kProcess,  // the machine went on: what was appended is there
  kPower,    // what was appended and not made durable may be lost
};

// Opens the store of the seed; again with the same data after a crash.
using StoreOpener = std::function<std::unique_ptr<store::Store>(Down)>;

class Simulation {
 public:
  // `world` outlives it.
  Simulation(std::shared_ptr<const policy::Library> library, const World& world, std::uint64_t seed,
             StoreOpener opener);
  ~Simulation();

  // Sends at least `commands` more.
  void Run(std::int64_t commands);
  // Ends all faults and starts the servers again on what is stored.
  void Settle();

  const History& history() const { return history_; }
  store::Store& store() { return *shared_; }
  service::Region& region() { return *servers_[0].region; }
  // How often each kind of fault was planned.
  const std::array<std::int64_t, kFaultCount>& faults() const { return faults_; }

 private:
  struct Server {
    Connection connection;
    std::unique_ptr<service::Region> region;
  };

  void SetUp();
  void Start(std::size_t server);
  void Restart(Down down);
  void RunBatch(std::size_t server);
  void Send(std::size_t server);
  std::size_t ChooseRequest();
  void PlanFault(std::size_t server);
  void MoveClock();
  std::int64_t StoredAudits();

  std::shared_ptr<const policy::Library> library_;
  const World& world_;
  Random dice_;
  StoreOpener opener_;
  std::unique_ptr<store::Store> shared_;
  ManualClock clock_;
  Clients clients_;
  std::array<Server, 2> servers_;
  std::array<std::int64_t, kFaultCount> faults_{};
  History history_;
  std::vector<std::size_t> unanswered_;  // requests whose client still wants to know
  std::vector<std::size_t> keyed_;       // requests that were sent with a key
  std::size_t to_send_ = 0;              // how many more join the batch that waits
  bool alone_ = false;                   // the batch is one command, and nothing goes wrong
  std::int64_t executions_ = 0;
};

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_SIMULATION_H_
