#include "service/review.h"

#include "service/policy_at.h"

namespace tongchou::service {

Status Decide(const std::string& id, const Decision& decision, Review& review) {
  if (review.state != RequestState::kWaiting) return Refuse(ErrorCode::kRequestDecided, id);
  if (review.requested_by == decision.by) return Refuse(ErrorCode::kOwnRequest, id);
  review.state = decision.approve ? RequestState::kApproved : RequestState::kRefused;
  review.decided_by = decision.by;
  review.decided_at = decision.at;
  review.note = decision.note;
  return Done{};
}

void PackReview(const Review& review, store::Packer& out) {
  out.Kind(review.state).Text(review.reason).Text(review.requested_by);
  out.At(review.requested_at).Flag(review.decided_at.has_value());
  if (review.decided_at) out.At(*review.decided_at);
  out.Text(review.decided_by).Text(review.note);
}

void UnpackReview(store::Unpacker& in, Review& review) {
  review.state = in.Kind(RequestState::kRefused);
  review.reason = in.Text();
  review.requested_by = in.Text();
  review.requested_at = in.At();
  if (in.Flag()) review.decided_at = in.At();
  review.decided_by = in.Text();
  review.note = in.Text();
}

}  // namespace tongchou::service
