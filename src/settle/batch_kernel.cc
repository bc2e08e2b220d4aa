#include "settle/batch_kernel.h"

#define TC_TARGET
#include "settle/batch_loops.h"

namespace tongchou::settle {

#if defined(__x86_64__)

const BatchKernel& KernelAvx2();
const BatchKernel& KernelAvx512();

bool IsSupported(Isa isa) {
  switch (isa) {
    case Isa::kBaseline:
      return true;
    case Isa::kAvx2:
      return __builtin_cpu_supports("avx2") != 0;
    case Isa::kAvx512:
      return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
             __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512bw") != 0;
  }
  return false;
}

#else

bool IsSupported(Isa isa) { return isa == Isa::kBaseline; }

#endif

const BatchKernel& KernelFor(Isa isa) {
  TC_CHECK(IsSupported(isa));
#if defined(__x86_64__)
  if (isa == Isa::kAvx512) return KernelAvx512();
  if (isa == Isa::kAvx2) return KernelAvx2();
#endif
  static constexpr BatchKernel kKernel = KernelOver<LanesScalar>();
  return kKernel;
}

Isa BestIsa() {
  if (IsSupported(Isa::kAvx512)) return Isa::kAvx512;
  return IsSupported(Isa::kAvx2) ? Isa::kAvx2 : Isa::kBaseline;
}

}  // namespace tongchou::settle
