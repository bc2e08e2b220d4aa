#include "base/meter.h"

#include <algorithm>

#include "base/check.h"

namespace tongchou {

Histogram::Histogram(std::span<const std::int64_t> bounds)
    : bounds_(bounds), buckets_(std::make_unique<Counter[]>(bounds.size() + 1)) {
  TC_CHECK(std::ranges::is_sorted(bounds));
}

void Histogram::Observe(std::int64_t value) {
  const auto bucket = std::ranges::lower_bound(bounds_, value) - bounds_.begin();
  buckets_[static_cast<std::size_t>(bucket)].Add();
  sum_.Add(value);
}

Histogram::Snapshot Histogram::Read() const {
  Snapshot snapshot;
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    snapshot.count += buckets_[i].value();
    snapshot.at_most.push_back(snapshot.count);
  }
  snapshot.count += buckets_[bounds_.size()].value();
  snapshot.sum = sum_.value();
  return snapshot;
}

}  // namespace tongchou
