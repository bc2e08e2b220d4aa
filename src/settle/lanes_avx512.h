// Eight numbers at a time, for machines with AVX-512. The operations are explained in
// lanes_scalar.h. Internal to this folder.
//
// Lanes hold whole numbers of 64 bits. Pure; thread-safe.
#ifndef TONGCHOU_SETTLE_LANES_AVX512_H_
#define TONGCHOU_SETTLE_LANES_AVX512_H_

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#define TC_LANE [[gnu::target("avx512f"), gnu::always_inline]] static inline

namespace tongchou::settle {

struct LanesAvx512 {
  using Vector = __m512i;
  using Index = __m256i;
  using Mask = __mmask8;
  static constexpr std::size_t kCount = 8;

  TC_LANE Vector Load(const std::int64_t* from) { return _mm512_loadu_si512(from); }
  TC_LANE void Store(std::int64_t* to, Vector a) { _mm512_storeu_si512(to, a); }
  TC_LANE Vector Fill(std::int64_t value) { return _mm512_set1_epi64(value); }
  TC_LANE Index LoadIndex(const std::uint32_t* from) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  }
  // By way of the masked form: g++ 12 takes the plain one's undefined source for a mistake of ours.
  TC_LANE Vector Gather(const std::int64_t* table, Index index) {
    return _mm512_mask_i32gather_epi64(_mm512_setzero_si512(), 0xff, index, table, 8);
  }
  TC_LANE Vector Add(Vector a, Vector b) { return _mm512_add_epi64(a, b); }
  TC_LANE Vector Subtract(Vector a, Vector b) { return _mm512_sub_epi64(a, b); }
  TC_LANE Vector And(Vector a, Vector b) { return _mm512_and_si512(a, b); }
  TC_LANE Vector Min(Vector a, Vector b) { return _mm512_maskz_min_epi64(0xff, a, b); }
  TC_LANE Vector Max(Vector a, Vector b) { return _mm512_maskz_max_epi64(0xff, a, b); }
  template <int kBits>
  TC_LANE Vector ShiftRight(Vector a) {
    return _mm512_maskz_srli_epi64(0xff, a, kBits);
  }
  TC_LANE Vector MultiplyLow32(Vector a, Vector b) { return _mm512_maskz_mul_epu32(0xff, a, b); }
  TC_LANE Mask IsLess(Vector a, Vector b) { return _mm512_cmplt_epi64_mask(a, b); }
  TC_LANE Vector Select(Mask mask, Vector yes, Vector no) {
    return _mm512_mask_blend_epi64(mask, no, yes);
  }
  TC_LANE Vector AddWhere(Mask mask, Vector a, Vector b) {
    return _mm512_mask_add_epi64(a, mask, a, b);
  }
  TC_LANE std::uint64_t Bits(Mask mask) { return mask; }
};

}  // namespace tongchou::settle

#undef TC_LANE

#endif  // TONGCHOU_SETTLE_LANES_AVX512_H_
