// Repeater: does something at once, and then again and again, on a thread of its own.
//
// The thread lives until Stop or the end of the object; a pass that is under way ends first.
#ifndef TONGCHOU_APP_REPEATER_H_
#define TONGCHOU_APP_REPEATER_H_

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace tongchou::app {

class Repeater {
 public:
  Repeater(std::function<void()> pass, std::chrono::milliseconds period);
  ~Repeater() { Stop(); }
  Repeater(const Repeater&) = delete;
  Repeater& operator=(const Repeater&) = delete;

  void Stop();

 private:
  void Run();

  const std::function<void()> pass_;
  const std::chrono::milliseconds period_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tongchou::app

#endif  // TONGCHOU_APP_REPEATER_H_
