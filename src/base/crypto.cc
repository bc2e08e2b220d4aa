// The one file of this folder that knows OpenSSL.
#include "base/crypto.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/obj_mac.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

#include <array>
#include <limits>

#include "base/check.h"

namespace tongchou {
namespace {

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freed<EVP_CIPHER_CTX_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Group = std::unique_ptr<EC_GROUP, Freed<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freed<EC_POINT_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_clear_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Freed<ECDSA_SIG_free>>;
using ParameterBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

constexpr std::size_t kHmacBlock = 64;

const unsigned char* Unsigned(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Unsigned(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// Fetched once: looking an algorithm up by name costs more than a short digest.
const EVP_MD* Sm3Method() {
  static const EVP_MD* const kMethod = EVP_MD_fetch(nullptr, "SM3", nullptr);
  TC_CHECK(kMethod != nullptr);
  return kMethod;
}

const EVP_CIPHER* Sm4Method() {
  static const EVP_CIPHER* const kMethod = EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr);
  TC_CHECK(kMethod != nullptr);
  return kMethod;
}

Number NumberOf(std::string_view bytes) {
  return Number(BN_bin2bn(Unsigned(bytes), static_cast<int>(bytes.size()), nullptr));
}

// A digest that has taken in the key, ready for the rest.
DigestContext Keyed(std::string_view block) {
  DigestContext context(EVP_MD_CTX_new());
  TC_CHECK(EVP_DigestInit_ex2(context.get(), Sm3Method(), nullptr) == 1);
  TC_CHECK(EVP_DigestUpdate(context.get(), block.data(), block.size()) == 1);
  return context;
}

Sm3Digest FinishedFrom(const EVP_MD_CTX* start, const void* data, std::size_t size) {
  const DigestContext context(EVP_MD_CTX_new());
  Sm3Digest digest;
  TC_CHECK(EVP_MD_CTX_copy_ex(context.get(), start) == 1);
  TC_CHECK(EVP_DigestUpdate(context.get(), data, size) == 1);
  TC_CHECK(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

// The point of a private number; empty when the number is none.
std::string PublicPointOf(const BIGNUM* number) {
  const Group group(EC_GROUP_new_by_curve_name(NID_sm2));
  const Point point(EC_POINT_new(group.get()));
  const bool in_range = !BN_is_zero(number) && BN_cmp(number, EC_GROUP_get0_order(group.get())) < 0;
  if (!in_range || EC_POINT_mul(group.get(), point.get(), number, nullptr, nullptr, nullptr) != 1) {
    return {};
  }
  std::string bytes(Sm2Key::kPublicBytes, '\0');
  const std::size_t size =
      EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, Unsigned(bytes),
                         bytes.size(), nullptr);
  TC_CHECK(size == bytes.size());
  return bytes;
}

// A key of the curve; `number` is nullptr for a public one. nullptr when `point` is not on it.
Key KeyOf(std::string_view point, const BIGNUM* number) {
  const ParameterBuilder builder(OSSL_PARAM_BLD_new());
  TC_CHECK(OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0) ==
           1);
  TC_CHECK(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                            point.size()) == 1);
  if (number != nullptr) {
    TC_CHECK(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, number) == 1);
  }
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "SM2", nullptr));
  TC_CHECK(EVP_PKEY_fromdata_init(context.get()) == 1);
  EVP_PKEY* key = nullptr;
  const int selection = number == nullptr ? EVP_PKEY_PUBLIC_KEY : EVP_PKEY_KEYPAIR;
  if (EVP_PKEY_fromdata(context.get(), &key, selection, parameters.get()) != 1) return nullptr;
  return Key(key);
}

// r and s, 32 bytes each, as DER; empty when they are no numbers.
std::string DerOf(std::string_view pair) {
  const std::size_t half = pair.size() / 2;
  const Signature signature(ECDSA_SIG_new());
  Number r = NumberOf(pair.substr(0, half));
  Number s = NumberOf(pair.substr(half));
  TC_CHECK(ECDSA_SIG_set0(signature.get(), r.release(), s.release()) == 1);
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &bytes);
  if (size <= 0) return {};
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

// A signing or verifying context with the user id set; `begin` starts the one or the other.
template <typename Begin>
bool BeginSm2(EVP_PKEY* key, std::string_view user_id, KeyContext& key_context, EVP_MD_CTX* context,
              const Begin& begin) {
  key_context.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
  if (EVP_PKEY_CTX_set1_id(key_context.get(), user_id.data(), static_cast<int>(user_id.size())) !=
      1) {
    return false;
  }
  EVP_MD_CTX_set_pkey_ctx(context, key_context.get());
  return begin(context, nullptr, Sm3Method(), nullptr, key) == 1;
}

}  // namespace

Sm3Digest Sm3(std::string_view data) {
  Sm3Digest digest;
  unsigned int size = 0;
  const int ok = EVP_Digest(data.data(), data.size(), digest.data(), &size, Sm3Method(), nullptr);
  TC_CHECK(ok == 1 && size == digest.size());
  return digest;
}

std::string RandomBytes(std::size_t size) {
  std::string bytes(size, '\0');
  TC_CHECK(size <= std::numeric_limits<int>::max());
  TC_CHECK(RAND_bytes(Unsigned(bytes), static_cast<int>(size)) == 1);
  return bytes;
}

bool SameSecret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

void Wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

std::string HmacSha1(std::string_view key, std::string_view data) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  TC_CHECK(key.size() <= std::numeric_limits<int>::max());
  TC_CHECK(HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), Unsigned(data), data.size(),
                digest.data(), &size) != nullptr);
  return {reinterpret_cast<const char*>(digest.data()), size};
}

struct HmacSm3Key::State {
  DigestContext inner, outer;
};

HmacSm3Key::HmacSm3Key(std::string_view key) : state_(std::make_unique<State>()) {
  std::string block = key.size() > kHmacBlock ? ToBytes(Sm3(key)) : std::string(key);
  block.resize(kHmacBlock, '\0');
  std::string inner = block;
  for (char& byte : inner) byte = static_cast<char>(byte ^ 0x36);
  for (char& byte : block) byte = static_cast<char>(byte ^ 0x5c);
  state_->inner = Keyed(inner);
  state_->outer = Keyed(block);
  Wipe(inner);
  Wipe(block);
}
HmacSm3Key::~HmacSm3Key() = default;
HmacSm3Key::HmacSm3Key(HmacSm3Key&&) noexcept = default;

Sm3Digest HmacSm3Key::Of(std::string_view data) const {
  const Sm3Digest inner = FinishedFrom(state_->inner.get(), data.data(), data.size());
  return FinishedFrom(state_->outer.get(), inner.data(), inner.size());
}

struct Sm4CtrKey::State {
  CipherContext keyed;
};

Sm4CtrKey::Sm4CtrKey(std::string_view key) : state_(std::make_unique<State>()) {
  TC_CHECK(key.size() == kKeyBytes);
  state_->keyed.reset(EVP_CIPHER_CTX_new());
  TC_CHECK(EVP_EncryptInit_ex2(state_->keyed.get(), Sm4Method(), Unsigned(key), nullptr, nullptr) ==
           1);
}
Sm4CtrKey::~Sm4CtrKey() = default;
Sm4CtrKey::Sm4CtrKey(Sm4CtrKey&&) noexcept = default;

std::string Sm4CtrKey::Apply(std::string_view nonce, std::string_view data) const {
  TC_CHECK(nonce.size() == kNonceBytes && data.size() <= std::numeric_limits<int>::max());
  const CipherContext context(EVP_CIPHER_CTX_new());
  TC_CHECK(EVP_CIPHER_CTX_copy(context.get(), state_->keyed.get()) == 1);
  TC_CHECK(EVP_EncryptInit_ex2(context.get(), nullptr, nullptr, Unsigned(nonce), nullptr) == 1);
  std::string result(data.size(), '\0');
  int size = 0;
  TC_CHECK(EVP_EncryptUpdate(context.get(), Unsigned(result), &size, Unsigned(data),
                             static_cast<int>(data.size())) == 1);
  TC_CHECK(static_cast<std::size_t>(size) == data.size());
  return result;
}

struct Sm2Key::State {
  Key key;
  std::string point;
  bool has_private = false;
};

Sm2Key::Sm2Key(std::unique_ptr<State> state) : state_(std::move(state)) {}
Sm2Key::~Sm2Key() = default;
Sm2Key::Sm2Key(Sm2Key&&) noexcept = default;
Sm2Key& Sm2Key::operator=(Sm2Key&&) noexcept = default;

std::optional<Sm2Key> Sm2Key::FromPublic(std::string_view point) {
  auto state = std::make_unique<State>();
  state->point = point.size() + 1 == kPublicBytes ? "\x04" + std::string(point) : point;
  if (state->point.size() != kPublicBytes || state->point.front() != '\x04') return std::nullopt;
  state->key = KeyOf(state->point, nullptr);
  if (state->key == nullptr) return std::nullopt;
  return Sm2Key(std::move(state));
}

std::optional<Sm2Key> Sm2Key::FromPrivate(std::string_view number) {
  if (number.size() != kPrivateBytes) return std::nullopt;
  const Number value = NumberOf(number);
  auto state = std::make_unique<State>();
  state->point = PublicPointOf(value.get());
  if (state->point.empty()) return std::nullopt;
  state->key = KeyOf(state->point, value.get());
  if (state->key == nullptr) return std::nullopt;
  state->has_private = true;
  return Sm2Key(std::move(state));
}

const std::string& Sm2Key::public_point() const { return state_->point; }

std::string Sm2Key::Sign(std::string_view message, std::string_view user_id) const {
  TC_CHECK(state_->has_private);
  KeyContext key_context;
  const DigestContext context(EVP_MD_CTX_new());
  TC_CHECK(BeginSm2(state_->key.get(), user_id, key_context, context.get(), EVP_DigestSignInit));
  std::size_t size = 0;
  TC_CHECK(EVP_DigestSign(context.get(), nullptr, &size, Unsigned(message), message.size()) == 1);
  std::string signature(size, '\0');
  TC_CHECK(EVP_DigestSign(context.get(), Unsigned(signature), &size, Unsigned(message),
                          message.size()) == 1);
  signature.resize(size);
  return signature;
}

bool Sm2Key::Verify(std::string_view message, std::string_view signature,
                    std::string_view user_id) const {
  constexpr std::size_t kRaw = 2 * kPrivateBytes;
  const std::string der = signature.size() == kRaw ? DerOf(signature) : std::string(signature);
  KeyContext key_context;
  const DigestContext context(EVP_MD_CTX_new());
  if (!BeginSm2(state_->key.get(), user_id, key_context, context.get(), EVP_DigestVerifyInit)) {
    return false;
  }
  return EVP_DigestVerify(context.get(), Unsigned(der), der.size(), Unsigned(message),
                          message.size()) == 1;
}

}  // namespace tongchou
