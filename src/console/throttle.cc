#include "console/throttle.h"

#include <algorithm>

namespace tongchou::console {

bool Throttle::MayTry(const std::string& key, int limit) {
  const Moment now = clock_.Now();
  const std::lock_guard lock(mutex_);
  const auto found = failures_.find(key);
  if (found == failures_.end()) return true;
  if (now.ms - found->second.last.ms >= kPauseMs) {
    failures_.erase(found);
    return true;
  }
  return found->second.count < limit;
}

void Throttle::Failed(const std::string& key) {
  const Moment now = clock_.Now();
  const std::lock_guard lock(mutex_);
  if (failures_.size() >= kMaxThrottled && !failures_.contains(key)) {
    std::erase_if(failures_,
                  [now](const auto& item) { return now.ms - item.second.last.ms >= kPauseMs; });
    if (failures_.size() >= kMaxThrottled) {
      failures_.erase(std::ranges::min_element(failures_, {},
                                               [](const auto& item) { return item.second.last; }));
    }
  }
  Failures& failures = failures_[key];
  ++failures.count;
  failures.last = now;
}

void Throttle::Succeeded(const std::string& key) {
  const std::lock_guard lock(mutex_);
  failures_.erase(key);
}

}  // namespace tongchou::console
