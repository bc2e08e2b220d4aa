#include "service/policy_variant.h"

#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <utility>

#include "service/policy_drafts.h"
#include "service/policy_shelf.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kDigestDigits = 64;

// Packs of the shelf live as long as the region: nothing is to be freed with the variant.
std::shared_ptr<const policy::Pack> OnShelf(const policy::Pack& pack) {
  return {std::shared_ptr<const policy::Pack>(), &pack};
}

// The number behind `prefix` in `name`; 0: it is not written so.
std::int64_t NumberBehind(std::string_view name, std::string_view prefix) {
  if (!name.starts_with(prefix)) return 0;
  name.remove_prefix(prefix.size());
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() ? number : 0;
}

Result<PolicyVariant> VersionVariant(Region& region, const std::string& name, std::int64_t number) {
  const Result<PolicyVersion> version = GetVersion(region, number);
  if (!version.ok()) return version.error();
  const policy::Pack* pack = region.policies().FindByDigest(version->digest);
  if (pack == nullptr) return Error{ErrorCode::kUnknownVersion, {}, name};
  return PolicyVariant{name, OnShelf(*pack)};
}

Result<PolicyVariant> DraftVariant(Region& region, const std::string& name, std::int64_t number) {
  const Result<PolicyDraft> draft = GetDraft(region, number);
  if (!draft.ok()) return draft.error();
  policy::LoadedPack loaded = policy::LoadPack(SourceOf(draft->pack, draft->files()));
  if (const auto refused = ErrorsAsRefusal(loaded)) return *refused;
  return PolicyVariant{name, std::make_shared<const policy::Pack>(std::move(loaded.pack))};
}

}  // namespace

Result<PolicyVariant> FindVariant(Region& region, const std::string& name) {
  if (name.empty()) return PolicyVariant{name, OnShelf(region.pack())};
  const std::int64_t version = NumberBehind(name, "version:"), draft = NumberBehind(name, "draft:");
  if (version > 0) return VersionVariant(region, name, version);
  if (draft > 0) return DraftVariant(region, name, draft);
  if (name.size() == kDigestDigits) {
    const policy::Pack* pack = region.policies().FindByDigest(name);
    if (pack == nullptr) return Error{ErrorCode::kUnknownVersion, {}, name};
    return PolicyVariant{name, OnShelf(*pack)};
  }
  const policy::Pack* pack = region.policies().Find(name);
  if (pack == nullptr) return Error{ErrorCode::kUnknownPolicy, {}, name};
  return PolicyVariant{name, OnShelf(*pack)};
}

std::string AsOfDay(const std::string& name) {
  const std::size_t at = name.find('@');
  return at == std::string::npos ? std::string() : name.substr(at + 1);
}

Text TitleOf(const PolicyVariant& variant) {
  Text title = variant.pack->title;
  if (const std::string day = AsOfDay(variant.name); !day.empty()) {
    title.zh += fmt::format("（{} 的规则）", day);
    title.en += fmt::format(" (rules of {})", day);
  }
  return title;
}

Result<PolicyVariant> FindVariantAsOf(Region& region, const std::string& name) {
  const std::string as_of = AsOfDay(name);
  const Result<PolicyVariant> variant = FindVariant(region, name.substr(0, name.find('@')));
  if (!variant.ok() || name.find('@') == std::string::npos) return variant;
  const Result<Date> day = ParseDate(as_of);
  if (!day.ok()) return Error{ErrorCode::kBadDate, {}, name};
  const policy::Epoch* epoch = EpochOn(*variant->pack, *day);
  if (epoch == nullptr) return Error{ErrorCode::kNoPolicyInForce, {}, name};
  policy::Pack pack;
  pack.id = variant->pack->id;
  pack.title = variant->pack->title;
  pack.area = variant->pack->area;
  pack.digest = variant->pack->digest;
  pack.in_force = {Date(1900, 1, 1), kForever};
  policy::Epoch always = *epoch;
  always.in_force = pack.in_force;
  pack.epochs.push_back(std::make_unique<const policy::Epoch>(std::move(always)));
  return PolicyVariant{name, std::make_shared<const policy::Pack>(std::move(pack))};
}

}  // namespace tongchou::service
