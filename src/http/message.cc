#include "http/message.h"

#include <algorithm>
#include <cstddef>

#include "http/header_name.h"
#include "http/utf8.h"

namespace tongchou::http {
namespace {

char Lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// The value of a hexadecimal digit, or -1.
int HexValue(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Takes the part of `rest` before `separator` off it.
std::string_view TakePart(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return part;
}

}  // namespace

bool SameName(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, Lower, Lower);
}

std::optional<std::string_view> Request::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (SameName(key, name)) return value;
  }
  return std::nullopt;
}

std::optional<std::string> Request::Query(std::string_view name) const {
  std::string_view rest = query;
  while (!rest.empty()) {
    std::string_view value = TakePart(rest, '&');
    const std::string_view key = TakePart(value, '=');
    if (PercentDecode(key, true) == name) return PercentDecode(value, true);
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::Cookie(std::string_view name) const {
  std::string_view rest = Header("Cookie").value_or("");
  while (!rest.empty()) {
    std::string_view value = Trim(TakePart(rest, ';'));
    if (TakePart(value, '=') == name) return value;
  }
  return std::nullopt;
}

std::string_view Request::Param(std::string_view name) const {
  for (const auto& [key, value] : params) {
    if (key == name) return value;
  }
  return {};
}

Response RefusalResponse(const Error& error) {
  const ErrorInfo& info = InfoOf(error.code);
  Response response;
  response.status = info.http_status;
  response.body =
      "{\"error\":{\"code\":" + JsonQuote(info.text_code) +
      ",\"zh\":" + JsonQuote(error.Chinese()) + ",\"en\":" + JsonQuote(error.English()) +
      ",\"where\":" + (error.where.empty() ? std::string("null") : JsonQuote(error.where)) + "}}";
  return response;
}

std::optional<std::string> PercentDecode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '+' && plus_is_blank) letter = ' ';
    if (letter == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = HexValue(text[i + 1]);
      const int low = HexValue(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      letter = static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (letter == '\0') return std::nullopt;
    decoded.push_back(letter);
  }
  return decoded;
}

std::string JsonQuote(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  std::size_t i = 0;
  while (i < text.size()) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      const std::size_t length = Utf8Length(text.substr(i));
      quoted += length == 0 ? std::string_view("\xEF\xBF\xBD") : text.substr(i, length);
      i += std::max<std::size_t>(length, 1);
      continue;
    }
    if (byte == '"' || byte == '\\') {
      quoted += {'\\', text[i]};
    } else if (byte < 0x20) {
      quoted += "\\u00";
      quoted += {kHex[byte >> 4], kHex[byte & 15]};
    } else {
      quoted += text[i];
    }
    ++i;
  }
  return quoted + '"';
}

}  // namespace tongchou::http
