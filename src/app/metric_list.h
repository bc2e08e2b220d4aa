// The metrics that the server offers: the one list, in the order in which they are served. The page
// docs/reference/metrics.md says the same for people; a test compares the two.
//
// Constant data; thread-safe.
#ifndef TONGCHOU_APP_METRIC_LIST_H_
#define TONGCHOU_APP_METRIC_LIST_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace tongchou::app {

// X(enumerator, name, type, labels, help)
#define TONGCHOU_METRICS(X)                                                                      \
  X(kSettlements, "tongchou_settlements_total", "counter", "scheme,benefit",                     \
    "Settlements that became durable.")                                                          \
  X(kReversals, "tongchou_reversals_total", "counter", "scheme,benefit",                         \
    "Reversals that became durable.")                                                            \
  X(kCalls, "tongchou_calls_total", "counter", "infno", "Gateway calls answered with success.")  \
  X(kRepeats, "tongchou_repeats_total", "counter", "",                                           \
    "Gateway calls answered with the stored answer of an earlier message.")                      \
  X(kRefusals, "tongchou_refusals_total", "counter", "infno,code", "Gateway calls refused.")     \
  X(kCallSeconds, "tongchou_call_seconds", "histogram", "infno",                                 \
    "From the last byte of a gateway call to its answer.")                                       \
  X(kCommitSeconds, "tongchou_commit_seconds", "histogram", "",                                  \
    "Time the store took to make a batch durable.")                                              \
  X(kBatchCommands, "tongchou_commit_batch_commands", "histogram", "",                           \
    "Commands that shared a commit.")                                                            \
  X(kCommitRetries, "tongchou_commit_retries_total", "counter", "",                              \
    "Batches tried again because another server had written meanwhile.")                         \
  X(kCommitFailures, "tongchou_commit_failures_total", "counter", "code",                        \
    "Batches that the store refused.")                                                           \
  X(kQueueLength, "tongchou_queue_length", "gauge", "", "Commands that wait or are under way.")  \
  X(kQueueWaitSeconds, "tongchou_queue_wait_seconds", "histogram", "",                           \
    "From a command's arrival in the queue until its batch began.")                              \
  X(kHttpRequests, "tongchou_http_requests_total", "counter", "class,status",                    \
    "HTTP requests answered.")                                                                   \
  X(kHttpSeconds, "tongchou_http_request_seconds", "histogram", "class",                         \
    "From the last byte of an HTTP request to its answer.")                                      \
  X(kHttpConnections, "tongchou_http_connections", "gauge", "", "Connections that are open.")    \
  X(kDefects, "tongchou_defects_total", "counter", "", "Requests stopped by a mistake of ours.") \
  X(kFundBalance, "tongchou_fund_balance_yuan", "gauge", "area,scheme,fund",                     \
    "Balance of a fund by the ledger, some seconds old at most.")                                \
  X(kStoreBytes, "tongchou_store_bytes", "gauge", "", "Size of the store.")                      \
  X(kStoreWalBytes, "tongchou_store_wal_bytes", "gauge", "",                                     \
    "Size of the write-ahead log beside the store.")                                             \
  X(kUptime, "tongchou_uptime_seconds", "gauge", "", "Since this process began to serve.")       \
  X(kBuildInfo, "tongchou_build_info", "gauge", "version,compiler", "Always 1.")                 \
  X(kResidentBytes, "process_resident_memory_bytes", "gauge", "", "Memory in use.")              \
  X(kCpuSeconds, "process_cpu_seconds_total", "counter", "", "Processor time used.")             \
  X(kOpenFiles, "process_open_fds", "gauge", "", "File descriptors in use.")                     \
  X(kMostFiles, "process_max_fds", "gauge", "", "File descriptors allowed.")

enum class Metric : std::uint8_t {
#define X(name, text, type, labels, help) name,
  TONGCHOU_METRICS(X)
#undef X
};

struct MetricInfo {
  std::string_view name, type;
  std::string_view labels;  // separated by commas
  std::string_view help;
};

inline constexpr MetricInfo kMetrics[] = {
#define X(name, text, type, labels, help) {text, type, labels, help},
    TONGCHOU_METRICS(X)
#undef X
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_METRIC_LIST_H_
