// FaultyStore: a store that fails where a test wants it to, in front of a real one.
//
// Calls are numbered from 1 over Load, Commit, Append, Sync, Read and Compact together. At the
// chosen call it either refuses without asking the store behind it, or (for a commit, append or
// sync) lets it happen and then reports failure, as a lost connection does. Thread-safe as the
// store behind it.
#ifndef TONGCHOU_STORE_FAULTY_STORE_H_
#define TONGCHOU_STORE_FAULTY_STORE_H_

#include <atomic>
#include <cstdint>
#include <memory>

#include "store/store.h"

namespace tongchou::store {

struct Fault {
  std::int64_t at_call = 0;  // 0: never
  std::int64_t calls = 1;    // how many calls fail, from that one on
  ErrorCode code = ErrorCode::kStoreUnavailable;
  bool after = false;  // a commit happens and is then reported as failed
};

class FaultyStore final : public Store {
 public:
  explicit FaultyStore(std::unique_ptr<Store> behind) : behind_(std::move(behind)) {}

  // Counts from 1 again. Not while other threads use the store.
  void Plan(Fault fault);
  std::int64_t calls() const { return calls_.load(); }

  Result<std::vector<AreaPack>> Areas() override { return behind_->Areas(); }
  Result<Loaded> Load(std::int64_t area, const Needs& needs) override;
  Status Commit(const Changes& changes) override;
  Status Append(const Changes& changes) override;
  Status Sync() override;
  void Release() override { behind_->Release(); }
  Result<std::unique_ptr<Reader>> Read(std::int64_t area) override;
  Status Compact() override;

 private:
  // Counts the call; true when it is to fail.
  bool Fails();
  // Counts a call that writes and makes it, unless it is to fail before.
  template <typename Call>
  Status Writing(const Call& call);

  std::unique_ptr<Store> behind_;
  Fault fault_;
  std::atomic<std::int64_t> calls_{0};
};

}  // namespace tongchou::store

#endif  // TONGCHOU_STORE_FAULTY_STORE_H_
