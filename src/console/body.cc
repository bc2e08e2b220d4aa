#include "console/body.h"

#include <array>

namespace tongchou::console {
namespace {

Error Refused(ErrorCode code, std::string_view name) { return {code, {}, std::string(name)}; }

}  // namespace

std::string_view Trimmed(std::string_view text) {
  constexpr std::array<std::string_view, 7> kBlanks = {" ",  "\t",           "\r",      "\n",
                                                       "\v", "\xe3\x80\x80", "\xc2\xa0"};
  bool cut = true;
  while (cut) {
    cut = false;
    for (const std::string_view blank : kBlanks) {
      if (text.starts_with(blank)) {
        text.remove_prefix(blank.size());
        cut = true;
      }
      if (text.ends_with(blank)) {
        text.remove_suffix(blank.size());
        cut = true;
      }
    }
  }
  return text;
}

Result<Body> Body::Parse(const std::string& text) {
  boost::system::error_code failure;
  boost::json::value value = boost::json::parse(text, failure);
  if (failure || !value.is_object()) return ErrorCode::kBadJson;
  return Body(std::move(value.get_object()));
}

Result<std::string> Body::Text(std::string_view name, std::size_t longest) const {
  const boost::json::value* value = object_.if_contains(name);
  if (value == nullptr || value->is_null()) return std::string();
  if (!value->is_string()) return Refused(ErrorCode::kBadFieldType, name);
  const std::string_view text = Trimmed(value->get_string());
  if (text.size() > longest) return Refused(ErrorCode::kFieldTooLong, name);
  return std::string(text);
}

Result<Date> Body::Day(std::string_view name) const {
  constexpr std::size_t kLongest = 10;
  const Result<std::string> text = Text(name, kLongest);
  if (!text.ok()) return text.error();
  if (text->empty()) return Date();
  const Result<Date> day = ParseDate(*text);
  if (!day.ok()) return Refused(ErrorCode::kBadDate, name);
  return day;
}

Result<std::int64_t> Body::Number(std::string_view name) const {
  const boost::json::value* value = object_.if_contains(name);
  if (value == nullptr || value->is_null()) return std::int64_t{0};
  if (!value->is_int64()) return Refused(ErrorCode::kBadFieldType, name);
  return value->get_int64();
}

Result<bool> Body::Flag(std::string_view name) const {
  const boost::json::value* value = object_.if_contains(name);
  if (value == nullptr || !value->is_bool()) return Refused(ErrorCode::kBadFieldType, name);
  return value->get_bool();
}

Result<const boost::json::array*> Body::Array(std::string_view name) const {
  const boost::json::value* value = object_.if_contains(name);
  if (value == nullptr || !value->is_array()) return Refused(ErrorCode::kBadFieldType, name);
  return &value->get_array();
}

}  // namespace tongchou::console
