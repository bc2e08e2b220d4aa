#include "base/error_code.h"

#include "base/check.h"

namespace tongchou {

namespace {

constexpr ErrorInfo kErrors[] = {
#define X(number, name, code, status, zh, en) {ErrorCode::name, code, status, zh, en},
    TONGCHOU_ERROR_CODES(X)
#undef X
};

}  // namespace

std::span<const ErrorInfo> AllErrors() { return kErrors; }

const ErrorInfo& InfoOf(ErrorCode code) {
  for (const ErrorInfo& info : kErrors) {
    if (info.code == code) return info;
  }
  TC_CHECK(!"every enumerator has a row");
  return kErrors[0];
}

}  // namespace tongchou
