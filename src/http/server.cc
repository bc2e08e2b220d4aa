#include "http/server.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "http/connection.h"

namespace tongchou::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kTick{50};
constexpr int kTooManyStatus = 503;
constexpr std::string_view kTooMany =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

}  // namespace

// Everything but `port` and the thread's handle belongs to the socket thread once it runs.
struct Server::State {
  ServerContext context;
  tcp::acceptor acceptor{context.io};
  asio::steady_timer timer{context.io};
  bool accepting = false;
  Connection::Time drain_until;
  std::uint16_t port = 0;
  std::thread thread;
  std::mutex stop_mutex;

  Status Listen();
  void Accept();
  void Tick();
  void BeginStop();
};

Status Server::State::Listen() {
  const ServerOptions& options = context.options;
  const auto refuse = [&](const error_code& error) -> Status {
    const std::string place = options.address + ":" + std::to_string(options.port);
    return Error{ErrorCode::kCannotListen,
                 {"无法监听 " + place + "：请换一个端口，或停止占用它的程序",
                  "cannot listen on " + place + " (" + error.message() +
                      "): take another port, or stop what uses it"},
                 place};
  };
  error_code error;
  const asio::ip::address address = asio::ip::make_address(options.address, error);
  if (error) return refuse(error);
  const tcp::endpoint endpoint(address, options.port);
  acceptor.open(endpoint.protocol(), error);
  if (error) return refuse(error);
  acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (error) return refuse(error);
  acceptor.bind(endpoint, error);
  if (error) return refuse(error);
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refuse(error);
  port = acceptor.local_endpoint(error).port();
  if (error) return refuse(error);
  return Done{};
}

void Server::State::Accept() {
  accepting = true;
  acceptor.async_accept([this](const error_code& error, tcp::socket socket) {
    accepting = false;
    if (context.stopping || error == asio::error::operation_aborted) return;
    if (error) return;  // out of descriptors, perhaps: the next tick tries again
    if (context.open.size() >= context.options.max_connections) {
      error_code ignored;
      socket.non_blocking(true, ignored);
      socket.write_some(asio::buffer(kTooMany), ignored);
      if (context.options.on_answer) context.options.on_answer({nullptr, kTooManyStatus, {}});
    } else {
      std::make_shared<Connection>(context, std::move(socket))->Start();
    }
    Accept();
  });
}

void Server::State::Tick() {
  const Connection::Time now = std::chrono::steady_clock::now();
  const std::vector<std::shared_ptr<Connection>> open(context.open.begin(), context.open.end());
  const bool drained = context.stopping && now >= drain_until;
  for (const auto& connection : open) {
    if (drained) {
      connection->Close();
    } else {
      connection->CheckDeadline(now);
    }
  }
  if (context.stopping && context.open.empty()) return context.io.stop();
  if (!context.stopping && !accepting) Accept();
  timer.expires_after(kTick);
  timer.async_wait([this](const error_code& error) {
    if (!error) Tick();
  });
}

void Server::State::BeginStop() {
  if (context.stopping) return;
  context.stopping = true;
  drain_until = std::chrono::steady_clock::now() +
                std::chrono::milliseconds(context.options.drain_timeout_ms);
  error_code ignored;
  acceptor.close(ignored);
  const std::vector<std::shared_ptr<Connection>> open(context.open.begin(), context.open.end());
  for (const auto& connection : open) connection->CloseIfIdle();
}

Result<std::unique_ptr<Server>> Server::Start(ServerOptions options, Router router) {
  auto state = std::make_unique<State>();
  state->context.options = std::move(options);
  state->context.traces.emplace(state->context.options.trace_seed);
  state->context.router = std::move(router);
  const ServerOptions& given = state->context.options;
  if (!given.tls_certificate.empty() || !given.tls_key.empty()) {
    auto tls = LoadTls(given.tls_certificate, given.tls_key);
    if (!tls.ok()) return tls.error();
    state->context.tls = *std::move(tls);
  }
  if (const Status listening = state->Listen(); !listening.ok()) return listening.error();
  state->context.workers =
      std::make_unique<WorkerPool>(std::max(1, state->context.options.worker_threads));
  State* const running = state.get();
  state->thread = std::thread([running] {
    running->Tick();
    running->context.io.run();
  });
  return std::unique_ptr<Server>(new Server(std::move(state)));
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() { Stop(); }

std::uint16_t Server::port() const { return state_->port; }

std::size_t Server::open_connections() const { return state_->context.open_count.load(); }

void Server::Stop() {
  asio::post(state_->context.io, [state = state_.get()] { state->BeginStop(); });
  // Whoever stops first joins; the mutex makes others wait until all is over.
  const std::lock_guard lock(state_->stop_mutex);
  if (state_->thread.joinable()) state_->thread.join();
  state_->context.workers.reset();
}

}  // namespace tongchou::http
