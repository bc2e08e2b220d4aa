#include "store/shared_store.h"

#include <mutex>
#include <utility>

namespace tongchou::store {
namespace {

struct Shared {
  std::unique_ptr<Store> store;
  std::mutex writing;  // held by whoever uses the half that takes one thread at a time
};

class SharedStore final : public Store {
 public:
  explicit SharedStore(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}

  Result<std::vector<AreaPack>> Areas() override {
    const std::lock_guard lock(shared_->writing);
    return shared_->store->Areas();
  }
  Result<Loaded> Load(std::int64_t area, const Needs& needs) override {
    const std::lock_guard lock(shared_->writing);
    return shared_->store->Load(area, needs);
  }
  Status Commit(const Changes& changes) override {
    const Status appended = Append(changes);
    return appended.ok() ? Sync() : appended;
  }
  Status Append(const Changes& changes) override {
    const std::lock_guard lock(shared_->writing);
    return shared_->store->Append(changes);
  }
  Status Sync() override { return shared_->store->Sync(); }
  void Release() override {
    const std::lock_guard lock(shared_->writing);
    shared_->store->Release();
  }
  Result<std::unique_ptr<Reader>> Read(std::int64_t area) override {
    return shared_->store->Read(area);
  }
  Status Compact() override {
    const std::lock_guard lock(shared_->writing);
    return shared_->store->Compact();
  }

 private:
  std::shared_ptr<Shared> shared_;
};

}  // namespace

std::vector<std::unique_ptr<Store>> ShareStore(std::unique_ptr<Store> behind, std::size_t count) {
  const auto shared = std::make_shared<Shared>();
  shared->store = std::move(behind);
  std::vector<std::unique_ptr<Store>> stores;
  for (std::size_t i = 0; i < count; ++i) stores.push_back(std::make_unique<SharedStore>(shared));
  return stores;
}

}  // namespace tongchou::store
