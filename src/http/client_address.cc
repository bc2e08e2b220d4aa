#include "http/client_address.h"

#include <boost/asio/ip/address.hpp>
#include <optional>
#include <string_view>

#include "http/header_name.h"

namespace tongchou::http {
namespace {

// Takes the part behind the last comma off `rest`.
std::string_view TakeLast(std::string_view& rest) {
  const std::size_t comma = rest.rfind(',');
  std::string_view last = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
  rest = comma == std::string_view::npos ? std::string_view() : rest.substr(0, comma);
  while (last.starts_with(' ')) last.remove_prefix(1);
  while (last.ends_with(' ')) last.remove_suffix(1);
  return last;
}

}  // namespace

std::string ClientAddress(const std::string& peer, const Request& request,
                          const std::set<std::string>& proxies) {
  std::string client = peer;
  // Several such headers are one list, in their order: the last header is read first.
  for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
    if (!SameName(header->first, "X-Forwarded-For")) continue;
    std::string_view rest = header->second;
    while (!rest.empty()) {
      if (!proxies.contains(client)) return client;
      boost::system::error_code failure;
      const auto address = boost::asio::ip::make_address(std::string(TakeLast(rest)), failure);
      if (failure) return client;
      client = address.to_string();
    }
  }
  return client;
}

}  // namespace tongchou::http
