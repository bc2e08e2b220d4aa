// MetricsText: numbers in the text format that Prometheus reads.
//
// A family is begun by its name, type and help, and its samples follow. Not thread-safe: made for
// one page by one thread.
#ifndef TONGCHOU_APP_METRICS_TEXT_H_
#define TONGCHOU_APP_METRICS_TEXT_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "app/metric_list.h"
#include "base/meter.h"

namespace tongchou::app {

// A value for each label of the metric, in the order of its list.
using LabelValues = std::initializer_list<std::string_view>;

class MetricsText {
 public:
  // Begins the family of `metric`.
  void Begin(Metric metric);

  // Samples of the family that was begun last.
  void Add(LabelValues labels, std::int64_t value);
  void Add(LabelValues labels, std::string_view value);  // a number as text
  // `micros`: the values are microseconds and are shown in seconds.
  void Add(LabelValues labels, const Histogram& histogram, bool micros);

  std::string Take() { return std::move(text_); }

 private:
  void Sample(std::string_view suffix, LabelValues labels, std::string_view bound,
              std::string_view value);

  const MetricInfo* family_ = nullptr;
  std::string text_;
};

// Microseconds as seconds: "0.00025", "10".
std::string SecondsOf(std::int64_t micros);

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_METRICS_TEXT_H_
