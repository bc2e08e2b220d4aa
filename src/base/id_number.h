// Citizen identity numbers (GB 11643): six digits of area, eight of birth, three of sequence (odd
// for men, even for women), one check character.
//
// Thread-safe.
#ifndef TONGCHOU_BASE_ID_NUMBER_H_
#define TONGCHOU_BASE_ID_NUMBER_H_

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace tongchou {

// The check character of the first 17 digits: '0'..'9' or 'X'. `digits` holds 17 ASCII digits.
char IdCheckCharacter(std::string_view digits);

// The number of somebody born on `birth` in `area` (6 digits); `sequence` is 0..999.
std::string MakeIdNumber(std::string_view area, Date birth, int sequence);

// True for 18 characters whose check character fits.
bool IsIdNumber(std::string_view number);

// The day of birth in an identity number. Refusals: kBadIdNumber for another length, a check
// character that does not fit or a day that the calendar has not.
Result<Date> BirthOfIdNumber(std::string_view number);

// True when the number is a man's. `number` is an identity number.
bool IsMansIdNumber(std::string_view number);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_ID_NUMBER_H_
