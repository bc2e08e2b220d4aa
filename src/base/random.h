// Random: a small seeded generator (xoshiro256**, seeded through splitmix64) whose values are the
// same on every machine and compiler, unlike the distributions of <random>.
//
// A value; one thread at a time. Not for secrets.
#ifndef TONGCHOU_BASE_RANDOM_H_
#define TONGCHOU_BASE_RANDOM_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/check.h"

namespace tongchou {

class Random {
 public:
  // A generator of its own for item `index` of `stream`, so that what an item looks like does not
  // depend on how many items came before it or on which thread makes it.
  Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t index = 0);

  // The next 64 bits.
  std::uint64_t Next();

  // Uniform in 0 .. bound - 1. `bound` > 0.
  std::uint64_t Below(std::uint64_t bound);

  // Uniform in low .. high, both included.
  std::int64_t Between(std::int64_t low, std::int64_t high);

  // True `parts` times in a thousand.
  bool PerMille(unsigned parts) { return Below(1000) < parts; }

  // One of `items`, each as likely. `items` is not empty.
  template <typename T, std::size_t N>
  const T& Pick(const std::array<T, N>& items) {
    return items[Below(N)];
  }
  template <typename T>
  const T& Pick(std::span<const T> items) {
    TC_CHECK(!items.empty());
    return items[Below(items.size())];
  }

  // Index of one of `weights`, each as likely as its weight says. The sum is > 0.
  std::size_t Weighted(std::span<const unsigned> weights);

 private:
  std::array<std::uint64_t, 4> state_;
};

}  // namespace tongchou

#endif  // TONGCHOU_BASE_RANDOM_H_
