// TC_CHECK: an assertion about our own code, on in every build.
//
// A failed check means a defect of ours, never of the input: it prints what was expected and where,
// and ends the process. Nothing that was not yet durable is answered, so no money is lost: a
// restart finds the store as of the last commit.
//
// Thread-safe.
#ifndef TONGCHOU_BASE_CHECK_H_
#define TONGCHOU_BASE_CHECK_H_

namespace tongchou {

// Prints `expression` with its place on standard error and aborts.
[[noreturn]] void CheckFailed(const char* expression, const char* file, int line);

}  // namespace tongchou

#define TC_CHECK(expression)                                    \
  do {                                                          \
    if (!(expression)) [[unlikely]] {                           \
      ::tongchou::CheckFailed(#expression, __FILE__, __LINE__); \
    }                                                           \
  } while (false)

#endif  // TONGCHOU_BASE_CHECK_H_
