// What one person asks for and another decides: who, when, why; and the desk at which somebody
// works. Employers, payouts, cards and changes of persons are asked for and approved by it.
//
// Pure; values, thread-safe as any value is.
#ifndef TONGCHOU_SERVICE_REVIEW_H_
#define TONGCHOU_SERVICE_REVIEW_H_

#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "service/organisations.h"
#include "store/packing.h"

namespace tongchou::service {

// Who does something, and what of the register is theirs.
struct Desk {
  std::string actor;
  Scope scope;
};

// Numbers are stored: never used again for something else.
enum class RequestState : std::uint8_t { kWaiting = 0, kApproved = 1, kRefused = 2 };

struct Review {
  RequestState state = RequestState::kWaiting;
  std::string reason, requested_by, decided_by, note;
  Moment requested_at;
  std::optional<Moment> decided_at;  // none: it waits
};

struct Decision {
  std::string by;
  bool approve = false;
  std::string note;
  Moment at;
};

// Decides what is called `id`. Refusals: kRequestDecided, kOwnRequest (asked for by the same
// person); then `review` is as it was.
Status Decide(const std::string& id, const Decision& decision, Review& review);

void PackReview(const Review& review, store::Packer& out);
void UnpackReview(store::Unpacker& in, Review& review);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_REVIEW_H_
