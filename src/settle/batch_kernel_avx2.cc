#if defined(__x86_64__)

#define TC_TARGET [[gnu::target("avx2")]]
#include "settle/batch_loops.h"
#include "settle/lanes_avx2.h"

namespace tongchou::settle {

const BatchKernel& KernelAvx2() {
  static constexpr BatchKernel kKernel = KernelOver<LanesAvx2>();
  return kKernel;
}

}  // namespace tongchou::settle

#endif
