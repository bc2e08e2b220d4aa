// Transport: the bytes of one client's socket, plain or through TLS.
//
// Used on the server's socket thread. Handlers are those of Asio: (error, bytes) for reading and
// writing, (error) for the handshake.
#ifndef TONGCHOU_HTTP_TRANSPORT_H_
#define TONGCHOU_HTTP_TRANSPORT_H_

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "base/result.h"

namespace tongchou::http {

class Transport {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  // `tls` (nullptr: plain) outlives it.
  Transport(Socket socket, boost::asio::ssl::context* tls) : stream_(std::move(socket)) {
    if (tls == nullptr) return;
    Socket taken = std::move(std::get<Socket>(stream_));
    stream_.emplace<Tls>(std::move(taken), *tls);
  }

  bool is_tls() const { return std::holds_alternative<Tls>(stream_); }

  // The socket itself: for its options, and to close it.
  Socket& socket() {
    Tls* tls = std::get_if<Tls>(&stream_);
    return tls == nullptr ? std::get<Socket>(stream_) : tls->next_layer();
  }

  // Only when is_tls().
  template <typename Handler>
  void Handshake(Handler handler) {
    std::get<Tls>(stream_).async_handshake(Tls::server, std::move(handler));
  }

  template <typename Buffers, typename Handler>
  void ReadSome(const Buffers& buffers, Handler handler) {
    std::visit([&](auto& stream) { stream.async_read_some(buffers, std::move(handler)); }, stream_);
  }

  // All of `buffers`.
  template <typename Buffers, typename Handler>
  void Write(const Buffers& buffers, Handler handler) {
    std::visit([&](auto& stream) { boost::asio::async_write(stream, buffers, std::move(handler)); },
               stream_);
  }

 private:
  using Tls = boost::asio::ssl::stream<Socket>;

  std::variant<Socket, Tls> stream_;
};

// A context for servers: TLS 1.2 or later, the server's choice of cipher, no renegotiation. The
// files are PEM; `certificate` holds the chain. Refusals: kBadTlsFiles.
Result<std::unique_ptr<boost::asio::ssl::context>> LoadTls(const std::string& certificate,
                                                           const std::string& key);

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_TRANSPORT_H_
