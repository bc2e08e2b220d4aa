#include "base/random.h"

#include <numeric>

namespace tongchou {

namespace {

__extension__ using Uint128 = unsigned __int128;

constexpr std::uint64_t RotateLeft(std::uint64_t value, int bits) {
  return (value << bits) | (value >> (64 - bits));
}

constexpr std::uint64_t Mix(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
  return value ^ (value >> 31);
}

}  // namespace

Random::Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t index) {
  std::uint64_t state = Mix(Mix(Mix(seed) ^ stream) ^ index);
  for (std::uint64_t& word : state_) {
    state += 0x9e3779b97f4a7c15ULL;
    word = Mix(state);
  }
}

std::uint64_t Random::Next() {
  const std::uint64_t result = RotateLeft(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = RotateLeft(state_[3], 45);
  return result;
}

std::uint64_t Random::Below(std::uint64_t bound) {
  TC_CHECK(bound > 0);
  // The high half of a 128-bit product; its bias is below bound / 2^64, nothing at our sizes.
  return static_cast<std::uint64_t>((Uint128{Next()} * bound) >> 64);
}

std::int64_t Random::Between(std::int64_t low, std::int64_t high) {
  TC_CHECK(low <= high);
  return low + static_cast<std::int64_t>(Below(static_cast<std::uint64_t>(high - low) + 1));
}

std::size_t Random::Weighted(std::span<const unsigned> weights) {
  std::uint64_t left = Below(std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}));
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (left < weights[i]) return i;
    left -= weights[i];
  }
  TC_CHECK(!"the weights have a sum");
  return 0;
}

}  // namespace tongchou
