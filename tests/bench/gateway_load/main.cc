// gateway_load: how many durable settlements a second the gateway answers, and how fast.
//
//   gateway_load PORT FIXTURE VISITS CONNECTIONS RATE
//
// Stages VISITS visits (registered, five lines uploaded), then times nothing but their 2207 calls
// over CONNECTIONS keep-alive connections: as fast as answers come when RATE is 0, else RATE calls
// a second in all, evenly spaced, each timed from when it was due. Prints one line of JSON; says
// "staged" and "settled" on stderr, for who looks at the server in between.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "http_client.h"
#include "visits.h"

namespace tongchou::bench {
namespace {

using Seconds = std::chrono::duration<double>;
using Steady = std::chrono::steady_clock;

struct Options {
  int port = 0;
  std::string fixture;
  long visits = 0;
  int connections = 0;
  long rate = 0;
};

// Runs `work(connection number)` on one thread per connection and waits for all.
template <typename Work>
void OnEveryConnection(int connections, const Work& work) {
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) threads.emplace_back([&work, i] { work(i); });
  for (std::thread& thread : threads) thread.join();
}

std::vector<std::string> Stage(const Options& options, const Fixture& fixture) {
  const long run = static_cast<long>(Steady::now().time_since_epoch().count() / 1000000);
  std::vector<std::string> requests(static_cast<std::size_t>(options.visits));
  std::atomic<long> next{0};
  OnEveryConnection(options.connections, [&](int) {
    HttpClient client(options.port);
    for (long i = next++; i < options.visits; i = next++) {
      requests[static_cast<std::size_t>(i)] = StageVisit(client, fixture, run, i);
    }
  });
  return requests;
}

struct Measured {
  double seconds = 0;
  long refused = 0;
  std::vector<double> latencies_ms;  // sorted
};

Measured Settle(const Options& options, const std::vector<std::string>& requests) {
  Measured measured;
  measured.latencies_ms.resize(requests.size());
  std::atomic<std::size_t> next{0};
  std::atomic<long> refused{0};
  const Steady::time_point started = Steady::now();
  OnEveryConnection(options.connections, [&](int) {
    HttpClient client(options.port);
    for (std::size_t i = next++; i < requests.size(); i = next++) {
      Steady::time_point due = Steady::now();
      if (options.rate > 0) {
        due = started + std::chrono::duration_cast<Steady::duration>(
                            Seconds(static_cast<double>(i) / static_cast<double>(options.rate)));
        std::this_thread::sleep_until(due);
      }
      const std::string_view body = client.Exchange(requests[i]);
      measured.latencies_ms[i] = Seconds(Steady::now() - due).count() * 1000;
      if (body.find("\"infcode\":0") == std::string_view::npos) ++refused;
    }
  });
  measured.seconds = Seconds(Steady::now() - started).count();
  measured.refused = refused;
  std::sort(measured.latencies_ms.begin(), measured.latencies_ms.end());
  return measured;
}

// Reads a whole argument as a number.
template <typename Number>
bool Read(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

int Run(const Options& options) {
  const Fixture fixture = ReadFixture(options.fixture);
  const std::vector<std::string> requests = Stage(options, fixture);
  fmt::print(stderr, "staged\n");
  const Measured measured = Settle(options, requests);
  fmt::print(stderr, "settled\n");
  const auto at = [&](double share) {
    const auto last = measured.latencies_ms.size() - 1;
    return measured.latencies_ms[static_cast<std::size_t>(share * static_cast<double>(last))];
  };
  fmt::print(
      "{{\"settlements\": {}, \"refused\": {}, \"per_second\": {:.1f}, \"p50_ms\": {:.2f}, "
      "\"p99_ms\": {:.2f}, \"max_ms\": {:.2f}}}\n",
      requests.size(), measured.refused, static_cast<double>(requests.size()) / measured.seconds,
      at(0.5), at(0.99), at(1.0));
  return measured.refused == 0 ? 0 : 1;
}

}  // namespace
}  // namespace tongchou::bench

int main(int argc, char** argv) {
  tongchou::bench::Options options;
  const bool good = argc == 6 && tongchou::bench::Read(argv[1], options.port) &&
                    tongchou::bench::Read(argv[3], options.visits) &&
                    tongchou::bench::Read(argv[4], options.connections) &&
                    tongchou::bench::Read(argv[5], options.rate) && options.visits > 0 &&
                    options.connections > 0;
  if (!good) {
    fmt::print(stderr, "usage: gateway_load PORT FIXTURE VISITS CONNECTIONS RATE\n");
    return 2;
  }
  options.fixture = argv[2];
  return tongchou::bench::Run(options);
}
