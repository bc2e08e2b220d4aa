// HttpClient: one keep-alive connection that posts a body and reads the answer, with blocking calls
// and nothing else, so that the measured time is the server's.
//
// Not thread-safe: one per thread.
#ifndef TONGCHOU_TESTS_BENCH_GATEWAY_LOAD_HTTP_CLIENT_H_
#define TONGCHOU_TESTS_BENCH_GATEWAY_LOAD_HTTP_CLIENT_H_

#include <string>
#include <string_view>

namespace tongchou::bench {

class HttpClient {
 public:
  // Connects to 127.0.0.1. Ends the program with a message when that fails: a load driver without a
  // server has nothing to do.
  explicit HttpClient(int port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // Sends the bytes of a whole request (see Request) and reads one answer. The result is the body;
  // it stays valid until the next call.
  std::string_view Exchange(std::string_view request);

  // The bytes of a POST of `body` to the gateway's one endpoint.
  static std::string Request(std::string_view body);

 private:
  void ReadMore();

  int socket_;
  std::string buffer_;
};

}  // namespace tongchou::bench

#endif  // TONGCHOU_TESTS_BENCH_GATEWAY_LOAD_HTTP_CLIENT_H_
