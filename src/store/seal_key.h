// SealKey and KeyRing: the keys that personal identifiers and secrets are kept under, and how they
// are sealed.
//
// Sealed bytes: form (1), id of the key (4), nonce (16), SM4-CTR of the text, the first 16 bytes of
// HMAC-SM3 over all of that and the context. The context says what the text belongs to ("person 17
// of area 990100"), so that sealed bytes moved to another row do not open. Three keys are derived
// from the 32 bytes of a SealKey: to encrypt, to authenticate, to look up.
// Immutable once made; thread-safe when the random source is.
#ifndef TONGCHOU_STORE_SEAL_KEY_H_
#define TONGCHOU_STORE_SEAL_KEY_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/result.h"

namespace tongchou::store {

class SealKey {
 public:
  static constexpr std::size_t kIdBytes = 4;
  static constexpr std::size_t kMasterBytes = 32;

  // `id` and `master` have the sizes above.
  SealKey(std::string id, std::string_view master);

  const std::string& id() const { return id_; }  // raw bytes

  // `nonce` (16 bytes) is never used twice.
  std::string Seal(std::string_view context, std::string_view text, std::string_view nonce) const;

  // Refusals: kStoreCorrupt (changed, of another context, or not of this key).
  Result<std::string> Open(std::string_view context, std::string_view sealed) const;

  // What equal texts are found by: 22 characters that say nothing about `text` without the key.
  std::string Lookup(std::string_view context, std::string_view text) const;

 private:
  std::string Tag(std::string_view context, std::string_view sealed) const;

  std::string id_;
  Sm4CtrKey cipher_;
  HmacSm3Key authentic_;
  HmacSm3Key lookup_;
};

// The keys of a store; the last one is the current one, the others open what is older.
class KeyRing {
 public:
  // From the text of a key file:
  //   tongchou-keys 1
  //   <id, 8 hexadecimal digits> <made on, YYYY-MM-DD> <key, 64 hexadecimal digits>
  // Blank lines and lines that begin with # are skipped. Refusals: kKeyFileUnreadable with the line
  // in `where`; a file without a key.
  static Result<std::shared_ptr<const KeyRing>> Parse(std::string_view text, RandomSource random);

  // The line of a new key, made of `random`.
  static std::string NewLine(Date made_on, const RandomSource& random);

  const SealKey& current() const { return *keys_.back(); }
  // nullptr when the ring has no such key.
  const SealKey* Find(std::string_view id) const;

  std::string Seal(std::string_view context, std::string_view text) const;
  // Under whichever key it was sealed. Refusals: kStoreCorrupt, kKeyMissing.
  Result<std::string> Open(std::string_view context, std::string_view sealed) const;
  // Whether `sealed` names the current key.
  bool IsCurrent(std::string_view sealed) const;

 private:
  KeyRing() = default;

  std::vector<std::unique_ptr<SealKey>> keys_;
  RandomSource random_;
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_SEAL_KEY_H_
