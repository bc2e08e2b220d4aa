// Encryption, keyed digests and signatures: SM4 in counter mode, HMAC with SM3 and SHA-1, SM2 with
// SM3, random bytes. With sm3.h these are the only functions behind which OpenSSL stands.
//
// Keys are objects that are made once and used often. Every function and every const member may be
// called from any thread. Keys are wiped when they are destroyed.
#ifndef TONGCHOU_BASE_CRYPTO_H_
#define TONGCHOU_BASE_CRYPTO_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/sm3.h"

namespace tongchou {

// Gives that many unguessable bytes. Passed to whatever needs randomness.
using RandomSource = std::function<std::string(std::size_t size)>;

// The machine's source.
std::string RandomBytes(std::size_t size);

// Compares in a time that does not depend on where the texts differ.
bool SameSecret(std::string_view a, std::string_view b);

// Overwrites a secret that is no longer needed.
void Wipe(std::string& secret);

// HMAC-SHA1 (RFC 2104), 20 bytes: what the published gateway headers are signed with.
std::string HmacSha1(std::string_view key, std::string_view data);

// HMAC-SM3 under one key of any length.
class HmacSm3Key {
 public:
  explicit HmacSm3Key(std::string_view key);
  ~HmacSm3Key();
  HmacSm3Key(HmacSm3Key&&) noexcept;

  Sm3Digest Of(std::string_view data) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// SM4 (GB/T 32907) in counter mode under one key of 16 bytes. Encrypts and decrypts alike. It does
// not notice changes: authenticate what it gives.
class Sm4CtrKey {
 public:
  static constexpr std::size_t kKeyBytes = 16;
  static constexpr std::size_t kNonceBytes = 16;

  explicit Sm4CtrKey(std::string_view key);
  ~Sm4CtrKey();
  Sm4CtrKey(Sm4CtrKey&&) noexcept;

  // `nonce` is the first counter block and must never be used again under this key.
  std::string Apply(std::string_view nonce, std::string_view data) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// SM2 signatures with SM3 (GB/T 32918.2). The user id is the standard's default unless given.
inline constexpr std::string_view kSm2UserId = "1234567812345678";

class Sm2Key {
 public:
  static constexpr std::size_t kPublicBytes = 65;  // 04, x, y
  static constexpr std::size_t kPrivateBytes = 32;

  // From a point of the curve (65 bytes, or 64 without the 04). Nothing for any other text.
  static std::optional<Sm2Key> FromPublic(std::string_view point);
  // From a number of 32 bytes below the order of the curve. Nothing for any other text.
  static std::optional<Sm2Key> FromPrivate(std::string_view number);

  ~Sm2Key();
  Sm2Key(Sm2Key&&) noexcept;
  Sm2Key& operator=(Sm2Key&&) noexcept;

  // The point, 65 bytes.
  const std::string& public_point() const;

  // The signature in DER. A defect for a key without its private part.
  std::string Sign(std::string_view message, std::string_view user_id = kSm2UserId) const;

  // Whether `signature` (DER, or r and s of 32 bytes each) is that of `message`.
  bool Verify(std::string_view message, std::string_view signature,
              std::string_view user_id = kSm2UserId) const;

 private:
  struct State;
  explicit Sm2Key(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tongchou

#endif  // TONGCHOU_BASE_CRYPTO_H_
