// Health: whether the process lives, and whether it can serve now and if not, which part is why.
//
// Thread-safe.
#ifndef TONGCHOU_APP_HEALTH_H_
#define TONGCHOU_APP_HEALTH_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/result.h"
#include "http/router.h"
#include "service/region.h"

namespace tongchou::app {

// Asks a question that may hang, on a thread of its own: a store that does not come back holds up
// this thread and no other.
class Probe {
 public:
  explicit Probe(std::function<Status()> ask);
  ~Probe();
  Probe(const Probe&) = delete;
  Probe& operator=(const Probe&) = delete;

  // The answer to a question asked after this call began. Refusals: that of the question;
  // kStoreUnavailable when there is none within `deadline`.
  Status Ask(std::chrono::milliseconds deadline);

 private:
  void Run();

  const std::function<Status()> ask_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t wanted_ = 0, answered_ = 0;
  bool stopping_ = false;
  Status answer_ = Done{};
  std::thread thread_;
};

struct PartHealth {
  std::string_view part;
  std::string area;  // code
  Status status;
};

struct HealthLimits {
  std::chrono::milliseconds store{2'000};    // for a read of the area's state
  std::chrono::milliseconds oldest{10'000};  // that a command may wait or be under way
};

class Health {
 public:
  // `areas` outlive it.
  explicit Health(std::vector<service::Region*> areas, HealthLimits limits = {});

  // store, committer, policies of each area.
  std::vector<PartHealth> Parts();

  // GET /healthz: 200 while the process lives. GET /readyz: 200, or 503 with each part and what is
  // wrong with it. The router must not outlive this.
  void AddTo(http::Router& router);

 private:
  const std::vector<service::Region*> areas_;
  const HealthLimits limits_;
  std::vector<std::unique_ptr<Probe>> stores_;  // in the order of the areas
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_HEALTH_H_
