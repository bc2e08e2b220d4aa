#include "gateway/signatures.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/encoding.h"

namespace tongchou::gateway {
namespace {

constexpr std::string_view kVersionPair = "&_api_version=";

// The fields that are not signed: the signature, and the input (also as some clients spell it).
bool IsSigned(const WireValue& member) {
  return member.key != "cainfo" && member.key != "input" && member.key != "Input";
}

}  // namespace

std::string SignedTextOf(std::vector<std::pair<std::string_view, std::string_view>> pairs) {
  std::ranges::sort(pairs);
  std::string text;
  for (const auto& [name, value] : pairs) {
    text.append(text.empty() ? "" : "&").append(name).append("=").append(value);
  }
  return text;
}

std::string HeaderSignature::SignedText() const {
  return SignedTextOf({{"_api_access_key", access_key},
                       {"_api_name", name},
                       {"_api_timestamp", timestamp},
                       {"_api_version", version}});
}

bool HeaderSignature::IsOf(std::string_view secret) const {
  const std::string text = SignedText();
  std::string doubled = text;
  doubled.insert(doubled.rfind(kVersionPair), "&");
  return SameSecret(Base64Of(HmacSha1(secret, text)), signature) ||
         SameSecret(Base64Of(HmacSha1(secret, doubled)), signature);
}

std::optional<Moment> HeaderSignature::Time() const {
  constexpr std::size_t kDigits = 13;
  Moment time;
  const char* const end = timestamp.data() + timestamp.size();
  const auto [stopped, error] = std::from_chars(timestamp.data(), end, time.ms);
  if (timestamp.size() != kDigits || error != std::errc() || stopped != end || time.ms < 0) {
    return std::nullopt;
  }
  return time;
}

std::optional<HeaderSignature> HeadersOf(const http::Request& request) {
  HeaderSignature found;
  bool any = false;
  for (const auto& [name, into] :
       {std::pair{"_api_name", &found.name}, std::pair{"_api_version", &found.version},
        std::pair{"_api_timestamp", &found.timestamp},
        std::pair{"_api_access_key", &found.access_key},
        std::pair{"_api_signature", &found.signature}}) {
    const std::optional<std::string_view> value = request.Header(name);
    any = any || value.has_value();
    *into = value.value_or("");
  }
  if (!any) return std::nullopt;
  return found;
}

EnvelopeSignature EnvelopeSignatureOf(const WireValue& root) {
  EnvelopeSignature signature;
  if (root["cainfo"].IsAbsent()) return signature;
  signature.cainfo = root.Text("cainfo");
  std::vector<std::pair<std::string_view, std::string_view>> all, filled_in;
  for (const WireValue& member : root.items) {
    if (!IsSigned(member) || !member.IsScalar()) continue;
    if (member.kind != WireValue::Kind::kNull) all.emplace_back(member.key, member.text);
    if (!member.IsAbsent()) filled_in.emplace_back(member.key, member.text);
  }
  signature.signed_text = SignedTextOf(std::move(all));
  signature.filled_in_text = SignedTextOf(std::move(filled_in));
  return signature;
}

bool IsSignedBy(const Sm2Key& key, const EnvelopeSignature& signature) {
  std::optional<std::string> bytes = FromHex(signature.cainfo);
  if (!bytes) bytes = FromBase64(signature.cainfo);
  if (!bytes) return false;
  if (key.Verify(signature.signed_text, *bytes)) return true;
  return signature.filled_in_text != signature.signed_text &&
         key.Verify(signature.filled_in_text, *bytes);
}

}  // namespace tongchou::gateway
