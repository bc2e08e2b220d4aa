#include "policy/library.h"

#include <algorithm>

#include "policy/load.h"

namespace tongchou::policy {

Result<std::shared_ptr<const Library>> Library::Load(const std::string& folder) {
  Result<std::vector<PackSource>> sources = ReadPackFolders(folder);
  if (!sources.ok()) return sources.error();
  return FromSources(*sources);
}

Result<std::shared_ptr<const Library>> Library::FromSources(
    const std::vector<PackSource>& sources) {
  auto library = std::make_shared<Library>();
  Text problems;
  std::string where;
  for (const PackSource& source : sources) {
    LoadedPack loaded = LoadPack(source);
    for (const Finding& finding : loaded.findings) {
      if (!InfoOf(finding.code).is_error) continue;
      problems.zh += "\n" + Render(finding, Language::kChinese);
      problems.en += "\n" + Render(finding, Language::kEnglish);
    }
    if (loaded.error_count > 0 && where.empty()) where = source.id;
    library->packs_.push_back(std::move(loaded.pack));
  }
  if (!where.empty()) return Error{ErrorCode::kPolicyInvalid, std::move(problems), where};
  return std::shared_ptr<const Library>(std::move(library));
}

const Pack* Library::Find(std::string_view id) const {
  const auto found =
      std::find_if(packs_.begin(), packs_.end(), [&](const Pack& pack) { return pack.id == id; });
  return found == packs_.end() ? nullptr : &*found;
}

const Pack* Library::FindByDigest(std::string_view digest) const {
  const auto found = std::find_if(packs_.begin(), packs_.end(),
                                  [&](const Pack& pack) { return pack.digest == digest; });
  return found == packs_.end() ? nullptr : &*found;
}

Result<const Epoch*> Library::EpochOn(std::string_view id, Date day) const {
  const Pack* pack = Find(id);
  if (pack == nullptr) return ErrorCode::kUnknownPolicy;
  for (const auto& epoch : pack->epochs) {
    if (epoch->in_force.Contains(day)) return epoch.get();
  }
  return ErrorCode::kNoPolicyInForce;
}

}  // namespace tongchou::policy
