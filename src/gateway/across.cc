#include "gateway/across.h"

namespace tongchou::gateway {

Result<service::Answered> AskAcross(const Call& call, std::int64_t insured,
                                    const service::CrossingOrder& order) {
  if (call.here.crossings == nullptr) {
    return Error{ErrorCode::kNoNeighbour, {}, call.envelope.insured};
  }
  service::RequestKey key = call.key;
  key.guest = nullptr;  // here it is a provider of our own
  return call.here.crossings->Ask(insured, key, order);
}

}  // namespace tongchou::gateway
