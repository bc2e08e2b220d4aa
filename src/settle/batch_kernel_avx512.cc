#if defined(__x86_64__)

#define TC_TARGET [[gnu::target("avx512f,avx512dq,avx512vl,avx512bw")]]
#include "settle/batch_loops.h"
#include "settle/lanes_avx512.h"

namespace tongchou::settle {

const BatchKernel& KernelAvx512() {
  static constexpr BatchKernel kKernel = KernelOver<LanesAvx512>();
  return kKernel;
}

}  // namespace tongchou::settle

#endif
