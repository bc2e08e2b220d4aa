// Trace ids: what ties the lines of several programs' logs to one request (W3C Trace Context).
//
// Thread-safe.
#ifndef TONGCHOU_HTTP_TRACE_H_
#define TONGCHOU_HTTP_TRACE_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tongchou::http {

// The trace id (32 hexadecimal digits) of a header `traceparent`; nothing when it is not of the
// agreed shape, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".
std::optional<std::string> TraceIdOf(std::string_view traceparent);

// Makes trace ids for requests that bring none: different for each call, and for each seed.
class TraceIds {
 public:
  explicit TraceIds(std::uint64_t seed) : seed_(seed) {}

  std::string Next();

 private:
  const std::uint64_t seed_;
  std::atomic<std::uint64_t> made_{0};
};

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_TRACE_H_
