#include "service/policy_versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "service/desk_work.h"
#include "service/policy_at.h"
#include "service/region.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr int kMostVersions = 100'000;

// The folder's pack with the name of what the area lives by.
const policy::Pack& FolderPack(const Region& region) {
  const policy::Pack* pack = region.policies().library().Find(region.pack().id);
  TC_CHECK(pack != nullptr);
  return *pack;
}

// The stored versions behind the one with the key `after`, by number; none: nothing was published.
Result<std::vector<PolicyVersion>> Stored(store::Reader& reader, const std::string& pack,
                                          const std::string& after = "") {
  const auto rows =
      reader.RecordsUnder(store::RecordKind::kPolicyVersion, pack + "/", after, kMostVersions);
  if (!rows.ok()) return rows.error();
  std::vector<PolicyVersion> versions;
  for (const store::RecordRow& row : *rows) {
    Result<PolicyVersion> version = VersionOf(row);
    if (!version.ok()) return version.error();
    versions.push_back(*std::move(version));
  }
  return versions;
}

// A stored version as the engine takes it. Refusals: kStoreCorrupt when it is not what was
// published.
Result<std::optional<policy::Pack>> Loaded(const PolicyVersion& version) {
  policy::LoadedPack loaded = policy::LoadPack(SourceOf(version.pack, version.files));
  if (loaded.error_count > 0 || loaded.pack.digest != version.digest) {
    return Error{ErrorCode::kStoreCorrupt, {}, version.pack + "/" + std::to_string(version.number)};
  }
  return std::optional<policy::Pack>(std::move(loaded.pack));
}

}  // namespace

Result<std::vector<PolicyVersion>> VersionsOf(Region& region) {
  const Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
  if (!reader.ok()) return reader.error();
  Result<std::vector<PolicyVersion>> stored = Stored(**reader, region.pack().id);
  if (!stored.ok() || !stored->empty()) return stored;
  const auto began = BeginOf(**reader);
  if (!began.ok()) return began.error();
  std::vector<PolicyVersion> versions;
  versions.push_back(FirstVersion(FolderPack(region), *began));
  return versions;
}

Result<PolicyVersion> GetVersion(Region& region, std::int64_t number) {
  Result<std::vector<PolicyVersion>> versions = VersionsOf(region);
  if (!versions.ok()) return versions.error();
  const auto found = std::ranges::find(*versions, number, &PolicyVersion::number);
  if (found == versions->end()) return Refuse(ErrorCode::kUnknownVersion, std::to_string(number));
  return std::move(*found);
}

const PolicyVersion* KnownOn(const std::vector<PolicyVersion>& versions, Date day) {
  const PolicyVersion* known = nullptr;
  for (const PolicyVersion& version : versions) {
    if (version.published_at && DayOf(*version.published_at) <= day) known = &version;
  }
  return known;
}

VersionSource PublishedVersions(Region& region) {
  const auto stored = [&region](const std::string& after) -> Result<std::vector<PolicyVersion>> {
    const Result<std::unique_ptr<store::Reader>> reader = ReadNow(region);
    if (!reader.ok()) return reader.error();
    return Stored(**reader, region.pack().id, after);
  };
  VersionSource source;
  source.find = [stored](const std::string& digest) -> Result<std::optional<policy::Pack>> {
    const Result<std::vector<PolicyVersion>> versions = stored("");
    if (!versions.ok()) return versions.error();
    const auto found = std::ranges::find(*versions, digest, &PolicyVersion::digest);
    if (found == versions->end()) return std::optional<policy::Pack>();
    return Loaded(*found);
  };
  // Only what is newer than the last one that was seen is read: somebody asks all the time.
  source.newest = [stored, seen = std::make_shared<std::string>()](
                      const std::string& known) -> Result<std::optional<policy::Pack>> {
    const Result<std::vector<PolicyVersion>> versions = stored(*seen);
    if (!versions.ok()) return versions.error();
    if (versions->empty()) return std::optional<policy::Pack>();
    const PolicyVersion& last = versions->back();
    Result<std::optional<policy::Pack>> newest = std::optional<policy::Pack>();
    if (last.digest != known) newest = Loaded(last);
    if (newest.ok()) *seen = VersionKey(last.pack, last.number).code;
    return newest;
  };
  return source;
}

Result<std::optional<Text>> FolderLeftBehind(Region& region) {
  const Result<std::vector<PolicyVersion>> versions = VersionsOf(region);
  if (!versions.ok()) return versions.error();
  const policy::Pack& folder = FolderPack(region);
  const bool same = std::ranges::any_of(
      *versions, [&](const PolicyVersion& version) { return version.digest == folder.digest; });
  if (versions->size() < 2 || same) return std::optional<Text>();
  const std::int64_t number = versions->back().number;
  return std::optional<Text>(
      {fmt::format("目录中的政策包 {} 已改动，但本区施行的是已发布的第 {} 版，目录中的改动不生效；"
                   "如需采用，请用 tongchou policy draft new --from 目录 作为草稿取入",
                   folder.id, number),
       fmt::format("the pack {} in the folder was changed, but the area lives by version {}, which "
                   "was published: what was changed in the folder has no effect. To take it in, "
                   "begin a draft with `tongchou policy draft new --from FOLDER`",
                   folder.id, number)});
}

store::RecordKey VersionKey(const std::string& pack, std::int64_t number) {
  return {store::RecordKind::kPolicyVersion, fmt::format("{}/{:06}", pack, number)};
}

store::RecordRow RecordOf(const PolicyVersion& version) {
  store::Packer out;
  out.Number(kForm).Text(version.pack).Number(version.number);
  out.Text(version.digest).Text(version.base_digest).Text(version.title).Text(version.reason);
  out.Number(version.draft).Number(static_cast<std::int64_t>(version.authors.size()));
  for (const std::string& author : version.authors) out.Text(author);
  out.Text(version.approver).Text(version.publisher).Text(version.note);
  out.Flag(version.published_at.has_value());
  if (version.published_at) out.At(*version.published_at);
  out.Day(version.valid_from);
  PackPolicyFiles(version.files, out);
  store::RecordRow row;
  const store::RecordKey key = VersionKey(version.pack, version.number);
  row.kind = key.kind;
  row.code = key.code;
  row.body = out.Take();
  return row;
}

Result<PolicyVersion> VersionOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  PolicyVersion version;
  version.pack = in.Text();
  version.number = in.Number();
  version.digest = in.Text();
  version.base_digest = in.Text();
  version.title = in.Text();
  version.reason = in.Text();
  version.draft = in.Number();
  version.authors.resize(in.Count());
  for (std::string& author : version.authors) author = in.Text();
  version.approver = in.Text();
  version.publisher = in.Text();
  version.note = in.Text();
  if (in.Flag()) version.published_at = in.At();
  version.valid_from = in.Day();
  version.files = UnpackPolicyFiles(in);
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, row.code};
  return version;
}

PolicyVersion FirstVersion(const policy::Pack& pack, std::optional<Moment> began) {
  PolicyVersion first;
  first.pack = pack.id;
  first.digest = pack.digest;
  first.published_at = began;
  first.valid_from = pack.in_force.from;
  first.files = FilesOfPack(pack);
  return first;
}

Result<std::optional<Moment>> BeginOf(store::Reader& reader) {
  const auto first = reader.Audits(2, 1);
  if (!first.ok()) return first.error();
  if (first->empty()) return std::optional<Moment>();
  return std::optional<Moment>(first->front().at);
}

void PackPolicyFiles(const PolicyFiles& files, store::Packer& out) {
  out.Number(static_cast<std::int64_t>(files.size()));
  for (const auto& [path, text] : files) out.Text(path).Text(text);
}

PolicyFiles UnpackPolicyFiles(store::Unpacker& in) {
  PolicyFiles files;
  for (std::size_t left = in.Count(); left > 0; --left) {
    std::string path = in.Text();
    files[std::move(path)] = in.Text();
  }
  return files;
}

}  // namespace tongchou::service
