// Crossings: the settlements of those who are insured in another area and treated here.
//
// Money moves in two books, one after the other, and nobody may be told of it before both have it:
//   1. here: the order is written down under the hospital's message (the outbox), nothing is paid;
//   2. there: the neighbour settles under a key that the outbox gives (see Neighbour);
//   3. here: the figures, the entry that the neighbour owes what the provider gets, the answer.
// After a crash between any two of them the order stands in the outbox and is asked again, by
// WorkOff or by the hospital's repeat: the neighbour gives the same answer, and step 3 is made
// once. A refusal closes the order; the same message may be sent again when mended, which is
// another order with another key.
//
// Thread-safe. One message is worked on by one thread of a process at a time; others are told to
// repeat. Several processes may be at one message: the neighbour tells all of them the same, each
// writes it down if it still finds the order that it asked about, and the first of them does.
#ifndef TONGCHOU_SERVICE_CROSSINGS_H_
#define TONGCHOU_SERVICE_CROSSINGS_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include "service/crossing_order.h"
#include "service/neighbour.h"
#include "service/region.h"
#include "service/request.h"

namespace tongchou::service {

// What one pass over the outbox came to.
struct WorkedOff {
  int finished = 0, refused = 0;
  int waiting = 0;  // the neighbour could not be asked, or somebody else is at it
};

class Crossings {
 public:
  // `here` outlives it.
  explicit Crossings(Region& here) : here_(here) {}
  Crossings(const Crossings&) = delete;
  Crossings& operator=(const Crossings&) = delete;

  // Before it is used by several threads. `neighbour` outlives it.
  void Add(std::int64_t area, Neighbour& neighbour) { neighbours_[area] = &neighbour; }

  // Settles or undoes for the hospital's message `key` (without a guest) in the area `insured`.
  // Refusals: kNoNeighbour; kCrossingInProgress (the outcome is not known yet: the same message
  // again tells it); kMessageIdReused; those of Settle, Purchase and ReverseSettlement there;
  // store_* codes.
  Result<Answered> Ask(std::int64_t insured, const RequestKey& key, const CrossingOrder& order);

  // What this hospital asked under this message. Refusals: store_* codes.
  Result<std::optional<store::CrossingRow>> Find(const store::MessageKey& key) const;

  // Goes once over what has no outcome yet. Refusals: store_* codes.
  Result<WorkedOff> WorkOff();

  Region& here() const { return here_; }

 private:
  struct Opened {
    std::optional<Answered> answer;  // of an earlier message
    store::CrossingRow row;
  };
  // One message that is being worked on.
  class Turn {
   public:
    Turn(Crossings& crossings, store::MessageKey key);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    bool taken() const { return taken_; }

   private:
    Crossings& crossings_;
    const store::MessageKey key_;
    bool taken_ = false;
  };

  Result<Opened> Open(std::int64_t insured, const RequestKey& key, const CrossingOrder& order);
  // Steps 2 and 3 of an open row.
  Result<Answered> Finish(const store::CrossingRow& row);
  // Those of an order that was written down earlier, if it is still open.
  Result<Answered> FinishAgain(const store::MessageKey& key);
  Result<Answered> BookAnswered(const store::CrossingRow& row, const CrossingAnswer& answer);
  // Closes the order, unless somebody else did.
  Status BookRefused(const store::CrossingRow& row, const Error& refusal);

  Region& here_;
  std::map<std::int64_t, Neighbour*> neighbours_;
  std::mutex mutex_;
  std::set<store::MessageKey> under_way_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_CROSSINGS_H_
