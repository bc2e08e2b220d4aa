// Signing in and out.
#include <fmt/format.h>

#include <chrono>
#include <string>
#include <tuple>
#include <utility>

#include "console/api.h"
#include "console/routes.h"
#include "service/audit.h"
#include "service/sign_in.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestUser = 64;
constexpr std::size_t kLongestPassword = 256;
constexpr int kFailuresOfUser = 8;
constexpr int kFailuresOfPeer = 60;
constexpr std::chrono::seconds kPatience(2);  // how long a sign-in waits for its turn

struct Credentials {
  std::string user, password;
};

Result<Credentials> ParseCredentials(const std::string& body) {
  boost::system::error_code failure;
  const json::value value = json::parse(body, failure);
  if (failure || !value.is_object()) return ErrorCode::kBadJson;
  Credentials credentials;
  for (const auto& [name, into, longest] :
       {std::tuple{"user", &credentials.user, kLongestUser},
        std::tuple{"password", &credentials.password, kLongestPassword}}) {
    const json::value* text = value.as_object().if_contains(name);
    if (text == nullptr || !text->is_string() || text->as_string().size() > longest) {
      return Error{ErrorCode::kBadParameter, {}, name};
    }
    *into = std::string(text->as_string());
  }
  return credentials;
}

json::object SessionJson(const Session& session) {
  json::array roles;
  for (const std::string& role : session.roles) roles.emplace_back(role);
  return {{"user", session.user},
          {"name", session.name},
          {"roles", std::move(roles)},
          {"csrf", session.csrf}};
}

// TLS ends at the proxy in front, which says so. Who pretends it only closes the cookie further.
bool CameByTls(const http::Request& request) {
  return request.Header("X-Forwarded-Proto") == "https";
}

std::string CookieOf(std::string_view value, bool secure, bool end) {
  return fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/{}{}", kSessionCookie, value,
                     secure ? "; Secure" : "", end ? "; Max-Age=0" : "");
}

// Checks the credentials, slowing down who guesses.
Result<service::User> Admit(Console& console, const Credentials& credentials,
                            const std::string& peer) {
  const std::string of_user = credentials.user + "@" + peer;
  if (!console.throttle().MayTry(of_user, kFailuresOfUser) ||
      !console.throttle().MayTry(peer, kFailuresOfPeer)) {
    return ErrorCode::kTooManyAttempts;
  }
  if (!console.sign_ins().try_acquire_for(kPatience)) return ErrorCode::kTooManyAttempts;
  Result<service::User> user =
      service::SignIn(console.region(), credentials.user, credentials.password);
  console.sign_ins().release();
  if (user.ok()) {
    console.throttle().Succeeded(of_user);
  } else if (user.error().code == ErrorCode::kWrongCredentials) {
    console.throttle().Failed(of_user);
    console.throttle().Failed(peer);
  }
  return user;
}

}  // namespace

http::Response SignIn(Console& console, const http::Request& request) {
  const Result<Credentials> credentials = ParseCredentials(request.body);
  if (!credentials.ok()) return Refused(credentials.error());
  const Result<service::User> user = Admit(console, *credentials, request.peer);
  if (!user.ok()) return Refused(user.error());
  const Status audited = RecordAudit(console.region(), user->login, "sign_in", request.peer);
  if (!audited.ok()) return Refused(audited.error());
  Session session{user->login, user->name, user->roles, {}};
  const std::string cookie = console.sessions().Open(session);
  http::Response response = JsonResponse(200, SessionJson(session));
  response.headers.emplace_back("Set-Cookie", CookieOf(cookie, CameByTls(request), false));
  return response;
}

http::Response SignOut(Console& console, const http::Request& request) {
  const std::optional<Session> session = SessionOf(console, request);
  if (!session) return Refused({ErrorCode::kNotSignedIn, {}, {}});
  if (!HasToken(request, *session)) {
    return Refused({ErrorCode::kCsrfMismatch, {}, "X-CSRF-Token"});
  }
  console.sessions().Close(*request.Cookie(kSessionCookie));
  http::Response response;
  response.status = 204;
  response.headers.emplace_back("Set-Cookie", CookieOf("", CameByTls(request), true));
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Answer GetSession(Console&, const Call& call) { return json::value(SessionJson(call.session)); }

}  // namespace tongchou::console
