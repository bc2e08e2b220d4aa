// Clients: hospitals, pharmacies and clerks of a simulated region. They know what the answers told
// them and nothing else, wish for the next thing at random, and sometimes for nonsense.
//
// Deterministic in the generator's seed. One thread at a time.
#ifndef TONGCHOU_SIM_CLIENTS_H_
#define TONGCHOU_SIM_CLIENTS_H_

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "sim/history.h"
#include "sim/world.h"

namespace tongchou::sim {

class Clients {
 public:
  // Both outlive it.
  Clients(const World& world, Random& dice) : world_(world), dice_(dice) {}

  // A wish at `now`; always something that can be sent.
  Request Wish(Moment now);
  // The same msgid for something else.
  Request OtherBody(const Request& request);
  // Takes in an answer that was seen.
  void Learn(const Request& request, const std::string& answer);

 private:
  struct KnownPerson {
    std::string id, scheme;
  };
  struct KnownVisit {
    std::string id, person, provider, scheme, benefit;
    store::VisitKind kind = store::VisitKind::kOutpatient;
    std::vector<std::pair<std::string, store::UploadLine>> lines;  // with their batch
    std::vector<std::string> batches;
    bool settled = false;  // nothing came since the last settlement
  };
  struct KnownSettlement {
    std::string id, visit, person, provider, msgid, infno;
  };

  Request Keyed(Verb verb, const std::string& provider, const char* outpatient, const char* stay,
                store::VisitKind kind = store::VisitKind::kOutpatient);
  Request OfVisit(Verb verb, const KnownVisit& visit, const char* outpatient, const char* stay);
  Request Enrol(Moment now);
  Request Contribute(Moment now);
  Request Freeze(Moment now);
  Request Register(Moment now);
  Request Record(Moment now);
  Request Upload(Moment now);
  Request Withdraw();
  Request Discharge(Moment now);
  Request Settle(Moment now, Verb verb);
  Request Purchase(Moment now);
  Request Reverse();
  Request UndoMessage();
  // Makes a mistake in it.
  void Spoil(Request& request);

  store::UploadLine Line(Moment now, store::VisitKind kind);
  bool Refund(const KnownVisit& visit, Request& request);
  const KnownVisit& SomeVisit();
  // Mostly one that is not settled; with lines, when asked.
  const KnownVisit& OpenVisit(bool with_lines);
  KnownVisit* FindVisit(const std::string& id);
  const KnownPerson& SomePerson();
  Moment Shortly(Moment now);  // some time before now
  std::string Fresh(const char* prefix);

  const World& world_;
  Random& dice_;
  std::vector<KnownPerson> persons_;
  std::vector<KnownVisit> visits_;
  std::vector<KnownSettlement> settlements_;
  std::vector<KnownSettlement> admissions_;  // the messages that made a stay; without an id
  std::int64_t names_ = 0;
};

}  // namespace tongchou::sim

#endif  // TONGCHOU_SIM_CLIENTS_H_
