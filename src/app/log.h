// Log: one line per event, as JSON for machines or as text for people. The only door to the logging
// library.
//
// A line holds identifiers of messages and institutions, never personal data or secrets: who writes
// one names no person, no certificate, no body, and no path with either in it.
// Thread-safe.
#ifndef TONGCHOU_APP_LOG_H_
#define TONGCHOU_APP_LOG_H_

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "base/result.h"

namespace spdlog::sinks {
class sink;
}

namespace tongchou::app {

enum class LogLevel : std::uint8_t { kDebug, kInfo, kWarn, kError };

struct LogOptions {
  bool json = false;
  LogLevel level = LogLevel::kInfo;  // the least that is written
  std::string file;                  // appended to; empty: standard error
};

// The level called `name` ("debug", "info", "warn", "error"); any other name is kInfo.
LogLevel LogLevelOf(std::string_view name);

struct LogField {
  std::string_view name;
  std::variant<std::string_view, std::int64_t> value;  // an empty text is left out
};

class Log {
 public:
  // `clock` outlives it. Refusals: kBadParameter (the file cannot be opened).
  static Result<std::unique_ptr<Log>> Open(const LogOptions& options, const Clock& clock);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  // Writes one line: time, level, `event`, then `fields` in their order.
  void Write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

 private:
  Log(const LogOptions& options, const Clock& clock, std::shared_ptr<spdlog::sinks::sink> sink);

  const LogOptions options_;
  const Clock& clock_;
  const std::shared_ptr<spdlog::sinks::sink> sink_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_LOG_H_
