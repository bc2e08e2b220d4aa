// What the readers and writers of case files share: typed access to the members of a JSON object,
// writing of JSON text, and the loop over the lines of a file.
//
// Pure functions but for the streams passed in; thread-safe.
#ifndef TONGCHOU_SERVICE_JSON_CASE_H_
#define TONGCHOU_SERVICE_JSON_CASE_H_

#include <boost/json.hpp>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"

namespace tongchou::service {

// Parses `text`, which must be one JSON object. Refusal: kBadCase.
Result<boost::json::object> ParseObject(std::string_view text);

// kBadCase, saying that `where` must be `what`.
Error NotACase(std::string_view where, std::string_view what_zh, std::string_view what_en);

// The string member `key`, or nothing when it is absent or something else.
std::optional<std::string_view> StringOf(const boost::json::object& object, std::string_view key);

// The string member `key`. Refusal: kBadCase.
Result<std::string> NeedString(const boost::json::object& object, std::string_view key);

// The member `key`, true or false; false when absent. Refusal: kBadCase.
Result<bool> FlagOf(const boost::json::object& object, std::string_view key);

// The amount, date under `key`; nothing unless it is a string in the exact form.
std::optional<Money> AmountOf(const boost::json::object& object, std::string_view key);
std::optional<Date> DateOf(const boost::json::object& object, std::string_view key);

// Appends `text` as a JSON string; `key` with its colon, after a comma unless an object just began.
void AppendString(std::string& json, std::string_view text);
void AppendKey(std::string& json, std::string_view key);

// Appends "key": "12.30".
void AppendAmount(std::string& json, std::string_view key, Money amount);

// Calls `answer` with each line that is not blank and writes what it gives, a line each. A refused
// line is named on `err` with its number. Returns 0, or 2 when a line was refused.
int AnswerLines(std::istream& in, std::ostream& out, std::ostream& err,
                const std::function<Result<std::string>(std::string_view)>& answer);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_JSON_CASE_H_
