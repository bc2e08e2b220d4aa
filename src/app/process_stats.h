// What the kernel knows about this process.
//
// Thread-safe.
#ifndef TONGCHOU_APP_PROCESS_STATS_H_
#define TONGCHOU_APP_PROCESS_STATS_H_

#include <cstdint>

namespace tongchou::app {

// What cannot be read is 0.
struct ProcessStats {
  std::int64_t resident_bytes = 0;
  std::int64_t cpu_us = 0;
  std::int64_t open_files = 0;
  std::int64_t most_files = 0;
};

ProcessStats ReadProcessStats();

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_PROCESS_STATS_H_
