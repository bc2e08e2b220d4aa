#include "base/credit_code.h"

namespace tongchou {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t kLength = 18;

}  // namespace

char CreditCheckCharacter(std::string_view characters) {
  if (characters.size() != kLength - 1) return '\0';
  constexpr std::size_t kModulus = kAlphabet.size();  // 31
  std::size_t sum = 0;
  std::size_t weight = 1;  // powers of three
  for (const char character : characters) {
    const std::size_t value = kAlphabet.find(character);
    if (value == std::string_view::npos) return '\0';
    sum += value * weight;
    weight = weight * 3 % kModulus;
  }
  return kAlphabet[(kModulus - sum % kModulus) % kModulus];
}

bool IsCreditCode(std::string_view code) {
  return code.size() == kLength && code.back() != '\0' &&
         CreditCheckCharacter(code.substr(0, kLength - 1)) == code.back();
}

}  // namespace tongchou
