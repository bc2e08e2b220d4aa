// The login of an insured person: opened at the desk by a clerk who has seen the certificate, first
// used with a one-time code, from then on with a password of the person's own.
//
// The person signs in with the certificate number. A code or a password stands only as its hash. A
// login ends when a clerk closes it, and by itself when the person's account is paid out for good
// (death, moving away, leaving): a payout that is posted after the login was opened ends it at
// once, in every server. Thread-safe.
#ifndef TONGCHOU_SERVICE_MEMBER_LOGIN_H_
#define TONGCHOU_SERVICE_MEMBER_LOGIN_H_

#include <optional>
#include <string>

#include "service/persons.h"
#include "service/review.h"

namespace tongchou::service {

inline constexpr std::int64_t kCodeLastsMs = 72LL * 60 * 60 * 1000;

// Numbers are stored: never used again for something else.
enum class LoginState : std::uint8_t {
  kNone = 0,    // never opened
  kCode = 1,    // a one-time code was given and not used yet
  kInUse = 2,   // the person set a password
  kClosed = 3,  // by a clerk
  kLeft = 4,    // never stored: the person left, or died
};
std::string_view CodeOf(LoginState state);
const Text& TitleOf(LoginState state);

struct MemberLogin {
  std::string psn_no;
  LoginState state = LoginState::kNone;
  std::string opened_by;
  Moment opened_at;
  Moment code_until;  // of the code that was given last
  std::string closed_by, closed_reason;
  std::optional<Moment> closed_at;
};

struct LoginCode {
  std::string code;  // told once, kept nowhere
  Moment until;
};

// Opens the login of a person, or opens it anew with another code (a forgotten password); what was
// the password before does not hold any more. Refusals: kUnknownPerson (also outside the scope),
// kPersonDiffers (`certificate` is not the person's), store_* codes.
Result<LoginCode> OpenLogin(Region& region, const Desk& desk, const std::string& psn_no,
                            const std::string& certificate);

// Refusals: kUnknownPerson (also outside the scope), kNoLogin (none is open), kMissingField
// (reason), kFieldTooLong, store_* codes.
Status CloseLogin(Region& region, const Desk& desk, const std::string& psn_no,
                  const std::string& reason);

// Refusals: kUnknownPerson (also outside the scope), store_* codes.
Result<MemberLogin> LoginOf(Region& region, const Scope& scope, const std::string& psn_no);

// Who holds `certificate` and the password, or the one-time code together with a password `wanted`
// that is to hold from now on. Refusals: kWrongCredentials (the same, and as slow, for everything
// that is not known), kPasswordToBeSet (the code is right and `wanted` empty), kCodeExpired,
// kWeakPassword, kNoLogin (the person has left), store_* codes.
Result<Person> MemberSignIn(Region& region, const std::string& certificate,
                            const std::string& password, const std::string& wanted);

// Replaces the password of a person who knows the present one. Refusals: kNoLogin, kWrongPassword,
// kWeakPassword.
Status ChangeMemberPassword(Region& region, const std::string& psn_no, const std::string& present,
                            const std::string& wanted);

// Whether what a person signed in with still holds: asked with every request. Refusals: kNoLogin,
// store_* codes.
Status CheckLoginHolds(Region& region, const std::string& psn_no);

// Who a person is in the audit trail and among sessions; no staff's login begins like this.
std::string ActorOfMember(const std::string& psn_no);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_MEMBER_LOGIN_H_
