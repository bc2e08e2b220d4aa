#include "service/ahead.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>

namespace tongchou::service {
namespace {

using Compute = Ahead<std::string>::Compute;

TEST(Ahead, ResultsComeInOrderWhoeverWorkedThemOut) {
  const auto compute = [](std::size_t item) {
    if (item % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(200));
    return std::to_string(item);
  };
  for (const std::size_t threads : {1, 2, 3}) {
    Ahead<std::string> ahead(500, 5, std::vector<Compute>(threads, compute));
    for (std::size_t i = 0; i < 500; ++i) ASSERT_EQ(ahead.Take(), std::to_string(i));
  }
}

TEST(Ahead, NoMoreThanAWindowIsWorkedOutAhead) {
  constexpr std::size_t kWindow = 4;
  std::atomic<std::size_t> begun{0};
  const auto compute = [&](std::size_t item) {
    ++begun;
    return std::to_string(item);
  };
  Ahead<std::string> ahead(100, kWindow, {compute, compute});
  for (std::size_t taken = 0; taken < 100; ++taken) {
    EXPECT_LE(begun.load(), taken + kWindow);
    ahead.Take();
  }
  EXPECT_EQ(begun.load(), 100u);
}

TEST(Ahead, EndsWhatNobodyTakes) {
  const auto compute = [](std::size_t item) { return std::to_string(item); };
  Ahead<std::string> ahead(1000, 3, {compute, compute, compute});
  EXPECT_EQ(ahead.Take(), "0");
}

TEST(Ahead, NothingToDoIsDoneAtOnce) {
  Ahead<std::string> ahead(0, 3, {[](std::size_t) { return std::string(); }});
}

}  // namespace
}  // namespace tongchou::service
