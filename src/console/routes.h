// Routes: the table of the console's paths, with the right that each needs and its handler.
//
// Constant data.
#ifndef TONGCHOU_CONSOLE_ROUTES_H_
#define TONGCHOU_CONSOLE_ROUTES_H_

#include <optional>
#include <span>
#include <string_view>

#include "console/call.h"
#include "console/consoles.h"
#include "console/rights.h"

namespace tongchou::console {

struct RouteRow {
  std::string_view method;
  std::string_view pattern;
  Right right;
  Answer (*handler)(Console& console, const Call& call);
  int status = 200;  // of a success
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

// Checks session, right, origin and CSRF token, then answers `request` by `row`.
http::Response Guarded(Console& console, const RouteRow& row, const http::Request& request);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_ROUTES_H_
