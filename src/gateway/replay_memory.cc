#include "gateway/replay_memory.h"

#include <cstring>

namespace tongchou::gateway {

namespace {

constexpr std::int64_t kMinuteMs = 60'000;

}  // namespace

std::size_t ReplayMemory::Hash::operator()(const Sm3Digest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

Status ReplayMemory::Note(std::string_view signed_text, const Sm3Digest& content, Moment time,
                          Moment now) {
  const std::int64_t apart = now.ms - time.ms;
  if (apart > kWindowMs || apart < -kWindowMs) return ErrorCode::kSignatureExpired;
  const Sm3Digest digest = Sm3(signed_text);
  const std::int64_t minute = time.ms / kMinuteMs;
  const std::lock_guard lock(mutex_);
  while (!minutes_.empty() && (minutes_.begin()->first + 1) * kMinuteMs < now.ms - kWindowMs) {
    count_ -= minutes_.begin()->second.size();
    minutes_.erase(minutes_.begin());
  }
  if (minute <= forgotten_) return ErrorCode::kSignatureExpired;
  const auto [seen, is_new] = minutes_[minute].try_emplace(digest, content);
  if (!is_new) {
    if (seen->second != content) return ErrorCode::kMessageReplayed;
    return Done{};
  }
  if (++count_ > most_) {
    const auto oldest = minutes_.begin();
    forgotten_ = oldest->first;
    count_ -= oldest->second.size();
    minutes_.erase(oldest);
  }
  return Done{};
}

}  // namespace tongchou::gateway
