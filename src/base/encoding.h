// Bytes as text: hexadecimal digits and Base64 (RFC 4648, with padding).
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_BASE_ENCODING_H_
#define TONGCHOU_BASE_ENCODING_H_

#include <optional>
#include <string>
#include <string_view>

namespace tongchou {

// Lower-case hexadecimal digits of `bytes`.
std::string HexOf(std::string_view bytes);

// The bytes of an even number of hexadecimal digits, upper or lower case; nothing for another text.
std::optional<std::string> FromHex(std::string_view text);

std::string Base64Of(std::string_view bytes);

// The bytes of a Base64 text; nothing for a text that is not exactly one.
std::optional<std::string> FromBase64(std::string_view text);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_ENCODING_H_
