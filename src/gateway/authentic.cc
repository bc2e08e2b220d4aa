#include "gateway/authentic.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "gateway/signatures.h"
#include "gateway/wire_time.h"

namespace tongchou::gateway {
namespace {

using service::ProviderAccess;
using service::ProviderKeyKind;
using service::SignatureUse;

Error Refusal(ErrorCode code, const char* where) { return {code, {}, where}; }

// What a signature was used for: the same signature must not carry another message.
Sm3Digest ContentOf(const Envelope& envelope) {
  return Sm3(envelope.infno + "\n" + envelope.msgid + "\n" + ToBytes(DigestOf(envelope)));
}

// The sentences that programs for gateways with access keys know.
const char* GatewayMessage(ErrorCode code) {
  switch (code) {
    case ErrorCode::kSignatureMissing:
      return "缺少服务网关的请求头!";
    case ErrorCode::kSignatureExpired:
      return "签名时间戳超时!";
    case ErrorCode::kUnknownAccessKey:
      return "非法用户!";
    default:
      return "签名不一致!";
  }
}

}  // namespace

Status Authentic::CheckHeaders(const ProviderAccess& access, SignatureUse use,
                               const http::Request& request, const Envelope& envelope, Moment now) {
  if (use == SignatureUse::kOff) return Done{};
  const std::optional<HeaderSignature> headers = HeadersOf(request);
  if (!headers) {
    if (use == SignatureUse::kAccepted) return Done{};
    return Refusal(ErrorCode::kSignatureMissing, "_api_signature");
  }
  for (const auto& [value, name] :
       {std::pair{headers->name, "_api_name"}, std::pair{headers->version, "_api_version"},
        std::pair{headers->timestamp, "_api_timestamp"},
        std::pair{headers->access_key, "_api_access_key"},
        std::pair{headers->signature, "_api_signature"}}) {
    if (value.empty()) return Refusal(ErrorCode::kSignatureMissing, name);
  }
  const std::optional<Moment> time = headers->Time();
  if (!time) return Refusal(ErrorCode::kSignatureExpired, "_api_timestamp");
  const ProviderAccess::Key* key = access.Find(std::string(headers->access_key), envelope.provider,
                                               ProviderKeyKind::kHeaders, now);
  if (key == nullptr) return Refusal(ErrorCode::kUnknownAccessKey, "_api_access_key");
  if (!headers->IsOf(key->secret)) return Refusal(ErrorCode::kSignatureWrong, "_api_signature");
  const Status noted = seen_.Note(headers->SignedText(), ContentOf(envelope), *time, now);
  if (!noted.ok()) return Refusal(noted.error().code, "_api_timestamp");
  return Done{};
}

Status Authentic::CheckEnvelope(const ProviderAccess& access, SignatureUse use,
                                const Envelope& envelope, Moment now) {
  if (use == SignatureUse::kOff) return Done{};
  const EnvelopeSignature& signature = envelope.signature;
  if (signature.cainfo.empty()) {
    if (use == SignatureUse::kAccepted) return Done{};
    return Refusal(ErrorCode::kSignatureMissing, "cainfo");
  }
  const std::optional<Moment> time = ReadTime(envelope.inf_time);
  if (!time) return Refusal(ErrorCode::kSignatureExpired, "inf_time");
  const auto keys = access.FindAll(envelope.provider, ProviderKeyKind::kEnvelope, now);
  if (keys.empty()) return Refusal(ErrorCode::kUnknownAccessKey, "cainfo");
  const bool is_signed = std::ranges::any_of(
      keys, [&](const ProviderAccess::Key* key) { return IsSignedBy(*key->signer, signature); });
  if (!is_signed) return Refusal(ErrorCode::kSignatureWrong, "cainfo");
  const Status noted = seen_.Note(signature.signed_text, ContentOf(envelope), *time, now);
  if (!noted.ok()) return Refusal(noted.error().code, "inf_time");
  return Done{};
}

Status Authentic::Check(const http::Request& request, const Envelope& envelope, Moment now,
                        AnswerHead& head) {
  const auto access = access_.Get();
  if (!access.ok()) return access.error();
  const ProviderAccess& known = **access;
  const auto signers = known.FindAll(envelope.provider, ProviderKeyKind::kAnswer, now);
  if (!signers.empty()) head.signer = signers.front()->signer;
  const service::GatewayRule rule = known.RuleOf(envelope.provider);
  const Status headers = CheckHeaders(known, rule.headers, request, envelope, now);
  if (!headers.ok()) {
    head.gateway_message = GatewayMessage(headers.error().code);
    return headers;
  }
  return CheckEnvelope(known, rule.envelope, envelope, now);
}

}  // namespace tongchou::gateway
