#include "store/faulty_store.h"

namespace tongchou::store {

void FaultyStore::Plan(Fault fault) {
  fault_ = fault;
  calls_ = 0;
}

bool FaultyStore::Fails() {
  const std::int64_t call = ++calls_;
  return fault_.at_call != 0 && call >= fault_.at_call && call < fault_.at_call + fault_.calls;
}

Result<Loaded> FaultyStore::Load(std::int64_t area, const Needs& needs) {
  if (Fails()) return fault_.code;
  return behind_->Load(area, needs);
}

template <typename Call>
Status FaultyStore::Writing(const Call& call) {
  const bool fails = Fails();
  if (fails && !fault_.after) return fault_.code;
  const Status status = call();
  if (fails && status.ok()) return fault_.code;
  return status;
}

Status FaultyStore::Commit(const Changes& changes) {
  return Writing([&] { return behind_->Commit(changes); });
}

Status FaultyStore::Append(const Changes& changes) {
  return Writing([&] { return behind_->Append(changes); });
}

Status FaultyStore::Sync() {
  return Writing([&] { return behind_->Sync(); });
}

Result<std::unique_ptr<Reader>> FaultyStore::Read(std::int64_t area) {
  if (Fails()) return fault_.code;
  return behind_->Read(area);
}

Status FaultyStore::Compact() {
  if (Fails()) return fault_.code;
  return behind_->Compact();
}

}  // namespace tongchou::store
