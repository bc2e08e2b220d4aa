#include "service/reference_data.h"

#include <algorithm>

namespace tongchou::service {
namespace {

void AddTo(ReferenceSnapshot& snapshot, const std::vector<store::Provider>& providers,
           const std::vector<store::Employer>& employers,
           const std::vector<store::CatalogueItem>& items) {
  for (const store::Provider& row : providers) snapshot.providers.At(row.code) = row;
  for (const store::Employer& row : employers) snapshot.employers.At(row.code) = row;
  for (const store::CatalogueItem& row : items) {
    std::vector<store::CatalogueItem>& versions = snapshot.items.At(row.code);
    const auto place = std::upper_bound(
        versions.begin(), versions.end(), row.from,
        [](Date day, const store::CatalogueItem& item) { return day < item.from; });
    versions.insert(place, row);
  }
}

}  // namespace

const store::Provider* ReferenceSnapshot::FindProvider(const std::string& code) const {
  return providers.Find(code);
}

const store::Employer* ReferenceSnapshot::FindEmployer(const std::string& code) const {
  return employers.Find(code);
}

const store::CatalogueItem* ReferenceSnapshot::FindItem(const std::string& code, Date day) const {
  const std::vector<store::CatalogueItem>* versions = items.Find(code);
  if (versions == nullptr) return nullptr;
  const store::CatalogueItem* holds = nullptr;
  for (const store::CatalogueItem& version : *versions) {
    if (version.from <= day) holds = &version;
  }
  return holds;
}

Result<std::unique_ptr<ReferenceData>> ReferenceData::Load(store::Store& store, std::int64_t area) {
  std::unique_ptr<ReferenceData> data(new ReferenceData(store, area));
  if (const Status read = data->ReadAgain(); !read.ok()) return read.error();
  return data;
}

Status ReferenceData::ReadAgain() {
  Result<std::unique_ptr<store::Reader>> reader = store_.Read(area_);
  if (!reader.ok()) return reader.error();
  const Result<store::Loaded> state = (*reader)->Load({});
  if (!state.ok()) return state.error();
  const Result<std::vector<store::Provider>> providers = (*reader)->Providers();
  if (!providers.ok()) return providers.error();
  const Result<std::vector<store::Employer>> employers = (*reader)->Employers();
  if (!employers.ok()) return employers.error();
  const Result<std::vector<store::CatalogueItem>> items = (*reader)->Catalogue();
  if (!items.ok()) return items.error();
  const Result<std::vector<store::RecordRow>> arrears =
      (*reader)->Records(store::RecordKind::kArrears);
  if (!arrears.ok()) return arrears.error();
  auto next = std::make_shared<ReferenceSnapshot>();
  next->registers = state->area.registers;
  for (const store::RecordRow& row : *arrears) {
    Result<std::vector<FrozenDays>> days = ArrearsOf(row);
    if (!days.ok()) return days.error();
    next->arrears.At(row.code) = *std::move(days);
  }
  AddTo(*next, *providers, *employers, *items);
  const std::lock_guard lock(mutex_);
  snapshot_ = std::move(next);
  return Done{};
}

Result<std::shared_ptr<const ReferenceSnapshot>> ReferenceData::UpTo(std::int64_t registers) {
  std::shared_ptr<const ReferenceSnapshot> snapshot = Get();
  if (snapshot->registers >= registers) return snapshot;
  if (const Status read = ReadAgain(); !read.ok()) return read.error();
  return Get();
}

std::shared_ptr<const ReferenceSnapshot> ReferenceData::Newest() {
  Result<std::unique_ptr<store::Reader>> reader = store_.Read(area_);
  if (!reader.ok()) return Get();
  const Result<store::Loaded> state = (*reader)->Load({});
  reader->reset();
  if (!state.ok()) return Get();
  const Result<std::shared_ptr<const ReferenceSnapshot>> newest = UpTo(state->area.registers);
  return newest.ok() ? *newest : Get();
}

std::shared_ptr<const ReferenceSnapshot> ReferenceData::Get() const {
  const std::lock_guard lock(mutex_);
  return snapshot_;
}

void ReferenceData::Add(const std::vector<store::Provider>& providers,
                        const std::vector<store::Employer>& employers,
                        const std::vector<store::CatalogueItem>& items) {
  auto next = std::make_shared<ReferenceSnapshot>(*Get());
  AddTo(*next, providers, employers, items);
  const std::lock_guard lock(mutex_);
  snapshot_ = std::move(next);
}

void ReferenceData::SetArrears(const ArrearsBook& changed) {
  auto next = std::make_shared<ReferenceSnapshot>(*Get());
  for (const auto& [employer, days] : changed) next->arrears.At(employer) = days;
  const std::lock_guard lock(mutex_);
  snapshot_ = std::move(next);
}

}  // namespace tongchou::service
