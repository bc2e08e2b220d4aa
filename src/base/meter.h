// Counter and Histogram: numbers that many threads add to and one reads now and then.
//
// Thread-safe without locks: adding is one or two relaxed atomic additions, so that counting costs
// a request nothing to speak of. A reader sees each number whole, but not all numbers of one
// moment.
#ifndef TONGCHOU_BASE_METER_H_
#define TONGCHOU_BASE_METER_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tongchou {

// Only grows.
class Counter {
 public:
  void Add(std::int64_t more = 1) { value_.fetch_add(more, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// How many values fell at or below each of some bounds.
class Histogram {
 public:
  // `bounds`, ascending, in the unit of the values; they outlive this.
  explicit Histogram(std::span<const std::int64_t> bounds);

  void Observe(std::int64_t value);

  struct Snapshot {
    std::vector<std::int64_t> at_most;  // for each bound: values not above it
    std::int64_t count = 0;
    std::int64_t sum = 0;
  };
  Snapshot Read() const;

  std::span<const std::int64_t> bounds() const { return bounds_; }

 private:
  const std::span<const std::int64_t> bounds_;
  const std::unique_ptr<Counter[]> buckets_;  // one more than bounds: above the last one
  Counter sum_;
};

}  // namespace tongchou

#endif  // TONGCHOU_BASE_METER_H_
