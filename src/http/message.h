// Request and Response: plain values between the server and its handlers. Nothing of the HTTP
// library shows through them.
//
// Values; thread-safe as any value is.
#ifndef TONGCHOU_HTTP_MESSAGE_H_
#define TONGCHOU_HTTP_MESSAGE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace tongchou::http {

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::string_view kJson = "application/json; charset=utf-8";

struct Request {
  std::string method;  // "GET", in capitals
  std::string target;  // as sent: "/api/persons?page=2"
  std::string path;    // percent-decoded, without the query: "/api/persons"
  std::string query;   // as sent, after the '?': "page=2"
  Pairs headers;       // in the order sent, names as sent
  Pairs params;        // what the route's {names} stand for, percent-decoded; set by the router
  std::string body;
  std::string peer;                                // the client's address: "127.0.0.1"
  std::chrono::steady_clock::time_point received;  // when the last byte of it had come
  std::string trace;       // trace id: that of its header `traceparent`, or a new one
  std::string_view route;  // the pattern of its route; set by the router, empty without one
  bool tls = false;        // came through our own TLS

  // The first header called `name` (any case), or nothing.
  std::optional<std::string_view> Header(std::string_view name) const;

  // The first parameter `name` of the query, decoded ('+' is a blank), or nothing.
  std::optional<std::string> Query(std::string_view name) const;

  // The cookie `name`, or nothing.
  std::optional<std::string_view> Cookie(std::string_view name) const;

  // The part of the path that `{name}` of the route stands for; empty when there is none.
  std::string_view Param(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type{kJson};
  Pairs headers;  // further ones: {"Set-Cookie", "…"}; names and values without line breaks
  std::string body;
};

// A refusal as the console reads it: the status of the code, {"error": {code, zh, en, where}}.
Response RefusalResponse(const Error& error);

// Decodes %XX; '+' becomes a blank when `plus_is_blank`. Nothing when an escape is broken or the
// result holds a NUL.
std::optional<std::string> PercentDecode(std::string_view text, bool plus_is_blank);

// "text" as a JSON string with its quotes; invalid UTF-8 becomes U+FFFD.
std::string JsonQuote(std::string_view text);

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_MESSAGE_H_
