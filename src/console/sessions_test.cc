#include "console/sessions.h"

#include <gtest/gtest.h>

namespace tongchou::console {
namespace {

class SessionsTest : public testing::Test {
 protected:
  ManualClock clock_{MomentOf(Date(2026, 3, 1), 9 * 3600)};
  int made_ = 0;
  Sessions sessions_{clock_, [this] { return "token-" + std::to_string(++made_); }};
};

TEST_F(SessionsTest, FindsWhatWasOpenedUntilItIsClosed) {
  Session session{"li", "李", {"clerk"}, "C1", ""};
  const std::string cookie = sessions_.Open(session);
  EXPECT_FALSE(session.csrf.empty());
  EXPECT_NE(session.csrf, cookie);
  ASSERT_TRUE(sessions_.Find(cookie));
  EXPECT_EQ(sessions_.Find(cookie)->csrf, session.csrf);
  EXPECT_FALSE(sessions_.Find("another"));
  EXPECT_FALSE(sessions_.Find(""));
  sessions_.Close(cookie);
  EXPECT_FALSE(sessions_.Find(cookie));
}

TEST_F(SessionsTest, EndsAllOfOneUserAndNoneOfOthers) {
  Session li{"li", "李", {"clerk"}, "C1", ""}, wang{"wang", "王", {"clerk"}, "", ""};
  const std::string first = sessions_.Open(li);
  const std::string second = sessions_.Open(li);
  const std::string other = sessions_.Open(wang);
  EXPECT_EQ(sessions_.Find(first)->organisation, "C1");
  sessions_.CloseAllOf("li");
  EXPECT_FALSE(sessions_.Find(first));
  EXPECT_FALSE(sessions_.Find(second));
  EXPECT_TRUE(sessions_.Find(other));
}

TEST_F(SessionsTest, EndsWhenNotUsed) {
  Session session{"li", "李", {"clerk"}, "C1", ""};
  const std::string cookie = sessions_.Open(session);
  clock_.MoveTo({clock_.Now().ms + kIdleMs});
  EXPECT_TRUE(sessions_.Find(cookie));
  clock_.MoveTo({clock_.Now().ms + kIdleMs + 1});
  EXPECT_FALSE(sessions_.Find(cookie));
}

TEST_F(SessionsTest, EndsAfterItsLongestTimeHoweverMuchItIsUsed) {
  Session session{"li", "李", {"clerk"}, "C1", ""};
  const std::string cookie = sessions_.Open(session);
  for (std::int64_t used = 0; used < kLongestMs; used += kIdleMs) {
    clock_.MoveTo({clock_.Now().ms + kIdleMs});
    ASSERT_TRUE(sessions_.Find(cookie));
  }
  clock_.MoveTo({clock_.Now().ms + 1});
  EXPECT_FALSE(sessions_.Find(cookie));
}

}  // namespace
}  // namespace tongchou::console
