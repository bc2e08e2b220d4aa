#include "store/sqlite/checkpointer.h"

#include <signal.h>

#include <utility>

namespace tongchou::store::sqlite {
namespace {

constexpr std::int64_t kShortRest = 200;  // pages that may be copied while commits wait
constexpr int kMostRounds = 5;

}  // namespace

Checkpointer::Checkpointer(std::unique_ptr<Connection> connection, std::mutex& commits)
    : connection_(std::move(connection)), commits_(commits) {
  thread_ = std::thread([this] { Run(); });
}

Checkpointer::~Checkpointer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Checkpointer::Logged(std::int64_t pages) {
  const std::lock_guard lock(mutex_);
  // A shorter log was begun anew.
  if (pages < pages_) due_ = kLogPages;
  pages_ = pages;
  if (pages_ >= due_) wake_.notify_one();
}

void Checkpointer::Run() {
  // A store may be opened before the program says who takes its signals: not this thread.
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::unique_lock lock(mutex_);
  while (true) {
    wake_.wait(lock, [this] { return stopping_ || pages_ >= due_; });
    if (stopping_) return;
    due_ = pages_ + kLogPages;
    lock.unlock();
    Pass();
    lock.lock();
  }
}

void Checkpointer::Pass() {
  for (int i = 0; i < kMostRounds; ++i) {
    const Result<std::int64_t> copied = connection_->Checkpoint();
    if (!copied.ok()) return;
    if (Pages() - *copied > kShortRest) continue;
    const std::lock_guard commits(commits_);
    (void)connection_->Checkpoint().ok();
    return;
  }
}

std::int64_t Checkpointer::Pages() {
  const std::lock_guard lock(mutex_);
  return pages_;
}

}  // namespace tongchou::store::sqlite
