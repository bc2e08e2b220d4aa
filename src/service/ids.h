// Numbers of persons, visits and settlements as they stand on the wire: the area's six digits, one
// digit that says what it is, eleven digits of the number. No two kinds can be taken for each
// other.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_IDS_H_
#define TONGCHOU_SERVICE_IDS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace tongchou::service {

enum class IdKind : char { kPerson = '1', kVisit = '2', kSettlement = '3' };

// "990100" "3" "00000000042".
std::string IdText(std::int64_t area, IdKind kind, std::int64_t number);

// The number in an id of that area and kind; 0 for anything else (no such thing exists).
std::int64_t IdNumber(std::int64_t area, IdKind kind, std::string_view text);

// The six digits of an area as a number; 0 for anything else.
std::int64_t AreaNumber(std::string_view code);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_IDS_H_
