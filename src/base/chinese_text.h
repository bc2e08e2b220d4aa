// Text files as Chinese offices write them: UTF-8 with or without its mark, or GB18030.
//
// Pure functions; thread-safe.
#ifndef TONGCHOU_BASE_CHINESE_TEXT_H_
#define TONGCHOU_BASE_CHINESE_TEXT_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace tongchou {

// The text of `bytes` as UTF-8 without a mark. Bytes that are UTF-8 are taken as that, others as
// GB18030. Refusals: kBadEncoding.
Result<std::string> Utf8Of(std::string_view bytes);

// The text of `bytes`, which are in `encoding` ("UTF-8", "GB18030") and no other, as UTF-8 without
// a mark. Refusals: kBadEncoding.
Result<std::string> Utf8From(const char* encoding, std::string_view bytes);

}  // namespace tongchou

#endif  // TONGCHOU_BASE_CHINESE_TEXT_H_
