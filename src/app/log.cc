#include "app/log.h"

#include <fmt/format.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include "http/message.h"

namespace tongchou::app {
namespace {

constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warn", "error"};
constexpr std::int64_t kMsPerSecond = 1000;

// What text shows as it is; anything else is quoted.
bool IsPlain(char letter) {
  const bool alphanumeric = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
                            (letter >= 'A' && letter <= 'Z');
  return alphanumeric || std::string_view("-_.:/+*{}").find(letter) != std::string_view::npos;
}

std::string JsonTime(Moment now) {
  std::string day_time = ToString(now);
  std::ranges::replace(day_time, ' ', 'T');
  return fmt::format("{}.{:03}+08:00", day_time, now.ms % kMsPerSecond);
}

std::string JsonLine(Moment now, LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) {
  std::string line = fmt::format(R"({{"time":"{}","level":"{}","event":"{}")", JsonTime(now),
                                 kLevels[static_cast<std::size_t>(level)], event);
  for (const LogField& field : fields) {
    const auto* text = std::get_if<std::string_view>(&field.value);
    if (text != nullptr && text->empty()) continue;
    fmt::format_to(std::back_inserter(line), R"(,"{}":)", field.name);
    line += text != nullptr ? http::JsonQuote(*text)
                            : fmt::to_string(std::get<std::int64_t>(field.value));
  }
  return line + "}\n";
}

std::string TextLine(Moment now, LogLevel level, std::string_view event,
                     std::initializer_list<LogField> fields) {
  std::string line = fmt::format("{}.{:03} {:<5} {}", ToString(now), now.ms % kMsPerSecond,
                                 kLevels[static_cast<std::size_t>(level)], event);
  for (const LogField& field : fields) {
    const auto* text = std::get_if<std::string_view>(&field.value);
    if (text != nullptr && text->empty()) continue;
    fmt::format_to(std::back_inserter(line), " {}=", field.name);
    if (text == nullptr) {
      line += fmt::to_string(std::get<std::int64_t>(field.value));
    } else {
      line += std::ranges::all_of(*text, IsPlain) ? std::string(*text) : http::JsonQuote(*text);
    }
  }
  return line + "\n";
}

}  // namespace

LogLevel LogLevelOf(std::string_view name) {
  const auto* const found = std::ranges::find(kLevels, name);
  return found == kLevels.end() ? LogLevel::kInfo : static_cast<LogLevel>(found - kLevels.begin());
}

Result<std::unique_ptr<Log>> Log::Open(const LogOptions& options, const Clock& clock) {
  std::shared_ptr<spdlog::sinks::sink> sink;
  try {
    if (options.file.empty()) {
      sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    } else {
      sink = std::make_shared<spdlog::sinks::basic_file_sink_mt>(options.file);
    }
  } catch (const std::exception&) {
    return Error{ErrorCode::kBadParameter,
                 {fmt::format("无法写日志文件 {}；请检查 --log-file 与目录权限", options.file),
                  fmt::format("the log file {} cannot be written: check --log-file and the "
                              "permissions of its folder",
                              options.file)},
                 "--log-file"};
  }
  // The line is made here, with the clock that was passed in.
  sink->set_formatter(std::make_unique<spdlog::pattern_formatter>(
      "%v", spdlog::pattern_time_type::local, std::string()));
  return std::unique_ptr<Log>(new Log(options, clock, std::move(sink)));
}

Log::Log(const LogOptions& options, const Clock& clock, std::shared_ptr<spdlog::sinks::sink> sink)
    : options_(options), clock_(clock), sink_(std::move(sink)) {}

Log::~Log() = default;

void Log::Write(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  if (level < options_.level) return;
  const Moment now = clock_.Now();
  const std::string line =
      options_.json ? JsonLine(now, level, event, fields) : TextLine(now, level, event, fields);
  try {
    sink_->log(spdlog::details::log_msg(spdlog::string_view_t(), spdlog::level::info, line));
    sink_->flush();
  } catch (const std::exception&) {
    // A full disk must not stop the money; the metrics and the next line will tell.
  }
}

}  // namespace tongchou::app
