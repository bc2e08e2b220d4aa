#include "base/sm3.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace tongchou {

namespace {

// Fetched once: the library else looks the algorithm up by name for every digest.
const EVP_MD* Algorithm() {
  static const EVP_MD* const kAlgorithm = EVP_MD_fetch(nullptr, "SM3", nullptr);
  TC_CHECK(kAlgorithm != nullptr);
  return kAlgorithm;
}

}  // namespace

Sm3Digest Sm3(std::string_view data) {
  Sm3Digest digest;
  unsigned int size = 0;
  const int ok =
      EVP_Digest(data.data(), data.size(), digest.data(), &size, Algorithm(), /*impl=*/nullptr);
  TC_CHECK(ok == 1 && size == digest.size());
  return digest;
}

std::string ToHex(const Sm3Digest& digest) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  hex.reserve(digest.size() * 2);
  for (const std::uint8_t byte : digest) {
    hex.push_back(kDigits[byte >> 4]);
    hex.push_back(kDigits[byte & 15]);
  }
  return hex;
}

std::string ToBytes(const Sm3Digest& digest) { return {digest.begin(), digest.end()}; }

}  // namespace tongchou
