#include "http/connection.h"

#include <fmt/format.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <exception>
#include <string_view>
#include <utility>

#include "http/client_address.h"

namespace tongchou::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using boost::system::error_code;

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr int kDiscardMs = 2'000;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

// The refusal for what the parser found.
ErrorCode RefusalOf(const error_code& error) {
  if (error == beast::http::error::body_limit) return ErrorCode::kBodyTooLarge;
  if (error == beast::http::error::header_limit) return ErrorCode::kHeaderTooLarge;
  return ErrorCode::kBadHttp;
}

// The parsed message as a plain value; nothing when its target is not a path.
std::optional<Request> ToRequest(beast::http::request<beast::http::string_body>&& message,
                                 const std::string& peer, const std::set<std::string>& proxies) {
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  if (!request.target.starts_with('/')) return std::nullopt;
  const std::size_t question = request.target.find('?');
  std::optional<std::string> path =
      PercentDecode(std::string_view(request.target).substr(0, question), false);
  if (!path) return std::nullopt;
  request.path = *std::move(path);
  if (question != std::string::npos) request.query = request.target.substr(question + 1);
  for (const auto& field : message) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  request.peer = ClientAddress(peer, request, proxies);
  request.received = std::chrono::steady_clock::now();
  return request;
}

// Runs the handler. What it throws is a defect: told, and answered with 500.
Response RunHandler(const ServerContext& context, Request& request) {
  std::string what;
  try {
    return context.router.Route(request);
  } catch (const std::exception& error) {
    what = error.what();
  } catch (...) {
    what = "not a std::exception";
  }
  if (context.options.on_defect) {
    context.options.on_defect(fmt::format("{} {}: {}", request.method, request.path, what));
  }
  return RefusalResponse({ErrorCode::kInternalDefect, {}, {}});
}

// Runs the handler as one exchange: with its trace id before, told to who watches after.
Response AnswerTo(ServerContext& context, Request& request) {
  const std::optional<std::string_view> parent = request.Header("traceparent");
  std::optional<std::string> trace = parent ? TraceIdOf(*parent) : std::nullopt;
  request.trace = trace ? *std::move(trace) : context.traces->Next();
  Response response = RunHandler(context, request);
  if (context.options.on_answer) {
    const auto took = std::chrono::steady_clock::now() - request.received;
    context.options.on_answer(
        {&request, response.status, std::chrono::duration_cast<std::chrono::microseconds>(took)});
  }
  return response;
}

std::string HeadOf(const Response& response, bool keep_open) {
  const auto status = static_cast<beast::http::status>(response.status);
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", response.status,
                                 std::string_view(beast::http::obsolete_reason(status)));
  const bool bodyless = response.status == 204 || response.status == 304;
  if (!bodyless) {
    head += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type,
                        response.body.size());
  }
  for (const auto& [name, value] : response.headers) {
    TC_CHECK(name.find_first_of("\r\n") == std::string::npos);
    TC_CHECK(value.find_first_of("\r\n") == std::string::npos);
    head += fmt::format("{}: {}\r\n", name, value);
  }
  head += keep_open ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
  return head;
}

}  // namespace

Connection::Connection(ServerContext& context, Transport::Socket socket)
    : context_(context), transport_(std::move(socket), context.tls.get()) {
  error_code ignored;
  const auto endpoint = transport_.socket().remote_endpoint(ignored);
  if (!ignored) peer_ = endpoint.address().to_string();
  transport_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

void Connection::Start() {
  context_.open.insert(shared_from_this());
  context_.open_count.store(context_.open.size(), std::memory_order_relaxed);
  if (!transport_.is_tls()) return BeginRequest();
  phase_ = Phase::kGreeting;
  WaitAtMost(context_.options.read_timeout_ms);
  transport_.Handshake([self = shared_from_this()](const error_code& error) {
    if (error) return self->Close();
    self->BeginRequest();
  });
}

void Connection::WaitAtMost(int timeout_ms) {
  deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
}

void Connection::BeginRequest() {
  parser_.emplace();
  parser_->header_limit(static_cast<std::uint32_t>(context_.options.max_header_bytes));
  parser_->body_limit(context_.options.max_body_bytes);
  parser_->eager(true);
  phase_ = Phase::kReading;
  begun_ = false;
  continue_sent_ = false;
  head_only_ = false;
  WaitAtMost(context_.options.idle_timeout_ms);
  if (buffer_.size() > 0) {
    Parse();
  } else {
    ReadSome();
  }
}

void Connection::ReadSome() {
  transport_.ReadSome(buffer_.prepare(kReadBytes),
                      [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                        if (self->timed_out_) return self->Refuse(ErrorCode::kRequestTooSlow);
                        if (error == asio::error::eof && self->begun_)
                          return self->Refuse(ErrorCode::kBadHttp);
                        if (error) return self->Close();
                        self->buffer_.commit(bytes);
                        self->Parse();
                      });
}

void Connection::Parse() {
  if (!begun_) {
    begun_ = true;
    WaitAtMost(context_.options.read_timeout_ms);
  }
  error_code error;
  buffer_.consume(parser_->put(buffer_.data(), error));
  if (error && error != beast::http::error::need_more) return Refuse(RefusalOf(error));
  if (parser_->is_done()) return Handle();
  if (parser_->is_header_done() && !continue_sent_) return AfterHeader();
  ReadSome();
}

// The body is still to come: tells a client that waits for it to go on.
void Connection::AfterHeader() {
  continue_sent_ = true;
  if (!beast::iequals(parser_->get()[beast::http::field::expect], "100-continue")) {
    return ReadSome();
  }
  transport_.Write(asio::buffer(kContinue),
                   [self = shared_from_this()](const error_code& error, std::size_t) {
                     if (error) return self->Close();
                     self->ReadSome();
                   });
}

void Connection::Handle() {
  keep_open_ = parser_->keep_alive();
  head_only_ = parser_->get().method() == beast::http::verb::head;
  std::optional<Request> request =
      ToRequest(parser_->release(), peer_, context_.options.trusted_proxies);
  if (!request) return Refuse(ErrorCode::kBadHttp);
  request->tls = transport_.is_tls();
  phase_ = Phase::kHandling;
  deadline_.reset();
  context_.workers->Submit([self = shared_from_this(), request = std::move(*request)]() mutable {
    Response response = AnswerTo(self->context_, request);
    asio::io_context& io = self->context_.io;
    asio::post(io, [self = std::move(self), response = std::move(response)]() mutable {
      self->Write(std::move(response));
    });
  });
}

void Connection::Refuse(ErrorCode code) {
  keep_open_ = false;
  input_left_ = true;
  Response response = RefusalResponse({code, {}, {}});
  if (context_.options.on_answer) context_.options.on_answer({nullptr, response.status, {}});
  Write(std::move(response));
}

void Connection::Write(Response response) {
  phase_ = Phase::kWriting;
  timed_out_ = false;
  if (context_.stopping) keep_open_ = false;
  head_ = HeadOf(response, keep_open_);
  body_ = head_only_ ? std::string() : std::move(response.body);
  WaitAtMost(context_.options.write_timeout_ms);
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head_), asio::buffer(body_)};
  transport_.Write(parts, [self = shared_from_this()](const error_code& error, std::size_t) {
    if (error) return self->Close();
    self->AfterWrite();
  });
}

void Connection::AfterWrite() {
  if (keep_open_ && !context_.stopping) return BeginRequest();
  if (!input_left_) return Close();
  // Closing a socket with unread input makes the kernel reset it, and the client would lose the
  // answer: read on for a while and throw away.
  error_code ignored;
  transport_.socket().shutdown(Transport::Socket::shutdown_send, ignored);
  phase_ = Phase::kDiscarding;
  WaitAtMost(kDiscardMs);
  DiscardInput();
}

void Connection::DiscardInput() {
  transport_.socket().async_read_some(
      asio::buffer(discarded_), [self = shared_from_this()](const error_code& error, std::size_t) {
        if (error) return self->Close();
        self->DiscardInput();
      });
}

void Connection::CheckDeadline(Time now) {
  if (!deadline_ || now < *deadline_) return;
  if (phase_ != Phase::kReading || !begun_) return Close();
  deadline_.reset();
  timed_out_ = true;
  error_code ignored;
  transport_.socket().cancel(ignored);
}

void Connection::CloseIfIdle() {
  if (phase_ == Phase::kGreeting || phase_ == Phase::kDiscarding ||
      (phase_ == Phase::kReading && !begun_))
    Close();
}

void Connection::Close() {
  deadline_.reset();
  error_code ignored;
  transport_.socket().shutdown(Transport::Socket::shutdown_both, ignored);
  transport_.socket().close(ignored);
  context_.open.erase(shared_from_this());
  context_.open_count.store(context_.open.size(), std::memory_order_relaxed);
}

}  // namespace tongchou::http
