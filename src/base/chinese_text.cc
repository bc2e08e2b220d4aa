#include "base/chinese_text.h"

#include <iconv.h>

#include <array>
#include <cerrno>
#include <optional>

namespace tongchou {
namespace {

// `bytes` of this encoding as UTF-8; nothing when they are not.
std::optional<std::string> Converted(const char* encoding, std::string_view bytes) {
  const iconv_t converter = iconv_open("UTF-8", encoding);
  TC_CHECK(converter != reinterpret_cast<iconv_t>(-1));
  std::string text(bytes);
  std::string made;
  char* in = text.data();
  std::size_t left = text.size();
  bool whole = true;
  while (left > 0 && whole) {
    std::array<char, 16 * 1024> room{};
    char* out = room.data();
    std::size_t free = room.size();
    const std::size_t done = iconv(converter, &in, &left, &out, &free);
    made.append(room.data(), room.size() - free);
    whole = done != static_cast<std::size_t>(-1) || errno == E2BIG;
  }
  iconv_close(converter);
  if (!whole) return {};
  return made;
}

}  // namespace

Result<std::string> Utf8Of(std::string_view bytes) {
  Result<std::string> text = Utf8From("UTF-8", bytes);
  return text.ok() ? text : Utf8From("GB18030", bytes);
}

Result<std::string> Utf8From(const char* encoding, std::string_view bytes) {
  constexpr std::string_view kMark = "\xef\xbb\xbf";
  std::optional<std::string> text = Converted(encoding, bytes);
  if (!text) return ErrorCode::kBadEncoding;
  if (text->starts_with(kMark)) text->erase(0, kMark.size());
  return *std::move(text);
}

}  // namespace tongchou
