#include "store/packing.h"

#include <algorithm>

namespace tongchou::store {

Packer& Packer::Number(std::int64_t value) {
  auto rest = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
  while (rest >= 0x80) {
    bytes_.push_back(static_cast<char>(rest | 0x80));
    rest >>= 7;
  }
  bytes_.push_back(static_cast<char>(rest));
  return *this;
}

Packer& Packer::Text(std::string_view text) {
  Number(static_cast<std::int64_t>(text.size()));
  bytes_.append(text);
  return *this;
}

Packer& Packer::Digest(const Sm3Digest& digest) {
  bytes_.append(digest.begin(), digest.end());
  return *this;
}

std::int64_t Unpacker::Number() {
  std::uint64_t value = 0;
  for (int shift = 0; ok_ && shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) {
      return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
  }
  ok_ = false;
  return 0;
}

std::string Unpacker::Text() {
  const std::size_t size = Count();
  std::string text(rest_.substr(0, size));
  rest_.remove_prefix(size);
  return text;
}

Sm3Digest Unpacker::Digest() {
  Sm3Digest digest{};
  if (rest_.size() < digest.size()) {
    ok_ = false;
    rest_ = {};
    return digest;
  }
  std::copy_n(rest_.begin(), digest.size(), digest.begin());
  rest_.remove_prefix(digest.size());
  return digest;
}

Date Unpacker::Day() {
  const std::int64_t days = Number();
  if (days < -1'000'000 || days > 10'000'000) ok_ = false;
  return Date::FromDays(ok_ ? static_cast<std::int32_t>(days) : 0);
}

std::size_t Unpacker::Count() {
  const std::int64_t count = Number();
  if (count < 0 || static_cast<std::uint64_t>(count) > rest_.size()) {
    ok_ = false;
    return 0;
  }
  return static_cast<std::size_t>(count);
}

}  // namespace tongchou::store
