// CuttingProxy: a wire between a client and the test's server that can be cut at a chosen moment.
//
// It relays every connection until it is armed; the next bytes that a client sends are then treated
// as the cut says, once. Thread-safe; the destructor cuts everything.
#ifndef TONGCHOU_STORE_POSTGRES_CUTTING_PROXY_TESTING_H_
#define TONGCHOU_STORE_POSTGRES_CUTTING_PROXY_TESTING_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "base/check.h"

namespace tongchou::store::postgres {

enum class Cut {
  kNone,
  kRequest,      // the client is cut off, the server gets nothing
  kHalfRequest,  // the server gets half of it and then the end of the connection
  kAnswer,       // the server gets it all, the client is cut off instead of the answer
  kLateRequest,  // the client is cut off; the server gets it all at DeliverLate
};

class CuttingProxy {
 public:
  explicit CuttingProxy(std::uint16_t server_port) : server_port_(server_port) {
    sockaddr_in address = Loopback(0);
    TC_CHECK(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    TC_CHECK(listen(listener_, 16) == 0);
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    accepting_ = std::thread([this] { Accept(); });
  }
  ~CuttingProxy() {
    stopping_ = true;
    accepting_.join();
    for (std::thread& relay : relays_) relay.join();
    close(listener_);
  }
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::uint16_t port() const { return port_; }
  void Arm(Cut cut) { armed_ = cut; }
  // New connections are closed at once while it is refused.
  void Refuse(bool refuse) { refusing_ = refuse; }

  // Gives the server what was held back, and waits until it has dealt with it.
  void DeliverLate() {
    TC_CHECK(late_server_ >= 0);
    Send(late_server_, late_);
    shutdown(late_server_, SHUT_WR);
    std::array<char, 4096> bytes;
    while (recv(late_server_, bytes.data(), bytes.size(), 0) > 0) {
    }
    close(late_server_);
    late_server_ = -1;
  }

 private:
  static sockaddr_in Loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }

  static void Send(int to, const std::string& bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t more = send(to, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (more <= 0) return;
      sent += static_cast<std::size_t>(more);
    }
  }

  // What there is to read within a moment; empty when nothing came, and `open` false at the end.
  static std::string Receive(int from, bool& open) {
    pollfd ready{from, POLLIN, 0};
    constexpr int kMomentMs = 5;
    if (poll(&ready, 1, kMomentMs) <= 0) return {};
    std::string bytes(1 << 16, '\0');
    const ssize_t size = recv(from, bytes.data(), bytes.size(), 0);
    open = size > 0;
    bytes.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
  }

  void Accept() {
    while (!stopping_) {
      pollfd ready{listener_, POLLIN, 0};
      constexpr int kMomentMs = 10;
      if (poll(&ready, 1, kMomentMs) <= 0) continue;
      const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (refusing_) {
        close(client);
        continue;
      }
      const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
      sockaddr_in address = Loopback(server_port_);
      TC_CHECK(connect(server, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
      relays_.emplace_back([this, client, server] { Relay(client, server); });
    }
  }

  void Relay(int client, int server) {
    bool open = true;
    while (open && !stopping_) {
      const std::string request = Receive(client, open);
      const Cut cut = request.empty() ? Cut::kNone : armed_.exchange(Cut::kNone);
      if (cut != Cut::kNone) {
        CutOff(cut, client, server, request);
        return;
      }
      Send(server, request);
      if (open) Send(client, Receive(server, open));
    }
    close(client);
    close(server);
  }

  void CutOff(Cut cut, int client, int server, std::string request) {
    bool open = true;
    // A request may come in several pieces; all of it is there when nothing more comes.
    for (std::string more = Receive(client, open); !more.empty(); more = Receive(client, open)) {
      request += more;
    }
    if (cut == Cut::kHalfRequest) request.resize(request.size() / 2);
    if (cut == Cut::kHalfRequest || cut == Cut::kAnswer) Send(server, request);
    if (cut == Cut::kLateRequest) {
      late_ = request;
      late_server_ = server;
    } else {
      close(server);
    }
    close(client);
  }

  const std::uint16_t server_port_;
  const int listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::uint16_t port_ = 0;
  std::atomic<Cut> armed_{Cut::kNone};
  std::atomic<bool> refusing_{false}, stopping_{false};
  std::string late_;
  std::atomic<int> late_server_{-1};
  std::vector<std::thread> relays_;
  std::thread accepting_;
};

}  // namespace tongchou::store::postgres

#endif  // TONGCHOU_STORE_POSTGRES_CUTTING_PROXY_TESTING_H_
