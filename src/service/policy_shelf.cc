#include "service/policy_shelf.h"

#include <utility>

namespace tongchou::service {

PolicyShelf::PolicyShelf(std::shared_ptr<const policy::Library> library, const policy::Pack& first)
    : library_(std::move(library)), current_(&first) {}

const policy::Pack* PolicyShelf::Find(std::string_view id) const {
  return current().id == id ? &current() : library_->Find(id);
}

std::vector<const policy::Pack*> PolicyShelf::packs() const {
  std::vector<const policy::Pack*> packs;
  for (const policy::Pack& pack : library_->packs()) packs.push_back(Find(pack.id));
  return packs;
}

const policy::Pack* PolicyShelf::FindByDigest(std::string_view digest) const {
  if (current().digest == digest) return &current();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& pack : published_) {
      if (pack->digest == digest) return pack.get();
    }
  }
  const policy::Pack* first = library_->FindByDigest(digest);
  return first != nullptr || !source_.find ? first : Fetch(std::string(digest));
}

const policy::Pack* PolicyShelf::Fetch(const std::string& digest) const {
  {
    const std::lock_guard lock(mutex_);
    if (missing_.contains(digest)) return nullptr;
  }
  Result<std::optional<policy::Pack>> found = source_.find(digest);
  if (!found.ok()) return nullptr;
  if (*found) return &Keep(std::move(**found));
  const std::lock_guard lock(mutex_);
  missing_.insert(digest);
  return nullptr;
}

Result<const policy::Epoch*> PolicyShelf::EpochOn(Date day) const {
  const policy::Epoch* epoch = service::EpochOn(current(), day);
  if (epoch == nullptr) {
    return Error{ErrorCode::kNoPolicyInForce, {}, current().id + " " + ToString(day)};
  }
  return epoch;
}

const policy::Pack& PolicyShelf::Keep(policy::Pack version) const {
  const std::lock_guard lock(mutex_);
  missing_.erase(version.digest);
  for (const auto& pack : published_) {
    if (pack->digest == version.digest) return *pack;
  }
  published_.push_back(std::make_unique<const policy::Pack>(std::move(version)));
  return *published_.back();
}

void PolicyShelf::SetCurrent(const policy::Pack& version) { current_.store(&version); }

Status PolicyShelf::Connect(VersionSource source) {
  source_ = std::move(source);
  const Result<bool> taken = TakeNewest();
  return taken.ok() ? Status(Done{}) : taken.error();
}

Status PolicyShelf::UpTo(std::int64_t registers) {
  if (registers <= registers_.load() || !source_.newest) return Done{};
  const std::lock_guard lock(taking_);
  if (registers <= registers_.load()) return Done{};
  const Result<bool> taken = TakeNewest();
  if (!taken.ok()) return taken.error();
  registers_.store(registers);
  return Done{};
}

Result<bool> PolicyShelf::Look() {
  if (!source_.newest) return false;
  const std::lock_guard lock(taking_);
  return TakeNewest();
}

Result<bool> PolicyShelf::TakeNewest() {
  const policy::Pack* known = current_.load();
  Result<std::optional<policy::Pack>> newest = source_.newest(known->digest);
  if (!newest.ok()) return newest.error();
  if (!*newest) return false;
  // What this process published itself meanwhile is newer.
  return current_.compare_exchange_strong(known, &Keep(std::move(**newest)));
}

const policy::Epoch* EpochOn(const policy::Pack& pack, Date day) {
  for (const auto& epoch : pack.epochs) {
    if (epoch->in_force.Contains(day)) return epoch.get();
  }
  return nullptr;
}

}  // namespace tongchou::service
