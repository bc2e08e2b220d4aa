// Server: HTTP/1.1 over TCP or TLS (1.2 or later) with limits on everything a client controls. One
// thread reads and writes all sockets and never waits; a pool of workers runs the handlers, which
// may block (a settlement waits there for its commit).
//
// A request beyond a limit is answered and its connection closed: 400 for what is not HTTP, 408 for
// a request that does not arrive in time, 413 and 431 for one that is too large, 503 when there are
// too many connections. No client can hold up another one.
//
// Thread-safe: Stop may be called from any thread, and more than once.
#ifndef TONGCHOU_HTTP_SERVER_H_
#define TONGCHOU_HTTP_SERVER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/router.h"

namespace tongchou::http {

// One answered request, for who watches the server.
struct Exchange {
  const Request* request = nullptr;  // nullptr: refused before it was whole, or not HTTP
  int status = 0;
  std::chrono::microseconds took{0};  // from its last byte to the answer, waiting for a worker too
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one, see Server::port
  int worker_threads = 64;
  std::size_t max_connections = 4096;
  std::size_t max_body_bytes = 4 * 1024 * 1024;
  std::size_t max_header_bytes = 16 * 1024;
  int read_timeout_ms = 15'000;          // from a request's first byte to its last
  int write_timeout_ms = 15'000;         // for one response to be taken
  int idle_timeout_ms = 60'000;          // between two requests of one connection
  int drain_timeout_ms = 10'000;         // for what is being answered when Stop is called
  std::string tls_certificate, tls_key;  // PEM files; both empty: no TLS
  // Told of defects (a handler that threw) in one line of English; called from any worker.
  std::function<void(std::string_view)> on_defect;
  // Told of each answer before it is written; called from any thread of the server, must be quick.
  std::function<void(const Exchange&)> on_answer;
  // Addresses of the proxies in front, whose X-Forwarded-For is believed.
  std::set<std::string> trusted_proxies;
  std::uint64_t trace_seed = 0;  // of the trace ids that are made; another for each start
};

class Server {
 public:
  // Listens and serves. Refusals: kCannotListen (address taken, or not ours), kBadTlsFiles.
  static Result<std::unique_ptr<Server>> Start(ServerOptions options, Router router);

  // Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The port that is listened on.
  std::uint16_t port() const;

  // Connections that are open now.
  std::size_t open_connections() const;

  // Accepts no more, lets requests under way be answered, closes everything, joins all threads.
  void Stop();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_SERVER_H_
