// One number at a time, with the operations of the vectors (lanes_avx2.h, lanes_avx512.h): what
// machines without them use, and the rows that do not fill a vector. Internal to this folder.
//
// Lanes hold whole numbers of 64 bits. Pure; thread-safe.
#ifndef TONGCHOU_SETTLE_LANES_SCALAR_H_
#define TONGCHOU_SETTLE_LANES_SCALAR_H_

#include <cstddef>
#include <cstdint>

#define TC_LANE [[gnu::always_inline]] static inline

namespace tongchou::settle {

struct LanesScalar {
  using Vector = std::int64_t;
  using Index = std::uint32_t;
  using Mask = bool;
  static constexpr std::size_t kCount = 1;

  TC_LANE Vector Load(const std::int64_t* from) { return *from; }
  TC_LANE void Store(std::int64_t* to, Vector a) { *to = a; }
  TC_LANE Vector Fill(std::int64_t value) { return value; }
  TC_LANE Index LoadIndex(const std::uint32_t* from) { return *from; }
  TC_LANE Vector Gather(const std::int64_t* table, Index index) { return table[index]; }
  TC_LANE Vector Add(Vector a, Vector b) { return a + b; }
  TC_LANE Vector Subtract(Vector a, Vector b) { return a - b; }
  TC_LANE Vector And(Vector a, Vector b) { return a & b; }
  TC_LANE Vector Min(Vector a, Vector b) { return a < b ? a : b; }
  TC_LANE Vector Max(Vector a, Vector b) { return a < b ? b : a; }
  // Zeros come in from above.
  template <int kBits>
  TC_LANE Vector ShiftRight(Vector a) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) >> kBits);
  }
  // The whole product of the low 32 bits of each.
  TC_LANE Vector MultiplyLow32(Vector a, Vector b) {
    const std::uint64_t low_a = static_cast<std::uint32_t>(a);
    const std::uint64_t low_b = static_cast<std::uint32_t>(b);
    return static_cast<std::int64_t>(low_a * low_b);
  }
  TC_LANE Mask IsLess(Vector a, Vector b) { return a < b; }
  TC_LANE Vector Select(Mask mask, Vector yes, Vector no) { return mask ? yes : no; }
  // a + b where the mask says so, else a.
  TC_LANE Vector AddWhere(Mask mask, Vector a, Vector b) { return mask ? a + b : a; }
  // Bit i is lane i.
  TC_LANE std::uint64_t Bits(Mask mask) { return mask ? 1 : 0; }
};

}  // namespace tongchou::settle

#undef TC_LANE

#endif  // TONGCHOU_SETTLE_LANES_SCALAR_H_
