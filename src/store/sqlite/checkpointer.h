// Checkpointer: folds the write-ahead log back into the database on a thread of its own, beside the
// commits.
//
// Once the log is long enough it copies without holding anybody up; what was written meanwhile is
// copied too, and only the short rest is copied while no commit runs, so that the next one begins
// the log anew. The log is thus bounded by kLogPages and what is written during one pass, unless a
// reader holds on to an older view: then it grows until that reader ends. A checkpoint that fails
// loses nothing; it is tried again when the log has grown once more.
// Thread-safe. Destruction ends the thread after the pass that runs.
#ifndef TONGCHOU_STORE_SQLITE_CHECKPOINTER_H_
#define TONGCHOU_STORE_SQLITE_CHECKPOINTER_H_

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>

#include "store/sqlite/connection.h"

namespace tongchou::store::sqlite {

class Checkpointer {
 public:
  // Pages of the log (4 KiB each) from which on it is folded back: random rows of many commits
  // then share their pages.
  static constexpr std::int64_t kLogPages = 8000;

  // `connection` is used by nobody else; `commits` is held by whoever commits.
  Checkpointer(std::unique_ptr<Connection> connection, std::mutex& commits);
  ~Checkpointer();
  Checkpointer(const Checkpointer&) = delete;
  Checkpointer& operator=(const Checkpointer&) = delete;

  // Tells how long the log is after a commit.
  void Logged(std::int64_t pages);

 private:
  void Run();
  // One whole pass. Refused or hindered by readers, it leaves the log as it is.
  void Pass();
  std::int64_t Pages();

  std::unique_ptr<Connection> connection_;
  std::mutex& commits_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::int64_t pages_ = 0;
  std::int64_t due_ = kLogPages;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tongchou::store::sqlite

#endif  // TONGCHOU_STORE_SQLITE_CHECKPOINTER_H_
