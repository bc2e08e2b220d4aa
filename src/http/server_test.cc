#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace tongchou::http {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kLargeBytes = 64 * 1024 * 1024;  // more than the kernel keeps for a socket

// A bare TCP client, so that tests can send what no HTTP library would.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    connected_ = connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    const timeval limit{5, 0};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool connected() const { return connected_; }
  bool Send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  void FinishSending() { shutdown(socket_, SHUT_WR); }
  // Everything until the server closes, or five seconds are over.
  std::string ReadAll() { return ReadUntil("\n\nnever"); }
  std::string ReadUntil(std::string_view end) {
    std::string text;
    char buffer[4096];
    while (text.find(end) == std::string::npos) {
      const ssize_t got = recv(socket_, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      text.append(buffer, static_cast<std::size_t>(got));
    }
    return text;
  }

 private:
  int socket_;
  bool connected_ = false;
};

class ServerTest : public testing::Test {
 protected:
  void Serve(ServerOptions options = {}) {
    Router router;
    router.Add("POST", "/echo", [](const Request& request) {
      Response response;
      response.content_type = "text/plain";
      response.body = request.body;
      return response;
    });
    router.Add("GET", "/hello", [](const Request&) {
      return Response{200, "text/plain", {}, "hello"};
    });
    router.Add("GET", "/large", [](const Request&) {
      return Response{200, "text/plain", {}, std::string(kLargeBytes, 'x')};
    });
    router.Add("GET", "/slow", [this](const Request&) {
      ++slow_;
      std::this_thread::sleep_for(milliseconds(300));
      return Response{200, "text/plain", {}, "slow"};
    });
    router.Add("GET", "/defect", [](const Request&) -> Response {
      return {200, "text/plain", {}, std::string(10, 'x').substr(11)};
    });
    options.port = 0;
    options.on_defect = [this](std::string_view) { ++defects_; };
    server_ = Server::Start(std::move(options), std::move(router)).value();
  }
  std::string Exchange(std::string_view bytes) {
    Client client(server_->port());
    client.Send(bytes);
    return client.ReadAll();
  }

  std::atomic<int> defects_{0};
  std::atomic<int> slow_{0};
  std::unique_ptr<Server> server_;
};

constexpr std::string_view kHelloAndClose =
    "GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

std::string Post(std::string_view body, std::string_view more = "") {
  return "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + std::string(more) + "\r\n" + std::string(body);
}

TEST_F(ServerTest, AnswersAndClosesWhenAsked) {
  Serve();
  const std::string answer = Exchange(kHelloAndClose);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhello")) << answer;
}

TEST_F(ServerTest, KeepsAConnectionForManyRequests) {
  Serve();
  Client client(server_->port());
  for (int i = 0; i < 3; ++i) {
    client.Send(Post("body" + std::to_string(i)));
    EXPECT_NE(client.ReadUntil("body" + std::to_string(i)).find("200 OK"), std::string::npos);
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  Serve();
  const std::string answer = Exchange(Post("first") + Post("second") + std::string(kHelloAndClose));
  EXPECT_LT(answer.find("first"), answer.find("second"));
  EXPECT_LT(answer.find("second"), answer.find("hello"));
  EXPECT_NE(answer.find("hello"), std::string::npos);
}

TEST_F(ServerTest, ReadsChunkedBodiesAndBytesOneByOne) {
  Serve();
  const std::string request =
      "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
  Client client(server_->port());
  for (const char byte : request) client.Send(std::string_view(&byte, 1));
  EXPECT_TRUE(client.ReadAll().ends_with("abcde"));
}

TEST_F(ServerTest, TellsWaitingClientsToGoOn) {
  Serve();
  Client client(server_->port());
  client.Send(
      "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n"
      "Connection: close\r\n\r\n");
  EXPECT_NE(client.ReadUntil("\r\n\r\n").find("100 Continue"), std::string::npos);
  client.Send("ok");
  EXPECT_TRUE(client.ReadAll().ends_with("ok"));
}

TEST_F(ServerTest, HeadHasNoBody) {
  Serve();
  const std::string answer =
      Exchange("HEAD /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_NE(answer.find("Content-Length: 5\r\n"), std::string::npos);
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST_F(ServerTest, RefusesWhatIsNotHttp) {
  Serve();
  for (const char* bytes :
       {"hello\r\n\r\n", "GET http://a/hello HTTP/1.1\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n",
        "POST /echo HTTP/1.1\r\nContent-Length: x\r\n\r\n", "\x16\x03\x01\x02\x01\x01\xfc\r\n"}) {
    EXPECT_TRUE(Exchange(bytes).starts_with("HTTP/1.1 400 ")) << bytes;
  }
}

TEST_F(ServerTest, RefusesWhatIsTooLarge) {
  ServerOptions options;
  options.max_body_bytes = 1000;
  options.max_header_bytes = 2000;
  Serve(options);
  EXPECT_TRUE(Exchange(Post(std::string(100'000, 'x'))).starts_with("HTTP/1.1 413 "));
  const std::string header = "X-Long: " + std::string(100'000, 'x') + "\r\n";
  EXPECT_TRUE(Exchange(Post("", header)).starts_with("HTTP/1.1 431 "));
  EXPECT_TRUE(
      Exchange(Post(std::string(1000, 'x'), "Connection: close\r\n")).starts_with("HTTP/1.1 200 "));
}

TEST_F(ServerTest, HalfARequestGets408AndHoldsNobodyUp) {
  ServerOptions options;
  options.read_timeout_ms = 200;
  Serve(options);
  Client half(server_->port());
  half.Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_NE(Exchange(kHelloAndClose).find("hello"), std::string::npos);
  EXPECT_TRUE(half.ReadAll().starts_with("HTTP/1.1 408 "));
}

TEST_F(ServerTest, ARequestCutOffByItsClientGets400) {
  Serve();
  Client half(server_->port());
  half.Send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
  half.FinishSending();
  EXPECT_TRUE(half.ReadAll().starts_with("HTTP/1.1 400 "));
}

TEST_F(ServerTest, IdleConnectionsAreClosedSilently) {
  ServerOptions options;
  options.idle_timeout_ms = 100;
  Serve(options);
  EXPECT_EQ(Exchange(""), "");
}

TEST_F(ServerTest, AnAnswerThatIsNotTakenIsCutOff) {
  ServerOptions options;
  options.write_timeout_ms = 100;
  Serve(options);
  Client client(server_->port());
  client.Send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n");
  client.ReadUntil("\r\n\r\n");
  for (int i = 0; i < 500 && server_->open_connections() > 0; ++i) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_EQ(server_->open_connections(), 0U);
  EXPECT_LT(client.ReadAll().size(), kLargeBytes);
}

TEST_F(ServerTest, TooManyConnectionsGet503) {
  ServerOptions options;
  options.max_connections = 1;
  Serve(options);
  Client first(server_->port());
  first.Send(Post("x"));
  first.ReadUntil("\r\n\r\nx");
  EXPECT_TRUE(Client(server_->port()).ReadAll().starts_with("HTTP/1.1 503 "));
}

TEST_F(ServerTest, AHandlerThatThrowsIsADefectOfOneRequest) {
  Serve();
  const std::string answer =
      Exchange("GET /defect HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 500 "));
  EXPECT_EQ(defects_, 1);
  EXPECT_NE(Exchange(kHelloAndClose).find("hello"), std::string::npos);
}

TEST_F(ServerTest, SlowHandlersRunSideBySide) {
  Serve();
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < 32; ++i) {
    threads.emplace_back(
        [this] { Exchange("GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, milliseconds(3000));
}

TEST_F(ServerTest, StopLetsARequestUnderWayFinish) {
  Serve();
  std::string answer;
  std::thread asking([&] { answer = Exchange("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"); });
  while (slow_ == 0) std::this_thread::sleep_for(milliseconds(1));
  const std::uint16_t port = server_->port();
  server_->Stop();
  asking.join();
  EXPECT_TRUE(answer.ends_with("slow")) << answer;
  EXPECT_FALSE(Client(port).connected());
}

TEST_F(ServerTest, ATakenPortIsRefused) {
  Serve();
  ServerOptions options;
  options.port = server_->port();
  const auto second = Server::Start(options, Router());
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().code, ErrorCode::kCannotListen);
}

}  // namespace
}  // namespace tongchou::http
