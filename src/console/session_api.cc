// Signing in and out.
#include <fmt/format.h>

#include <chrono>
#include <functional>
#include <initializer_list>
#include <string>
#include <utility>

#include "console/api.h"
#include "console/office_json.h"
#include "console/routes.h"
#include "service/audit.h"
#include "service/member_login.h"
#include "service/sign_in.h"

namespace tongchou::console {

namespace {

constexpr std::size_t kLongestUser = 64;
constexpr std::size_t kLongestPassword = 256;
constexpr int kFailuresOfUser = 8;
constexpr int kFailuresOfPeer = 60;
constexpr int kFailuresOfLogin = 40;          // from all addresses together
constexpr std::chrono::seconds kPatience(2);  // how long a sign-in waits for its turn

constexpr std::size_t kLongestArea = 12;

struct Credentials {
  std::string user, password;
  std::string area = {};    // code; empty: the first one
  std::string wanted = {};  // the password that is to hold from now on; empty: the present one
};

struct TextField {
  const char* name;
  std::string* into;
  std::size_t longest;
  bool optional = false;
};

// Reads a JSON object of texts. Refusals: kBadJson, kBadParameter with the field.
Status ParseTexts(const std::string& body, std::initializer_list<TextField> fields) {
  boost::system::error_code failure;
  const json::value value = json::parse(body, failure);
  if (failure || !value.is_object()) return ErrorCode::kBadJson;
  for (const auto& [name, into, longest, optional] : fields) {
    const json::value* text = value.as_object().if_contains(name);
    if (text == nullptr && optional) continue;
    if (text == nullptr || !text->is_string() || text->as_string().size() > longest) {
      return Error{ErrorCode::kBadParameter, {}, name};
    }
    *into = std::string(text->as_string());
  }
  return Done{};
}

Result<Credentials> ParseCredentials(const std::string& body) {
  Credentials credentials;
  const Status parsed = ParseTexts(body, {{"user", &credentials.user, kLongestUser},
                                          {"password", &credentials.password, kLongestPassword},
                                          {"area", &credentials.area, kLongestArea, true}});
  if (!parsed.ok()) return parsed.error();
  return credentials;
}

// Those of an insured person: `user` is the certificate number.
Result<Credentials> ParseMember(const std::string& body) {
  Credentials credentials;
  const Status parsed = ParseTexts(body, {{"cert_no", &credentials.user, kLongestUser},
                                          {"password", &credentials.password, kLongestPassword},
                                          {"new", &credentials.wanted, kLongestPassword, true},
                                          {"area", &credentials.area, kLongestArea, true}});
  if (!parsed.ok()) return parsed.error();
  return credentials;
}

json::object AreaJson(const service::Region& region) {
  return NamedJson(region.area(), region.pack().title);
}

Answer SessionJson(Console& console, const Session& session) {
  Answer office = OfficeJson(console.region(), session.organisation);
  if (!office.ok()) return office;
  json::array roles;
  for (const std::string& role : session.roles) roles.emplace_back(role);
  return json::value{{"user", session.user},
                     {"name", session.name},
                     {"roles", std::move(roles)},
                     {"office", *std::move(office)},
                     {"area", AreaJson(console.region())},
                     {"person", StringOrNull(session.person)},
                     {"csrf", session.csrf}};
}

// TLS ends here, or at the proxy in front, which says so. Who pretends it only closes the cookie
// further.
bool CameByTls(const http::Request& request) {
  return request.tls || request.Header("X-Forwarded-Proto") == "https";
}

std::string CookieOf(std::string_view value, bool secure, bool end) {
  return fmt::format("{}={}; HttpOnly; SameSite=Strict; Path=/{}{}", kSessionCookie, value,
                     secure ? "; Secure" : "", end ? "; Max-Age=0" : "");
}

// Runs `attempt`, which checks the password of `login`, slowing down who guesses.
template <typename Outcome>
Outcome Throttled(Console& console, const std::string& login, const std::string& peer,
                  const std::function<Outcome()>& attempt) {
  const std::string of_user = login + "@" + peer;
  const std::string of_login = login + "@";
  if (!console.throttle().MayTry(of_user, kFailuresOfUser) ||
      !console.throttle().MayTry(of_login, kFailuresOfLogin) ||
      !console.throttle().MayTry(peer, kFailuresOfPeer)) {
    return ErrorCode::kTooManyAttempts;
  }
  if (!console.sign_ins().try_acquire_for(kPatience)) return ErrorCode::kTooManyAttempts;
  Outcome outcome = attempt();
  console.sign_ins().release();
  if (outcome.ok()) {
    console.throttle().Succeeded(of_user);
  } else if (outcome.error().code == ErrorCode::kWrongCredentials ||
             outcome.error().code == ErrorCode::kWrongPassword) {
    console.throttle().Failed(of_user);
    console.throttle().Failed(of_login);
    console.throttle().Failed(peer);
  }
  return outcome;
}

// Who is named by the credentials of a sign-in, as a session that is not open yet.
using FindUser = Result<Session> (*)(service::Region& region, const Credentials& credentials);

Result<Session> FindStaff(service::Region& region, const Credentials& credentials) {
  const auto user = service::SignIn(region, credentials.user, credentials.password);
  if (!user.ok()) return user.error();
  return Session{user->login, user->name, user->roles, user->organisation, {}, {}};
}

Result<Session> FindMember(service::Region& region, const Credentials& credentials) {
  const auto person =
      service::MemberSignIn(region, credentials.user, credentials.password, credentials.wanted);
  if (!person.ok()) return person.error();
  return Session{
      service::ActorOfMember(person->psn_no), person->name, {"member"}, {}, {}, person->psn_no};
}

http::Response OpenSession(Consoles& consoles, const http::Request& request,
                           const Result<Credentials>& credentials, FindUser find) {
  if (!IsOwnOrigin(request)) return Refused({ErrorCode::kWrongOrigin, {}, "Origin"});
  if (!credentials.ok()) return Refused(credentials.error());
  Console* const found = consoles.Of(credentials->area);
  if (found == nullptr) return Refused({ErrorCode::kBadParameter, {}, "area"});
  Console& console = *found;
  Result<Session> session =
      Throttled<Result<Session>>(console, credentials->user, request.peer,
                                 [&] { return find(console.region(), *credentials); });
  if (!session.ok()) return Refused(session.error());
  const Status audited = RecordAudit(console.region(), session->user, "sign_in", request.peer);
  if (!audited.ok()) return Refused(audited.error());
  const std::string cookie = console.sessions().Open(*session);
  const Answer answer = SessionJson(console, *session);
  if (!answer.ok()) return Refused(answer.error());
  http::Response response = JsonResponse(200, *answer);
  response.headers.emplace_back("Set-Cookie", CookieOf(cookie, CameByTls(request), false));
  return response;
}

}  // namespace

http::Response ListAreas(const Consoles& consoles) {
  json::array items;
  for (const auto& console : consoles.all()) items.push_back(AreaJson(console->region()));
  return JsonResponse(200, json::value{{"items", std::move(items)}});
}

http::Response SignIn(Consoles& consoles, const http::Request& request) {
  return OpenSession(consoles, request, ParseCredentials(request.body), FindStaff);
}

http::Response SignInMember(Consoles& consoles, const http::Request& request) {
  return OpenSession(consoles, request, ParseMember(request.body), FindMember);
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

Answer ChangePassword(Console& console, const Call& call) {
  std::string present, wanted;
  const Status parsed = ParseTexts(call.request.body, {{"present", &present, kLongestPassword},
                                                       {"new", &wanted, kLongestPassword}});
  if (!parsed.ok()) return parsed.error();
  // Guessing the present password is guessing a password.
  const std::string &login = call.session.user, &person = call.session.person;
  const Status changed = Throttled<Status>(console, login, call.request.peer, [&] {
    return person.empty()
               ? service::ChangePassword(console.region(), login, present, wanted)
               : service::ChangeMemberPassword(console.region(), person, present, wanted);
  });
  if (!changed.ok()) {
    const bool wrong = changed.error().code == ErrorCode::kWrongPassword;
    return wrong ? Error{ErrorCode::kWrongPassword, {}, "present"} : changed.error();
  }
  console.sessions().CloseAllOf(login);
  return json::value(json::object{});
}

Answer SignOutEverywhere(Console& console, const Call& call) {
  const std::string& login = call.session.user;
  const Status audited = RecordAudit(console.region(), login, "sign_out_everywhere", login);
  if (!audited.ok()) return audited.error();
  console.sessions().CloseAllOf(login);
  return json::value(json::object{});
}

Answer GetSession(Console& console, const Call& call) { return SessionJson(console, call.session); }

}  // namespace tongchou::console
