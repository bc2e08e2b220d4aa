// Whether a message is from whom it says: the signatures that the rules ask for are checked against
// the provider's keys, and none is taken twice.
//
// Thread-safe.
#ifndef TONGCHOU_GATEWAY_AUTHENTIC_H_
#define TONGCHOU_GATEWAY_AUTHENTIC_H_

#include <string>

#include "gateway/envelope.h"
#include "gateway/replay_memory.h"
#include "http/message.h"
#include "service/provider_keys.h"

namespace tongchou::gateway {

class Authentic {
 public:
  // `region` outlives it.
  explicit Authentic(service::Region& region) : access_(region) {}

  // Checks what the rule of the envelope's provider asks for, and gives `head` the key that signs
  // the answer (if there is one) and what a refusal says to programs that use headers. Refusals:
  // kSignatureMissing, kSignatureExpired, kUnknownAccessKey, kSignatureWrong, kMessageReplayed,
  // store_* codes.
  Status Check(const http::Request& request, const Envelope& envelope, Moment now,
               AnswerHead& head);

 private:
  Status CheckHeaders(const service::ProviderAccess& access, service::SignatureUse use,
                      const http::Request& request, const Envelope& envelope, Moment now);
  Status CheckEnvelope(const service::ProviderAccess& access, service::SignatureUse use,
                       const Envelope& envelope, Moment now);

  service::ProviderAccessCache access_;
  ReplayMemory seen_;
};

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_AUTHENTIC_H_
