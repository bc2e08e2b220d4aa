#include "http_client.h"

#include <fmt/core.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>

namespace tongchou::bench {
namespace {

[[noreturn]] void Fail(std::string_view what) {
  fmt::print(stderr, "gateway_load: {}\n", what);
  std::exit(1);
}

// The value of Content-Length in `head`, or -1.
long ContentLength(std::string_view head) {
  constexpr std::string_view kName = "content-length:";
  for (std::size_t at = head.find("\r\n"); at != std::string_view::npos;) {
    const std::string_view line = head.substr(at + 2);
    if (line.size() > kName.size() && strncasecmp(line.data(), kName.data(), kName.size()) == 0) {
      const std::size_t digits = line.find_first_of("0123456789");
      long value = -1;
      std::from_chars(line.data() + digits, line.data() + line.size(), value);
      return value;
    }
    at = head.find("\r\n", at + 2);
  }
  return -1;
}

}  // namespace

HttpClient::HttpClient(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    Fail(fmt::format("no server on port {}", port));
  }
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

HttpClient::~HttpClient() { close(socket_); }

void HttpClient::ReadMore() {
  char part[64 * 1024];
  const ssize_t got = recv(socket_, part, sizeof part, 0);
  if (got <= 0) Fail("the server closed the connection");
  buffer_.append(part, static_cast<std::size_t>(got));
}

std::string_view HttpClient::Exchange(std::string_view request) {
  while (!request.empty()) {
    const ssize_t sent = send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent <= 0) Fail("the server took no more");
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
  buffer_.clear();
  std::size_t head_end;
  while ((head_end = buffer_.find("\r\n\r\n")) == std::string::npos) ReadMore();
  const long length = ContentLength(std::string_view(buffer_).substr(0, head_end));
  if (length < 0) Fail("an answer without Content-Length");
  const std::size_t whole = head_end + 4 + static_cast<std::size_t>(length);
  while (buffer_.size() < whole) ReadMore();
  return std::string_view(buffer_).substr(head_end + 4, static_cast<std::size_t>(length));
}

std::string HttpClient::Request(std::string_view body) {
  return fmt::format(
      "POST /fsi/api/rsfComIfsService/callService HTTP/1.1\r\nHost: 127.0.0.1\r\n"
      "Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body);
}

}  // namespace tongchou::bench
