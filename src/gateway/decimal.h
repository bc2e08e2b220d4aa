// Decimals of the wire: exact, from their text. "12.30" with two places is 1230; there is no way in
// through binary floating point.
//
// Pure; thread-safe.
#ifndef TONGCHOU_GATEWAY_DECIMAL_H_
#define TONGCHOU_GATEWAY_DECIMAL_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace tongchou::gateway {

// Reads ASCII digits with an optional minus and decimal point as whole units of 10^-places. Zeros
// beyond `places` are accepted, other digits there are not: nothing is rounded. Nothing for any
// other shape (exponents, a plus, blanks, separators) or more than `digits` significant digits.
// `places` 0..6, `digits` 1..18.
std::optional<std::int64_t> ReadDecimal(std::string_view text, int digits, int places);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_DECIMAL_H_
