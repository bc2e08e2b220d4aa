#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace tongchou {

void CheckFailed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "defect: %s does not hold (%s:%d)\n", expression, file, line);
  std::abort();
}

}  // namespace tongchou
