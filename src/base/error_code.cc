#include "base/error_code.h"

#include <cstddef>

#include "base/check.h"

namespace tongchou {

namespace {

constexpr ErrorInfo kErrors[] = {
#define X(number, name, code, status, zh, en) {ErrorCode::name, code, status, zh, en},
    TONGCHOU_ERROR_CODES(X)
#undef X
};

// Where each code stands in kErrors.
enum class Row : std::size_t {
#define X(number, name, code, status, zh, en) name,
  TONGCHOU_ERROR_CODES(X)
#undef X
};

}  // namespace

std::span<const ErrorInfo> AllErrors() { return kErrors; }

const ErrorInfo& InfoOf(ErrorCode code) {
  switch (code) {
#define X(number, name, code, status, zh, en) \
  case ErrorCode::name:                       \
    return kErrors[static_cast<std::size_t>(Row::name)];
    TONGCHOU_ERROR_CODES(X)
#undef X
  }
  TC_CHECK(!"every enumerator has a row");
  return kErrors[0];
}

}  // namespace tongchou
