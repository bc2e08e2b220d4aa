// Routes: the table of the console's paths, with the right that each needs and its handler.
//
// Constant data.
#ifndef TONGCHOU_CONSOLE_ROUTES_H_
#define TONGCHOU_CONSOLE_ROUTES_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "console/call.h"
#include "console/consoles.h"
#include "console/rights.h"

namespace tongchou::console {

// What of a route an insured person may see who signed in: nothing but the own.
enum class Own : std::uint8_t {
  kNone,        // the route is the staff's
  kAlways,      // it tells nothing of anybody
  kPerson,      // {psn_no} of the path must be the person
  kSettlement,  // {setl_id} of the path must be the person's
};

struct RouteRow {
  std::string_view method;
  std::string_view pattern;
  Right right;  // of staff
  Answer (*handler)(Console& console, const Call& call);
  int status = 200;  // of a success
  Own own = Own::kNone;
};

std::span<const RouteRow> Routes();

// `error` as a response that is not kept by caches.
http::Response Refused(const Error& error);

// The session of a request's cookie, or nothing.
std::optional<Session> SessionOf(Console& console, const http::Request& request);

// Whether a write carries its session's CSRF token.
bool HasToken(const http::Request& request, const Session& session);

// Whether a browser says that the request was made by a page of ours, or does not say.
bool IsOwnOrigin(const http::Request& request);

// Why who is signed in may not see what `request` asks for; nothing: he may. Refusals:
// kRightMissing (also for an insured person, on whatever is the staff's), kUnknownPerson and
// kUnknownSettlement (somebody else's), kNotSignedIn (an insured person's login was closed),
// store_* codes.
std::optional<Error> Denied(Console& console, const Session& session, Right right, Own own,
                            const http::Request& request);

// Checks session, right, origin and CSRF token, then answers `request` by `row`.
http::Response Guarded(Console& console, const RouteRow& row, const http::Request& request);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_ROUTES_H_
