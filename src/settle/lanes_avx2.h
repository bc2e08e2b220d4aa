// Four numbers at a time, for machines with AVX2. The operations are explained in lanes_scalar.h.
// Internal to this folder.
//
// Lanes hold whole numbers of 64 bits. Pure; thread-safe.
#ifndef TONGCHOU_SETTLE_LANES_AVX2_H_
#define TONGCHOU_SETTLE_LANES_AVX2_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#define TC_LANE [[gnu::target("avx2"), gnu::always_inline]] static inline

namespace tongchou::settle {

struct LanesAvx2 {
  using Vector = __m256i;
  using Index = __m128i;
  using Mask = __m256i;  // all bits of a lane, or none
  static constexpr std::size_t kCount = 4;

  TC_LANE Vector Load(const std::int64_t* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  }
  TC_LANE void Store(std::int64_t* to, Vector a) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), a);
  }
  TC_LANE Vector Fill(std::int64_t value) { return _mm256_set1_epi64x(value); }
  TC_LANE Index LoadIndex(const std::uint32_t* from) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  }
  TC_LANE Vector Gather(const std::int64_t* table, Index index) {
    return _mm256_i32gather_epi64(reinterpret_cast<const long long*>(table), index, 8);
  }
  TC_LANE Vector Add(Vector a, Vector b) { return _mm256_add_epi64(a, b); }
  TC_LANE Vector Subtract(Vector a, Vector b) { return _mm256_sub_epi64(a, b); }
  TC_LANE Vector And(Vector a, Vector b) { return _mm256_and_si256(a, b); }
  TC_LANE Vector Min(Vector a, Vector b) { return Select(IsLess(a, b), a, b); }
  TC_LANE Vector Max(Vector a, Vector b) { return Select(IsLess(a, b), b, a); }
  template <int kBits>
  TC_LANE Vector ShiftRight(Vector a) {
    return _mm256_srli_epi64(a, kBits);
  }
  TC_LANE Vector MultiplyLow32(Vector a, Vector b) { return _mm256_mul_epu32(a, b); }
  TC_LANE Mask IsLess(Vector a, Vector b) { return _mm256_cmpgt_epi64(b, a); }
  TC_LANE Vector Select(Mask mask, Vector yes, Vector no) {
    return _mm256_blendv_epi8(no, yes, mask);
  }
  TC_LANE Vector AddWhere(Mask mask, Vector a, Vector b) {
    return _mm256_add_epi64(a, _mm256_and_si256(mask, b));
  }
  TC_LANE std::uint64_t Bits(Mask mask) {
    return static_cast<std::uint64_t>(_mm256_movemask_pd(_mm256_castsi256_pd(mask)));
  }
};

}  // namespace tongchou::settle

#undef TC_LANE

#endif  // TONGCHOU_SETTLE_LANES_AVX2_H_
