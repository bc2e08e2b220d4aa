// Versions of the area's own policy: what was published, when, by whom, with all of its files. They
// are never changed. The pack of the folder is version 1; its files are kept with the store from
// the first publication on, so that a later change of the folder takes nothing away.
//
// Two times belong to a version: from which day its values hold (they carry their days themselves;
// `valid_from` is the first day that it changed), and when it became known (`published_at`).
// Thread-safe.
#ifndef TONGCHOU_SERVICE_POLICY_VERSIONS_H_
#define TONGCHOU_SERVICE_POLICY_VERSIONS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "service/policy_files.h"
#include "service/policy_shelf.h"
#include "store/packing.h"
#include "store/store.h"

namespace tongchou::service {

class Region;

struct PolicyVersion {
  std::int64_t number = 1;
  std::string pack;         // id
  std::string digest;       // of all files, as DigestOf gives it
  std::string base_digest;  // of the version before it; empty: it is the first
  std::string title, reason;
  std::int64_t draft = 0;            // that it was published from; 0: the folder
  std::vector<std::string> authors;  // logins; empty: the folder
  std::string approver, publisher;
  std::string note;                    // of the approval
  std::optional<Moment> published_at;  // none: the area has not begun yet
  Date valid_from;
  PolicyFiles files;
};

// All versions, by number: at least the first. Refusals: store_* codes, kStoreCorrupt.
Result<std::vector<PolicyVersion>> VersionsOf(Region& region);

// Refusals: kUnknownVersion, those of VersionsOf.
Result<PolicyVersion> GetVersion(Region& region, std::int64_t number);

// The newest of `versions` that was published on `day` or before; nullptr: none was.
const PolicyVersion* KnownOn(const std::vector<PolicyVersion>& versions, Date day);

// What connects a region's shelf to its store. `region` outlives it.
VersionSource PublishedVersions(Region& region);

// What is to be said at the start when the folder's pack is not the first version any more although
// others were published: the store holds. Nothing: there is nothing to say. Refusals: as
// VersionsOf.
Result<std::optional<Text>> FolderLeftBehind(Region& region);

// As they are kept. Refusals: kStoreCorrupt.
store::RecordKey VersionKey(const std::string& pack, std::int64_t number);
store::RecordRow RecordOf(const PolicyVersion& version);
Result<PolicyVersion> VersionOf(const store::RecordRow& row);

// The folder's pack as the first version.
PolicyVersion FirstVersion(const policy::Pack& pack, std::optional<Moment> began);
// When the area began: its first entry in the audit trail.
Result<std::optional<Moment>> BeginOf(store::Reader& reader);

void PackPolicyFiles(const PolicyFiles& files, store::Packer& out);
PolicyFiles UnpackPolicyFiles(store::Unpacker& in);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_VERSIONS_H_
