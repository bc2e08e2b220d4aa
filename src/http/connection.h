// Connection: one client's socket, from accept to close: reads a request, has a worker answer it,
// writes the answer, and so on while the client keeps the connection.
//
// Lives on the server's one socket thread: every member function is called there, except that the
// handler itself runs on a worker, during which the connection only waits.
#ifndef TONGCHOU_HTTP_CONNECTION_H_
#define TONGCHOU_HTTP_CONNECTION_H_

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "base/error_code.h"
#include "http/router.h"
#include "http/server.h"
#include "http/trace.h"
#include "http/transport.h"
#include "http/worker_pool.h"

namespace tongchou::http {

class Connection;

// What all connections of a server share. `stopping` and `open` belong to the socket thread, which
// keeps `open_count` for others to read.
struct ServerContext {
  ServerOptions options;
  Router router;
  boost::asio::io_context io{1};
  bool stopping = false;
  std::unordered_set<std::shared_ptr<Connection>> open;
  std::atomic<std::size_t> open_count{0};
  std::optional<TraceIds> traces;  // set before the first connection
  std::unique_ptr<WorkerPool> workers;
  std::unique_ptr<boost::asio::ssl::context> tls;  // nullptr: plain connections
};

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Connection(ServerContext& context, Transport::Socket socket);

  // Begins to read. The connection keeps itself in context.open until it closes.
  void Start();

  // Called now and then: acts when what is being waited for has taken too long.
  void CheckDeadline(Time now);

  // Closes unless a request is under way.
  void CloseIfIdle();

  void Close();

 private:
  enum class Phase { kGreeting, kReading, kHandling, kWriting, kDiscarding };
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void BeginRequest();
  void ReadSome();
  void Parse();
  void AfterHeader();
  void Handle();
  void Refuse(ErrorCode code);
  void Write(Response response);
  void AfterWrite();
  void DiscardInput();
  void WaitAtMost(int timeout_ms);

  ServerContext& context_;
  Transport transport_;
  std::string peer_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Phase phase_ = Phase::kReading;
  bool begun_ = false;          // a byte of the request has come
  bool continue_sent_ = false;  // "100 Continue" for this request
  bool timed_out_ = false;
  bool head_only_ = false;  // HEAD: the answer has no body
  bool keep_open_ = true;
  bool input_left_ = false;  // refused before all of the request was read
  std::optional<Time> deadline_;
  std::string head_, body_;  // being written
  std::array<char, 4096> discarded_{};
};

}  // namespace tongchou::http

#endif  // TONGCHOU_HTTP_CONNECTION_H_
