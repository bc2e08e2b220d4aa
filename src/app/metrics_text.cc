#include "app/metrics_text.h"

#include <fmt/format.h>

#include "base/check.h"

namespace tongchou::app {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;

// A label's value between its quotes.
std::string Escaped(std::string_view value) {
  std::string escaped;
  for (const char letter : value) {
    if (letter == '\\' || letter == '"') escaped += '\\';
    if (letter == '\n') {
      escaped += "\\n";
    } else {
      escaped += letter;
    }
  }
  return escaped;
}

}  // namespace

std::string SecondsOf(std::int64_t micros) {
  std::string text = fmt::format("{}.{:06}", micros / kMicrosPerSecond, micros % kMicrosPerSecond);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

void MetricsText::Begin(Metric metric) {
  family_ = &kMetrics[static_cast<std::size_t>(metric)];
  text_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", family_->name, family_->help, family_->name,
                       family_->type);
}

void MetricsText::Add(LabelValues labels, std::int64_t value) {
  Sample("", labels, "", fmt::to_string(value));
}

void MetricsText::Add(LabelValues labels, std::string_view value) { Sample("", labels, "", value); }

void MetricsText::Add(LabelValues labels, const Histogram& histogram, bool micros) {
  const auto shown = [micros](std::int64_t value) {
    return micros ? SecondsOf(value) : fmt::to_string(value);
  };
  const Histogram::Snapshot read = histogram.Read();
  for (std::size_t i = 0; i < read.at_most.size(); ++i) {
    Sample("_bucket", labels, shown(histogram.bounds()[i]), fmt::to_string(read.at_most[i]));
  }
  Sample("_bucket", labels, "+Inf", fmt::to_string(read.count));
  Sample("_sum", labels, "", shown(read.sum));
  Sample("_count", labels, "", fmt::to_string(read.count));
}

void MetricsText::Sample(std::string_view suffix, LabelValues labels, std::string_view bound,
                         std::string_view value) {
  TC_CHECK(family_ != nullptr);
  std::string shown;
  std::string_view names = family_->labels;
  for (const std::string_view label : labels) {
    TC_CHECK(!names.empty());
    const std::size_t comma = names.find(',');
    shown += fmt::format(R"({}{}="{}")", shown.empty() ? "" : ",", names.substr(0, comma),
                         Escaped(label));
    names.remove_prefix(comma == std::string_view::npos ? names.size() : comma + 1);
  }
  TC_CHECK(names.empty());
  if (!bound.empty()) shown += fmt::format(R"({}le="{}")", shown.empty() ? "" : ",", bound);
  if (!shown.empty()) shown = "{" + shown + "}";
  text_ += fmt::format("{}{}{} {}\n", family_->name, suffix, shown, value);
}

}  // namespace tongchou::app
