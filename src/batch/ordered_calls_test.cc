#include "batch/ordered_calls.h"

#include <gtest/gtest.h>

#include <chrono>

namespace tongchou::batch {
namespace {

// A queue that answers everything in it at once, as the committer does.
class Queue {
 public:
  std::uint64_t taken() const { return taken_.load(); }

  void Call(std::size_t index) {
    std::unique_lock lock(mutex_);
    order_.push_back(index);
    ++taken_;
    changed_.wait_for(lock, std::chrono::milliseconds(1), [] { return false; });
  }

  const std::vector<std::size_t>& order() const { return order_; }

 private:
  std::atomic<std::uint64_t> taken_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::size_t> order_;
};

TEST(OrderedCallsTest, ReachTheQueueInOrderWhileManyWait) {
  Queue queue;
  OrderedCalls calls(16, [&] { return queue.taken(); });
  for (int round = 0; round < 20; ++round) {
    ASSERT_TRUE(calls
                    .Run(50,
                         [&](std::size_t index) -> Status {
                           queue.Call(index);
                           return Done{};
                         })
                    .ok());
  }
  ASSERT_EQ(queue.order().size(), 1000U);
  for (std::size_t i = 0; i < queue.order().size(); ++i) EXPECT_EQ(queue.order()[i], i % 50);
}

TEST(OrderedCallsTest, StopAtTheFirstRefusal) {
  Queue queue;
  OrderedCalls calls(4, [&] { return queue.taken(); });
  const Status status = calls.Run(1000, [&](std::size_t index) -> Status {
    if (index == 10) return Error{ErrorCode::kNoLines, {}, "10"};  // refused before the queue
    queue.Call(index);
    return Done{};
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().where, "10");
  EXPECT_LT(queue.order().size(), 30U);
  EXPECT_TRUE(calls.Run(0, [](std::size_t) -> Status { return Done{}; }).ok());
}

}  // namespace
}  // namespace tongchou::batch
