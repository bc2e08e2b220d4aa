// scale_store: makes large stores, and measures what a settlement costs on them.
//
//   scale_store fill FOLDER PACKS PERSONS SETTLEMENTS    makes or extends the store in FOLDER
//   scale_store measure FOLDER PACKS VISITS AT_ONCE      prints one line of JSON (measure.h)
//
// A fill that was ended is continued by the next one. Progress goes to stderr.
#include <fmt/core.h>

#include <charconv>
#include <string>
#include <string_view>

#include "scale/measure.h"

namespace tongchou::bench {
namespace {

constexpr int kArguments = 6;

// A whole number above -1, or -1.
std::int64_t NumberIn(std::string_view text) {
  std::int64_t number = -1;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? number : -1;
}

int Run(int count, char** arguments) {
  const std::string_view verb = count == kArguments ? arguments[1] : "";
  const std::int64_t first = count == kArguments ? NumberIn(arguments[4]) : -1;
  const std::int64_t second = count == kArguments ? NumberIn(arguments[5]) : -1;
  const bool known = verb == "fill" || (verb == "measure" && first > 0 && second > 0);
  if (!known || first < 0 || second < 0) {
    fmt::print(stderr,
               "usage: scale_store fill FOLDER PACKS PERSONS SETTLEMENTS\n"
               "       scale_store measure FOLDER PACKS VISITS AT_ONCE\n");
    return 2;
  }
  ScaleRegion scale(arguments[2], arguments[3]);
  if (verb == "fill") {
    scale.EnrolUpTo(static_cast<int>(first));
    scale.SettleUpTo(second);
    return 0;
  }
  fmt::print("{}\n", MeasureVisits(scale, static_cast<std::size_t>(first),
                                   static_cast<std::size_t>(second)));
  return 0;
}

}  // namespace
}  // namespace tongchou::bench

int main(int count, char** arguments) { return tongchou::bench::Run(count, arguments); }
