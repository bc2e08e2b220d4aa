// ReplayMemory: the signatures that were seen within the window, and with which content, so that
// none carries another message a second time.
//
// Bounded: when it is full it forgets the oldest minute and from then on takes no signature from
// that minute or before, so that what is forgotten cannot be replayed either. Thread-safe.
#ifndef TONGCHOU_GATEWAY_REPLAY_MEMORY_H_
#define TONGCHOU_GATEWAY_REPLAY_MEMORY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/result.h"
#include "base/sm3.h"

namespace tongchou::gateway {

class ReplayMemory {
 public:
  static constexpr std::int64_t kWindowMs = 30LL * 60 * 1000;  // each way
  static constexpr std::size_t kMostSeen = 500'000;

  explicit ReplayMemory(std::size_t most = kMostSeen) : most_(most) {}

  // Notes that `signed_text`, signed at `time`, came with `content`. The same again with the same
  // content is a repeated message and welcome. Refusals: kSignatureExpired (`time` is further than
  // the window from `now`, or from before what is remembered), kMessageReplayed (another content).
  Status Note(std::string_view signed_text, const Sm3Digest& content, Moment time, Moment now);

 private:
  struct Hash {
    std::size_t operator()(const Sm3Digest& digest) const;
  };
  using Minute = std::unordered_map<Sm3Digest, Sm3Digest, Hash>;

  const std::size_t most_;
  std::mutex mutex_;
  std::map<std::int64_t, Minute> minutes_;  // by minute of signing; under mutex_
  std::size_t count_ = 0;
  std::int64_t forgotten_ = 0;  // the last minute that was forgotten early
};

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_REPLAY_MEMORY_H_
