#include "app/process_stats.h"

#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace tongchou::app {
namespace {

constexpr std::int64_t kMicrosPerSecond = 1'000'000;

std::int64_t MicrosOf(const timeval& time) {
  return static_cast<std::int64_t>(time.tv_sec) * kMicrosPerSecond + time.tv_usec;
}

}  // namespace

ProcessStats ReadProcessStats() {
  ProcessStats stats;
  std::ifstream memory("/proc/self/statm");  // pages: all, resident, …
  std::int64_t all = 0, resident = 0;
  if (memory >> all >> resident) stats.resident_bytes = resident * sysconf(_SC_PAGESIZE);
  rusage used{};
  if (getrusage(RUSAGE_SELF, &used) == 0) {
    stats.cpu_us = MicrosOf(used.ru_utime) + MicrosOf(used.ru_stime);
  }
  std::error_code failure;
  for (std::filesystem::directory_iterator each("/proc/self/fd", failure), end;
       !failure && each != end; each.increment(failure)) {
    ++stats.open_files;
  }
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    stats.most_files = static_cast<std::int64_t>(files.rlim_cur);
  }
  return stats;
}

}  // namespace tongchou::app
