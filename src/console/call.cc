#include "console/call.h"

#include <charconv>
#include <utility>

namespace tongchou::console {

namespace {

constexpr std::int64_t kMostItems = 200;
constexpr int kUsualItems = 50;

Error BadParameter(std::string_view name) {
  return {ErrorCode::kBadParameter, {}, std::string(name)};
}

}  // namespace

http::Response JsonResponse(int status, const json::value& value) {
  http::Response response;
  response.status = status;
  response.body = json::serialize(value);
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Result<std::optional<Date>> DayQuery(const http::Request& request, std::string_view name) {
  const std::optional<std::string> text = request.Query(name);
  if (!text || text->empty()) return std::optional<Date>();
  const Result<Date> day = ParseDate(*text);
  if (!day.ok()) return BadParameter(name);
  return std::optional<Date>(*day);
}

Result<std::string> TextQuery(const http::Request& request, std::string_view name,
                              std::size_t longest) {
  std::optional<std::string> text = request.Query(name);
  if (!text) return std::string();
  if (text->size() > longest) return BadParameter(name);
  return *std::move(text);
}

Result<int> LimitQuery(const http::Request& request) {
  const std::optional<std::string> text = request.Query("limit");
  if (!text) return kUsualItems;
  const std::optional<std::int64_t> limit = WholeNumber(*text);
  if (!limit || *limit < 1 || *limit > kMostItems) return BadParameter("limit");
  return static_cast<int>(*limit);
}

Result<std::int32_t> YearParam(const http::Request& request) {
  const std::optional<std::int64_t> year = WholeNumber(request.Param("year"));
  if (!year || *year < kFirstYear || *year > kLastYear) {
    return Error{ErrorCode::kBadParameter, {}, "year"};
  }
  return static_cast<std::int32_t>(*year);
}

std::optional<std::int64_t> WholeNumber(std::string_view text) {
  std::int64_t value = 0;
  if (text.empty() || text.front() == '-') return {};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

json::object ListJson(json::array items, std::string_view next_cursor) {
  json::object list;
  list["items"] = std::move(items);
  list["next_cursor"] = StringOrNull(next_cursor);
  return list;
}

}  // namespace tongchou::console
