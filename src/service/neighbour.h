// Neighbour: another area as the one that treats its insured sees it. The seam between the two
// books: what is behind it may be a region of the same process or, one day, another server.
//
// Every question carries a key, and an area answers a key once: asked again, by whichever server of
// the area of treatment, it gives the answer that it stored, however often and whatever has
// happened since. That holds for refusals: several servers may ask under one key at the same time,
// and one of them closing the order as refused while another books it as settled would leave the
// two areas with different books. So a refusal too is written down under its key before anybody
// hears of it; what refused may have gone meanwhile, the answer stays. An order that was mended is
// another one and has another key. Thread-safe.
#ifndef TONGCHOU_SERVICE_NEIGHBOUR_H_
#define TONGCHOU_SERVICE_NEIGHBOUR_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/sm3.h"
#include "service/crossing_order.h"
#include "service/neighbour_answer.h"
#include "service/region.h"

namespace tongchou::service {

struct ReferenceSnapshot;

// Who asks. Area, number and moment are the key.
struct CrossingQuestion {
  std::int64_t area = 0;    // the area of treatment
  std::int64_t number = 0;  // of its crossing
  // When the order was written down: tells it from the one that was refused under its message
  // before, which was earlier.
  Moment at;
  store::MessageKey message;
  std::string infno;
  Sm3Digest body{};
  std::shared_ptr<const ReferenceSnapshot> reference;  // its registers: level and kind of provider
};

class Neighbour {
 public:
  virtual ~Neighbour() = default;

  // Settles or undoes under the policy, with the person, totals, account and funds of this area,
  // which then owes the area of treatment what they paid. Refusals: those of Settle, Purchase and
  // ReverseSettlement: nothing happened, nor will it under this key; store_* codes: the outcome is
  // not known, ask again.
  virtual Result<CrossingAnswer> Ask(const CrossingQuestion& question,
                                     const CrossingOrder& order) = 0;
};

// Writes the text for the hospital, inside of the transaction in the area of insurance.
using CrossingWriter = std::function<std::string(
    const Region& insured, const CrossingQuestion& question, const SettlementOutcome& outcome)>;

// The neighbour that is a region of this process. `region` outlives it.
std::unique_ptr<Neighbour> NeighbourOf(Region& region, CrossingWriter write);

// A store that could not be asked: nobody knows what has happened.
bool IsUnknownOutcome(ErrorCode code);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_NEIGHBOUR_H_
