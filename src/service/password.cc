#include "service/password.h"

#include <sodium.h>

#include <array>
#include <vector>

#include "base/check.h"

namespace tongchou::service {
namespace {

void EnsureReady() { TC_CHECK(sodium_init() >= 0); }

// Of a password that nobody has: what an unknown user's is compared with.
const std::string& NobodysHash() {
  static const std::string kHash = HashPassword(RandomHex(16)).value();
  return kHash;
}

}  // namespace

Result<std::string> HashPassword(const std::string& password) {
  EnsureReady();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  const int result =
      crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  if (result != 0) return ErrorCode::kStoreUnavailable;
  return std::string(hash.data());
}

bool IsPassword(const std::string& hash, const std::string& password) {
  EnsureReady();
  const bool known = !hash.empty();
  const std::string& compared = known ? hash : NobodysHash();
  const int result = crypto_pwhash_str_verify(compared.c_str(), password.data(), password.size());
  return known && result == 0;
}

std::string RandomHex(std::size_t bytes) {
  EnsureReady();
  std::vector<unsigned char> random(bytes);
  randombytes_buf(random.data(), random.size());
  std::string hex(bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), random.data(), random.size());
  hex.pop_back();
  return hex;
}

}  // namespace tongchou::service
