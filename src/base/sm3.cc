#include "base/sm3.h"

#include "base/encoding.h"

namespace tongchou {

std::string ToHex(const Sm3Digest& digest) { return HexOf(ToBytes(digest)); }

std::string ToBytes(const Sm3Digest& digest) { return {digest.begin(), digest.end()}; }

}  // namespace tongchou
