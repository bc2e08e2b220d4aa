// The texts that are signed, as the interface specifies them, and the signatures over them.
//
// Two methods. Headers: four headers and the Base64 of HMAC-SHA1 over them, with an access key and
// its secret. Envelope: `cainfo` is an SM2 signature over the fields of the envelope. Neither
// covers `input`; docs/concepts/security.md says what follows from that.
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_SIGNATURES_H_
#define TONGCHOU_GATEWAY_SIGNATURES_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/crypto.h"
#include "gateway/envelope.h"
#include "gateway/wire_value.h"
#include "http/message.h"

namespace tongchou::gateway {

// The five headers of a signed call. Views into the request.
struct HeaderSignature {
  std::string_view name, version, timestamp, access_key, signature;

  // In the published form: four pairs sorted by name.
  std::string SignedText() const;
  // Whether the signature is that of `secret`, over the published form or over the one that the
  // specification's own example has (a doubled & before _api_version).
  bool IsOf(std::string_view secret) const;
  // What the timestamp (13 digits, milliseconds) says; nothing for another text.
  std::optional<Moment> Time() const;
};

// What `request` has of them: nothing when it has none at all; members of missing ones are empty.
std::optional<HeaderSignature> HeadersOf(const http::Request& request);

// What the envelope `root` says of its signature; empty when `cainfo` is absent.
EnvelopeSignature EnvelopeSignatureOf(const WireValue& root);

// Whether `signature` was made by `key`: in Base64 or hexadecimal digits, in DER or as r and s.
bool IsSignedBy(const Sm2Key& key, const EnvelopeSignature& signature);

// Pairs sorted by name and joined: what is signed of an answer.
std::string SignedTextOf(std::vector<std::pair<std::string_view, std::string_view>> pairs);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_SIGNATURES_H_
