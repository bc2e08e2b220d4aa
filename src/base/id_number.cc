#include "base/id_number.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"

namespace tongchou {

namespace {

constexpr std::array<int, 17> kWeights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
constexpr std::string_view kCheckCharacters = "10X98765432";

bool AllDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

char IdCheckCharacter(std::string_view digits) {
  TC_CHECK(digits.size() == kWeights.size() && AllDigits(digits));
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (digits[i] - '0') * kWeights[i];
  return kCheckCharacters[static_cast<std::size_t>(sum % 11)];
}

std::string MakeIdNumber(std::string_view area, Date birth, int sequence) {
  TC_CHECK(area.size() == 6 && sequence >= 0 && sequence <= 999);
  std::string number = fmt::format("{}{:04}{:02}{:02}{:03}", area, birth.year(), birth.month(),
                                   birth.day(), sequence);
  number.push_back(IdCheckCharacter(number));
  return number;
}

bool IsIdNumber(std::string_view number) {
  return number.size() == 18 && AllDigits(number.substr(0, 17)) &&
         number[17] == IdCheckCharacter(number.substr(0, 17));
}

Result<Date> BirthOfIdNumber(std::string_view number) {
  if (!IsIdNumber(number)) return ErrorCode::kBadIdNumber;
  const std::string birth =
      fmt::format("{}-{}-{}", number.substr(6, 4), number.substr(10, 2), number.substr(12, 2));
  const Result<Date> day = ParseDate(birth);
  if (!day.ok()) return ErrorCode::kBadIdNumber;
  return day;
}

bool IsMansIdNumber(std::string_view number) { return (number[16] - '0') % 2 == 1; }

}  // namespace tongchou
