// The command that runs the server: its flags as a value, handed to the composition root.
//
// A value; thread-safe as any value is.
#ifndef TONGCHOU_CLI_SERVE_H_
#define TONGCHOU_CLI_SERVE_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "service/store_place.h"

namespace tongchou::cli {

struct ServeOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8080;
  service::StorePlace store;
  std::string packs = "policies";
  std::string web = "web/dist";
  std::string tls_cert, tls_key;   // files; both empty: plain HTTP
  std::string pack;                // that the area lives by; empty: the newest one in force
  std::vector<std::string> areas;  // the packs of several areas, the console's first; empty: `pack`
  bool empty = false;
  int demo_persons = 20'000;
  std::uint64_t seed = 20260101;
  std::vector<std::string> trusted_proxies;  // addresses whose X-Forwarded-For is believed
  std::string log_format = "text";           // or "json"
  std::string log_level = "info";            // "debug", "info", "warn" or "error"
  std::string log_file;                      // appended to; empty: standard error
};

// Serves until it is told to stop; returns the exit status.
using Serve = std::function<int(const ServeOptions&)>;

// Adds `serve` to `root`.
void AddServeCommand(CLI::App& root, int& exit_status, Serve serve);

}  // namespace tongchou::cli

#endif  // TONGCHOU_CLI_SERVE_H_
