#include "http/trace.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace tongchou::http {
namespace {

TEST(Trace, TakesTheIdOfAnAgreedHeader) {
  EXPECT_EQ(TraceIdOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(TraceIdOf("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"),
            "4bf92f3577b34da6a3ce929d0e0e4736")
      << "of a later version";
}

TEST(Trace, TakesNothingElse) {
  for (const char* header : {"", "4bf92f3577b34da6a3ce929d0e0e4736",
                             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                             "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                             "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                             "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                             "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                             "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                             "00-4bf92f3577b34da6a3ce929d0e0e473\n-00f067aa0ba902b7-01"}) {
    EXPECT_EQ(TraceIdOf(header), std::nullopt) << header;
  }
}

TEST(Trace, MakesIdsThatDiffer) {
  TraceIds ids(7);
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string id = ids.Next();
    EXPECT_EQ(TraceIdOf("00-" + id + "-00f067aa0ba902b7-01"), id);
    seen.insert(id);
  }
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_FALSE(seen.contains(TraceIds(8).Next()));
}

}  // namespace
}  // namespace tongchou::http
