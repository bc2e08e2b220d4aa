#include "store/sealed_store.h"

#include <utility>

#include "store/sealed_reader.h"
#include "store/sealed_rows.h"

namespace tongchou::store {
namespace {

template <typename Row>
void SealRows(const KeyRing& keys, std::int64_t area, std::vector<Row>& rows) {
  for (Row& row : rows) SealRow(keys, area, row);
}

class SealedStore final : public Store {
 public:
  SealedStore(std::unique_ptr<Store> behind, std::shared_ptr<const KeyRing> keys)
      : behind_(std::move(behind)), keys_(std::move(keys)) {}

  Result<std::vector<AreaPack>> Areas() override { return behind_->Areas(); }
  Result<Loaded> Load(std::int64_t area, const Needs& needs) override {
    return LoadOpened(*keys_, area, needs,
                      [&](const Needs& wanted) { return behind_->Load(area, wanted); });
  }

  Status Commit(const Changes& changes) override { return behind_->Commit(Sealed(changes)); }
  Status Append(const Changes& changes) override { return behind_->Append(Sealed(changes)); }
  Status Sync() override { return behind_->Sync(); }
  void Release() override { behind_->Release(); }

  Result<std::unique_ptr<Reader>> Read(std::int64_t area) override {
    Result<std::unique_ptr<Reader>> reader = behind_->Read(area);
    if (!reader.ok()) return reader;
    return std::unique_ptr<Reader>(std::make_unique<SealedReader>(*std::move(reader), keys_, area));
  }

  Status Compact() override { return behind_->Compact(); }

 private:
  Changes Sealed(Changes changes) const {
    SealRows(*keys_, changes.area, changes.persons);
    SealRows(*keys_, changes.area, changes.visits);
    SealRows(*keys_, changes.area, changes.answers);
    SealRows(*keys_, changes.area, changes.answer_texts);
    SealRows(*keys_, changes.area, changes.crossings);
    SealRows(*keys_, changes.area, changes.records);
    return changes;
  }

  std::unique_ptr<Store> behind_;
  std::shared_ptr<const KeyRing> keys_;
};

}  // namespace

Result<std::unique_ptr<Store>> SealStore(std::unique_ptr<Store> behind, std::int64_t area,
                                         const SealOptions& options) {
  const Result<SealState> state = SealStateOf(*behind, area, options.keys.get());
  if (!state.ok()) return state.error();
  if (options.keys == nullptr) return behind;
  if (*state != SealState::kCurrent) {
    Status held = options.hold ? options.hold(true) : Status(Done{});
    if (!held.ok()) return held.error();
    const Status sealed = SealEverything(*behind, area, *options.keys, options.progress);
    if (options.hold) held = options.hold(false);
    if (!sealed.ok()) return sealed.error();
    if (!held.ok()) return held.error();
  }
  return std::unique_ptr<Store>(std::make_unique<SealedStore>(std::move(behind), options.keys));
}

}  // namespace tongchou::store
