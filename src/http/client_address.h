// The client's address behind proxies.
//
// Thread-safe (a function without state).
#ifndef TONGCHOU_HTTP_CLIENT_ADDRESS_H_
#define TONGCHOU_HTTP_CLIENT_ADDRESS_H_

#include <set>
#include <string>

#include "http/message.h"

namespace tongchou::http {

// Whom a request comes from. `peer` opened the connection; when it is one of `proxies`, its header
// X-Forwarded-For is believed, read from its end: every proxy adds whom it heard, so the last
// address that is not one of `proxies` is the client, and what stands before it the client may have
// made up. Anything but an address ends the reading.
std::string ClientAddress(const std::string& peer, const Request& request,
                          const std::set<std::string>& proxies);

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_CLIENT_ADDRESS_H_
