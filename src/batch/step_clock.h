// StepClock: a clock that stands where the generator puts it, for a region that lives through days
// that are over.
//
// Thread-safe; moved by one thread.
#ifndef TONGCHOU_BATCH_STEP_CLOCK_H_
#define TONGCHOU_BATCH_STEP_CLOCK_H_

#include <atomic>
#include <cstdint>

#include "base/clock.h"

namespace tongchou::batch {

class StepClock final : public Clock {
 public:
  explicit StepClock(Moment now) : ms_(now.ms) {}
  Moment Now() const override { return {ms_.load()}; }
  void MoveTo(Moment now) { ms_ = now.ms; }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_STEP_CLOCK_H_
