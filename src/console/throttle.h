// Throttle: slows down guessing of passwords. After a number of failures under one key (a user name
// at an address, or an address), further tries are refused until kPauseMs have passed since the
// last failure.
//
// Kept in memory and bounded. Thread-safe.
#ifndef TONGCHOU_CONSOLE_THROTTLE_H_
#define TONGCHOU_CONSOLE_THROTTLE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace tongchou::console {

inline constexpr std::int64_t kPauseMs = 60'000;
inline constexpr std::size_t kMaxThrottled = 10'000;

class Throttle {
 public:
  // `clock` outlives this.
  explicit Throttle(const Clock& clock) : clock_(clock) {}

  // Whether `key` ("li@10.0.0.7", "10.0.0.7") may try now: it failed less than `limit` times.
  bool MayTry(const std::string& key, int limit);

  // Another failure of `key`.
  void Failed(const std::string& key);

  // `key` has proved itself; its failures are forgotten.
  void Succeeded(const std::string& key);

 private:
  struct Failures {
    int count = 0;
    Moment last;
  };
  const Clock& clock_;
  std::mutex mutex_;
  std::map<std::string, Failures> failures_;  // under mutex_
};

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_THROTTLE_H_
