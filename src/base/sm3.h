// SM3 (GB/T 32905): the digest that names policy packs, chains the journal and recognises a
// repeated message.
//
// Thread-safe.
#ifndef TONGCHOU_BASE_SM3_H_
#define TONGCHOU_BASE_SM3_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tongchou {

using Sm3Digest = std::array<std::uint8_t, 32>;

// The digest of the bytes of `data`.
Sm3Digest Sm3(std::string_view data);

// 64 lower-case hexadecimal digits.
std::string ToHex(const Sm3Digest& digest);

// The raw bytes, as a string.
std::string ToBytes(const Sm3Digest& digest);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_SM3_H_
