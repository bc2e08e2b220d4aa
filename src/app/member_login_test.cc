// The login of an insured person on a real store and a clock that is moved.
#include "service/member_login.h"

#include "app/region_testing.h"

namespace tongchou::app {
namespace {

using service::LoginState;

const service::Desk kClerk{"clerk", {}};
constexpr char kPassword[] = "Correct-horse-7";

class MemberLoginTest : public RegionTest {
 protected:
  MemberLoginTest() {
    Reopen();
    psn_no_ = Populate(1).front();
    certificate_ = service::GetPerson(*region_, psn_no_)->certificate;
  }

  std::string Open() {
    const auto given = OpenLogin(*region_, kClerk, psn_no_, certificate_);
    EXPECT_TRUE(given.ok());
    return given.ok() ? given->code : std::string();
  }
  ErrorCode Refusal(const std::string& password, const std::string& wanted = {}) {
    const auto person = MemberSignIn(*region_, certificate_, password, wanted);
    EXPECT_FALSE(person.ok());
    return person.ok() ? ErrorCode::kInternalDefect : person.error().code;
  }

  std::string psn_no_, certificate_;
};

TEST_F(MemberLoginTest, ACodeHoldsForItsTimeAndForOneUse) {
  const std::string late = Open();
  clock_.MoveTo({clock_.Now().ms + service::kCodeLastsMs + 1});
  EXPECT_EQ(Refusal(late, kPassword), ErrorCode::kCodeExpired);
  const std::string code = Open();
  EXPECT_EQ(Refusal(late, kPassword), ErrorCode::kWrongCredentials) << "a new code ends the old";
  ASSERT_TRUE(MemberSignIn(*region_, certificate_, code, kPassword).ok());
  EXPECT_EQ(Refusal(code, kPassword), ErrorCode::kWrongCredentials);
  ASSERT_TRUE(MemberSignIn(*region_, certificate_, kPassword, {}).ok());
  Reopen();
  EXPECT_TRUE(MemberSignIn(*region_, certificate_, kPassword, {}).ok()) << "it is kept";
}

TEST_F(MemberLoginTest, ALoginHoldsFromTheFirstPasswordUntilItIsClosed) {
  EXPECT_EQ(CheckLoginHolds(*region_, psn_no_).error().code, ErrorCode::kNoLogin);
  const std::string code = Open();
  EXPECT_FALSE(CheckLoginHolds(*region_, psn_no_).ok()) << "a code is no password";
  ASSERT_TRUE(MemberSignIn(*region_, certificate_, code, kPassword).ok());
  EXPECT_TRUE(CheckLoginHolds(*region_, psn_no_).ok());
  ASSERT_TRUE(CloseLogin(*region_, kClerk, psn_no_, "本人申请").ok());
  EXPECT_FALSE(CheckLoginHolds(*region_, psn_no_).ok());
  EXPECT_EQ(LoginOf(*region_, {}, psn_no_)->state, LoginState::kClosed);
  EXPECT_EQ(Refusal(kPassword), ErrorCode::kWrongCredentials);
}

TEST_F(MemberLoginTest, AnOfficeOfOthersOpensNothing) {
  const service::Desk elsewhere{"clerk", {"C9"}};
  EXPECT_EQ(OpenLogin(*region_, elsewhere, psn_no_, certificate_).error().code,
            ErrorCode::kUnknownPerson);
  EXPECT_EQ(OpenLogin(*region_, kClerk, psn_no_, "11010519491231002X").error().code,
            ErrorCode::kPersonDiffers);
}

}  // namespace
}  // namespace tongchou::app
