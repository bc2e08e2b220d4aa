// Names of HTTP headers.
//
// Thread-safe (a function without state).
#ifndef TONGCHOU_HTTP_HEADER_NAME_H_
#define TONGCHOU_HTTP_HEADER_NAME_H_

#include <string_view>

namespace tongchou::http {

// Whether two names of headers are the same: the case of letters does not count.
bool SameName(std::string_view left, std::string_view right);

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_HEADER_NAME_H_
