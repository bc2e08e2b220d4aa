// The keys that providers and the agency sign messages with, and which signatures the gateway asks
// for.
//
// Secrets are kept sealed (store::SealedStore) and are given out once, when a key is made. Several
// keys of one provider may be in force at once, so that they can be changed without a gap. Every
// change leaves an audit row. Thread-safe.
#ifndef TONGCHOU_SERVICE_PROVIDER_KEYS_H_
#define TONGCHOU_SERVICE_PROVIDER_KEYS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/result.h"

namespace tongchou::service {

class Region;

// Numbers are stored: never used again for something else.
enum class ProviderKeyKind : std::uint8_t {
  kHeaders = 0,   // access key and secret key of the gateway headers (HMAC-SHA1)
  kEnvelope = 1,  // the provider's SM2 key that signs envelopes; only its public part is known
  kAnswer = 2,    // the agency's SM2 key that signs the answers to this provider
};

struct ProviderKey {
  std::string id;  // of kHeaders: the access key
  std::string provider;
  ProviderKeyKind kind = ProviderKeyKind::kHeaders;
  Moment from, until;        // in force: from <= now < until
  bool retired = false;      // never in force again
  std::string public_point;  // of the SM2 kinds, 65 bytes

  bool InForce(Moment now) const { return !retired && from <= now && now < until; }
};

inline constexpr Moment kWithoutEnd{253'402'214'400'000};  // 9999-12-31

struct NewProviderKey {
  ProviderKey key;
  std::string secret;  // of kHeaders: the secret key, told this once
};

// Makes a key. `public_point` is given for kEnvelope and empty for the others. Refusals:
// kUnknownProvider, kBadKey (no point of the curve, until before from, or kMostKeys of this kind
// are not retired), store_* codes.
inline constexpr int kMostKeys = 4;
Result<NewProviderKey> AddProviderKey(Region& region, const std::string& actor, ProviderKey draft,
                                      const RandomSource& random);

// Puts a key out of force for good. Refusals: kUnknownKey.
Status RetireProviderKey(Region& region, const std::string& actor, const std::string& id);

// All keys, by id, without secrets.
Result<std::vector<ProviderKey>> FindProviderKeys(Region& region);

// Whether a signature is looked at, and whether it may be missing. A wrong one is refused unless
// the method is off. Numbers are stored.
enum class SignatureUse : std::uint8_t { kOff = 0, kAccepted = 1, kRequired = 2 };

struct GatewayRule {
  SignatureUse headers = SignatureUse::kOff;
  SignatureUse envelope = SignatureUse::kOff;

  bool operator==(const GatewayRule&) const = default;
};

// Sets the rule of `provider`; of all that have none of their own when it is empty. Refusals:
// kUnknownProvider.
Status SetGatewayRule(Region& region, const std::string& actor, const std::string& provider,
                      GatewayRule rule);

// Keys and rules as the gateway needs them, with secrets; immutable.
struct ProviderAccess {
  struct Key {
    ProviderKey key;
    std::string secret;                    // kHeaders
    std::shared_ptr<const Sm2Key> signer;  // the SM2 kinds
  };
  std::map<std::string, Key> keys;           // by id
  std::map<std::string, GatewayRule> rules;  // by provider; "": of the others

  GatewayRule RuleOf(const std::string& provider) const;
  // The key `id`, when it is `provider`'s, of `kind` and in force; or nullptr.
  const Key* Find(const std::string& id, const std::string& provider, ProviderKeyKind kind,
                  Moment now) const;
  // All of `kind` in force, the one that began last first.
  std::vector<const Key*> FindAll(const std::string& provider, ProviderKeyKind kind,
                                  Moment now) const;
};

// Refusals: store_* codes.
Result<ProviderAccess> LoadProviderAccess(Region& region);

// Keeps what LoadProviderAccess gave for a short while, so that a change by another process is
// noticed soon and a call costs nothing. Thread-safe.
class ProviderAccessCache {
 public:
  static constexpr std::int64_t kFreshMs = 2'000;

  // `region` outlives it.
  explicit ProviderAccessCache(Region& region) : region_(region) {}

  // Refusals: store_* codes, also while an older state is known: an unknown key must not pass.
  Result<std::shared_ptr<const ProviderAccess>> Get();

 private:
  Region& region_;
  std::mutex mutex_;
  Moment loaded_;
  std::shared_ptr<const ProviderAccess> access_;
};

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_PROVIDER_KEYS_H_
