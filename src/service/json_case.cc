#include "service/json_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>

namespace tongchou::service {

namespace json = boost::json;

Result<json::object> ParseObject(std::string_view text) {
  boost::system::error_code failure;
  json::value value = json::parse(json::string_view(text.data(), text.size()), failure,
                                  json::make_shared_resource<json::monotonic_resource>());
  if (failure) {
    return Error{ErrorCode::kBadCase,
                 {"不是合法的JSON：" + failure.message(), "not JSON: " + failure.message()},
                 {}};
  }
  if (!value.is_object()) return NotACase("case", "一个JSON对象", "a JSON object");
  return std::move(value).as_object();
}

Error NotACase(std::string_view where, std::string_view what_zh, std::string_view what_en) {
  return Error{
      ErrorCode::kBadCase,
      {fmt::format("{} 须为{}", where, what_zh), fmt::format("{} must be {}", where, what_en)},
      std::string(where)};
}

std::optional<std::string_view> StringOf(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr || !value->is_string()) return {};
  const json::string& text = value->get_string();
  return std::string_view(text.data(), text.size());
}

Result<std::string> NeedString(const json::object& object, std::string_view key) {
  const std::optional<std::string_view> text = StringOf(object, key);
  if (!text) return NotACase(key, "字符串", "a string");
  return std::string(*text);
}

Result<bool> FlagOf(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr) return false;
  if (!value->is_bool()) return NotACase(key, "true或false", "true or false");
  return value->get_bool();
}

std::optional<Money> AmountOf(const json::object& object, std::string_view key) {
  const std::optional<std::string_view> text = StringOf(object, key);
  if (!text) return {};
  const Result<Money> amount = ParseMoney(*text);
  if (!amount.ok()) return {};
  return *amount;
}

std::optional<Date> DateOf(const json::object& object, std::string_view key) {
  const std::optional<std::string_view> text = StringOf(object, key);
  if (!text) return {};
  const Result<Date> date = ParseDate(*text);
  if (!date.ok()) return {};
  return *date;
}

void AppendString(std::string& json, std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
  });
  if (plain) {
    json.append(1, '"').append(text).append(1, '"');
  } else {
    json.append(json::serialize(json::value(json::string_view(text.data(), text.size()))));
  }
}

void AppendKey(std::string& json, std::string_view key) {
  if (json.back() != '{') json.append(", ");
  json.append(1, '"').append(key).append("\": ");
}

void AppendAmount(std::string& json, std::string_view key, Money amount) {
  AppendKey(json, key);
  json.append(1, '"').append(ToYuan(amount)).append(1, '"');
}

int AnswerLines(std::istream& in, std::ostream& out, std::ostream& err,
                const std::function<Result<std::string>(std::string_view)>& answer) {
  int status = 0;
  std::string line;
  for (long number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Result<std::string> text = answer(line);
    if (text.ok()) {
      out << *text << '\n';
    } else {
      err << fmt::format("line {}: {} ({})\n", number, text.error().English(),
                         InfoOf(text.error().code).text_code);
      status = 2;
    }
  }
  out.flush();
  return status;
}

}  // namespace tongchou::service
