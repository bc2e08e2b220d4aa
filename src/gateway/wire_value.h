// WireValue: a received JSON value. Numbers stay the text that was sent, so that no amount ever
// passes through binary floating point.
//
// The interface has three ways to say "nothing": a missing key, null, and the texts "", "null" and
// "NULL"; all of them are absent here.
// A value; thread-safe as any value is.
#ifndef TONGCHOU_GATEWAY_WIRE_VALUE_H_
#define TONGCHOU_GATEWAY_WIRE_VALUE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tongchou::gateway {

class WireValue {
 public:
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kText, kList, kObject };

  Kind kind = Kind::kNull;
  std::string key;               // of this member within its object
  std::string text;              // kText; kNumber: the literal; kBool: "true" or "false"
  std::vector<WireValue> items;  // kList: the elements; kObject: the members, in the order sent

  bool IsScalar() const { return kind <= Kind::kText; }
  bool IsAbsent() const;

  // The member called `name`; a shared null when there is none or this is no object.
  const WireValue& operator[](std::string_view name) const;

  // The text of the member `name` ("" when absent), whether sent as text, number or boolean.
  std::string_view Text(std::string_view name) const;
};

// Reads one JSON text. Refusals: kBadJson (not complete, not UTF-8, deeper than 32 levels, a key
// twice in one object), with the place in `where`.
Result<WireValue> ReadJson(std::string_view text);

// `value` as JSON: numbers as they were sent, objects in the order sent.
std::string ToJson(const WireValue& value);

// A text in which two requests that mean the same are equal: keys in order, absent members left
// out, 1 and "1" alike, a list of one like the element alone.
std::string Canonical(const WireValue& value);

}  // namespace tongchou::gateway

#endif  // TONGCHOU_GATEWAY_WIRE_VALUE_H_
