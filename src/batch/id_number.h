// Citizen identity numbers (GB 11643): six digits of area, eight of birth, three of sequence (odd
// for men, even for women), one check character.
//
// Thread-safe.
#ifndef TONGCHOU_BATCH_ID_NUMBER_H_
#define TONGCHOU_BATCH_ID_NUMBER_H_

#include <string>
#include <string_view>

#include "base/date.h"

namespace tongchou::batch {

// The check character of the first 17 digits: '0'..'9' or 'X'. `digits` holds 17 ASCII digits.
char IdCheckCharacter(std::string_view digits);

// The number of somebody born on `birth` in `area` (6 digits); `sequence` is 0..999.
std::string MakeIdNumber(std::string_view area, Date birth, int sequence);

// True for 18 characters whose check character fits.
bool IsIdNumber(std::string_view number);

}  // namespace tongchou::batch

#endif  // TONGCHOU_BATCH_ID_NUMBER_H_
