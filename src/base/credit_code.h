// Unified social credit codes (GB 32100): 17 characters of digits and letters without I, O, S, V
// and Z, and a check character.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_BASE_CREDIT_CODE_H_
#define TONGCHOU_BASE_CREDIT_CODE_H_

#include <string_view>

namespace tongchou {

// True for 18 characters of the alphabet whose check character fits.
bool IsCreditCode(std::string_view code);

// The check character of the first 17 characters, or '\0' when they are not of the alphabet.
char CreditCheckCharacter(std::string_view characters);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_CREDIT_CODE_H_
