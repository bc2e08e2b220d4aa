// SharedCommits: calls of one thread that block in a verb until it is durable, yet share their
// commits as the calls of many clients would: while one waits, the next is made inside of it.
//
// So the number of calls in a commit is exact and nothing is spent on threads. One thread only.
#ifndef TONGCHOU_TESTS_BENCH_SCALE_SHARED_COMMITS_H_
#define TONGCHOU_TESTS_BENCH_SCALE_SHARED_COMMITS_H_

#include <algorithm>
#include <cstddef>
#include <functional>

namespace tongchou::bench {

class SharedCommits {
 public:
  using Call = std::function<void(std::size_t)>;

  // For RegionOptions::while_waiting; this outlives the region.
  std::function<void()> WhileWaiting() {
    return [this] { MakeNext(); };
  }

  // Makes calls 0 .. count - 1, `at_once` in each commit.
  void Run(std::size_t count, std::size_t at_once, const Call& call) {
    call_ = &call;
    for (next_ = 0; next_ < count;) {
      end_ = std::min(count, next_ + at_once);
      while (next_ < end_) MakeNext();
    }
  }

 private:
  void MakeNext() {
    if (next_ < end_) (*call_)(next_++);
  }

  const Call* call_ = nullptr;
  std::size_t next_ = 0, end_ = 0;
};

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_SCALE_SHARED_COMMITS_H_
