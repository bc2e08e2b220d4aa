#include "console/rights.h"

#include <gtest/gtest.h>

namespace tongchou::console {
namespace {

TEST(RightsTest, FollowTheTable) {
  EXPECT_TRUE(MayDo({"clerk"}, Right::kPersonRead));
  EXPECT_FALSE(MayDo({"clerk"}, Right::kLedgerRead));
  EXPECT_FALSE(MayDo({"finance"}, Right::kPersonRead));
  EXPECT_FALSE(MayDo({"admin"}, Right::kSettlementRead));
  EXPECT_TRUE(MayDo({"admin"}, Right::kPolicyTry));
  EXPECT_TRUE(MayDo({"admin", "auditor"}, Right::kLedgerVerify));
  EXPECT_TRUE(MayDo({"clerk"}, Right::kEmployerWrite));
  EXPECT_FALSE(MayDo({"clerk"}, Right::kEmployerReview)) << "who asks does not decide";
  EXPECT_FALSE(MayDo({"clerk"}, Right::kLevyRun));
  EXPECT_FALSE(MayDo({"clerk"}, Right::kAccountDecide)) << "who asks for money does not pay it";
  EXPECT_FALSE(MayDo({"reviewer"}, Right::kCardWrite));
}

TEST(RightsTest, AnUnknownRoleMayDoNothing) {
  for (const char* role : {"", " ", "root", "clerk finance", "CLERK"}) {
    EXPECT_FALSE(MayDo({role}, Right::kSignedIn)) << role;
  }
  EXPECT_FALSE(MayDo({}, Right::kSignedIn));
}

TEST(RightsTest, AreNamedAsInTheApi) { EXPECT_EQ(NameOf(Right::kLedgerVerify), "ledger.verify"); }

}  // namespace
}  // namespace tongchou::console
