#include "app/progress_line.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace tongchou::app {

ProgressLine::ProgressLine() : terminal_(isatty(STDOUT_FILENO) == 1) {}

void ProgressLine::Show(const Text& doing, std::int64_t done, std::int64_t total) {
  const std::int64_t percent = done * 100 / std::max<std::int64_t>(1, total);
  const std::int64_t step = terminal_ ? percent : percent / 10;
  if (step == shown_ && doing.en == doing_) return;
  shown_ = step;
  doing_ = doing.en;
  fmt::print("{}      {:3}%  {} · {}{}", terminal_ ? "\r\x1b[K" : "", percent, doing.zh, doing.en,
             terminal_ ? "" : "\n");
  std::fflush(stdout);
}

void ProgressLine::Finish() {
  if (terminal_ && shown_ >= 0) fmt::print("\n");
  std::fflush(stdout);
}

}  // namespace tongchou::app
