// UTF-8: the length of one well-formed character, for whoever must not pass on broken text.
//
// Pure; thread-safe.
#ifndef TONGCHOU_HTTP_UTF8_H_
#define TONGCHOU_HTTP_UTF8_H_

#include <cstddef>
#include <string_view>

namespace tongchou::http {

// How many bytes the character at the start of `text` has, 1 to 4; 0 when it is not well-formed
// (overlong, a surrogate, beyond U+10FFFF, cut off).
std::size_t Utf8Length(std::string_view text);

// Whether all of `text` is well-formed.
bool IsUtf8(std::string_view text);

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_UTF8_H_
