#include "http/trace.h"

#include <fmt/format.h>

#include <algorithm>

namespace tongchou::http {
namespace {

constexpr std::string_view kShape = "00-tttttttttttttttttttttttttttttttt-pppppppppppppppp-ff";
constexpr std::size_t kTraceAt = 3;
constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kParentAt = 36;
constexpr std::size_t kParentDigits = 16;

bool IsHex(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
}

bool IsZero(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

// The finalizer of splitmix64: a bijection, so different numbers stay different.
std::uint64_t Mixed(std::uint64_t number) {
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31);
}

}  // namespace

std::optional<std::string> TraceIdOf(std::string_view traceparent) {
  // A later version may be longer; what it begins with is the same.
  const bool longer = traceparent.size() > kShape.size() && traceparent[kShape.size()] == '-';
  if (traceparent.size() != kShape.size() && !longer) return std::nullopt;
  if (traceparent.starts_with("ff") || (longer && traceparent.starts_with("00"))) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] == '-' ? traceparent[i] != '-' : !IsHex(traceparent[i])) return std::nullopt;
  }
  const std::string_view trace = traceparent.substr(kTraceAt, kTraceDigits);
  if (IsZero(trace) || IsZero(traceparent.substr(kParentAt, kParentDigits))) return std::nullopt;
  return std::string(trace);
}

std::string TraceIds::Next() {
  const std::uint64_t number = made_.fetch_add(1, std::memory_order_relaxed) + 1;
  return fmt::format("{:016x}{:016x}", Mixed(seed_ + 1), Mixed(seed_ + number));
}

}  // namespace tongchou::http
