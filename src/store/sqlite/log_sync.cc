#include "store/sqlite/log_sync.h"

namespace tongchou::store::sqlite {

void LogSync::Appended() {
  const std::lock_guard lock(mutex_);
  ++appended_;
}

Status LogSync::Sync() {
  std::unique_lock lock(mutex_);
  const std::uint64_t wanted = appended_;
  done_.wait(lock, [&] { return broken_ || durable_ >= wanted || !syncing_; });
  if (broken_) return ErrorCode::kStoreUnavailable;
  if (durable_ >= wanted) return Done{};
  syncing_ = true;
  const std::uint64_t covered = appended_;
  lock.unlock();
  const Status synced = writer_.SyncLog();
  lock.lock();
  syncing_ = false;
  if (synced.ok()) durable_ = covered;
  broken_ = !synced.ok();
  done_.notify_all();
  return synced;
}

bool LogSync::IsBroken() {
  const std::lock_guard lock(mutex_);
  return broken_;
}

}  // namespace tongchou::store::sqlite
