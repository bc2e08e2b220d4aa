// The JSON body of a write: one object whose members are read by name.
//
// Thread-safe as any value is.
#ifndef TONGCHOU_CONSOLE_BODY_H_
#define TONGCHOU_CONSOLE_BODY_H_

#include <boost/json.hpp>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace tongchou::console {

class Body {
 public:
  // Refusals: kBadJson for anything but one object.
  static Result<Body> Parse(const std::string& text);

  // The text `name`, blanks around it cut off; empty when it is absent or null. Refusals:
  // kBadFieldType, kFieldTooLong (bytes).
  Result<std::string> Text(std::string_view name, std::size_t longest) const;
  // The day `name`; 1970-01-01 when it is absent. Refusals: kBadFieldType, kBadDate.
  Result<Date> Day(std::string_view name) const;
  // The whole number `name`; 0 when it is absent. Refusals: kBadFieldType.
  Result<std::int64_t> Number(std::string_view name) const;
  // Refusals: kBadFieldType, also when it is absent.
  Result<bool> Flag(std::string_view name) const;
  // The array `name`. Refusals: kBadFieldType, also when it is absent.
  Result<const boost::json::array*> Array(std::string_view name) const;

 private:
  explicit Body(boost::json::object object) : object_(std::move(object)) {}

  boost::json::object object_;
};

// `text` without blanks (ideographic ones too) before and behind it.
std::string_view Trimmed(std::string_view text);

}  // namespace tongchou::console

#endif  // TONGCHOU_CONSOLE_BODY_H_
