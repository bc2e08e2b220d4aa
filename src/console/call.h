// Call: one request of a signed-in user, and how handlers answer it.
//
// Values; one thread at a time.
#ifndef TONGCHOU_CONSOLE_CALL_H_
#define TONGCHOU_CONSOLE_CALL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "console/json_text.h"
#include "console/sessions.h"
#include "http/message.h"
#include "service/organisations.h"

namespace tongchou::console {

struct Call {
  const http::Request& request;
  const Session& session;

  // What of persons the user may see.
  service::Scope scope() const { return {session.organisation}; }
};

// A handler's answer: a value for status 200, or a refusal.
using Answer = Result<json::value>;

// `value` as a response.
http::Response JsonResponse(int status, const json::value& value);

// The day that the query names `name`; nothing when it is not given. Refusals: kBadParameter.
Result<std::optional<Date>> DayQuery(const http::Request& request, std::string_view name);

// The query `name`, at most `longest` bytes; empty when it is not given. Refusals: kBadParameter.
Result<std::string> TextQuery(const http::Request& request, std::string_view name,
                              std::size_t longest);

// `limit`, 1..200, 50 when it is not given. Refusals: kBadParameter.
Result<int> LimitQuery(const http::Request& request);

// The years that somebody may ask about.
inline constexpr std::int64_t kFirstYear = 1990;
inline constexpr std::int64_t kLastYear = 9998;

// The year that the path names `year`. Refusals: kBadParameter.
Result<std::int32_t> YearParam(const http::Request& request);

// The digits of `text` as a number from 0; nothing for anything else.
std::optional<std::int64_t> WholeNumber(std::string_view text);

// {"items": …, "next_cursor": …}; an empty cursor is null.
json::object ListJson(json::array items, std::string_view next_cursor);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_CALL_H_
