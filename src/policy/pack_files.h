// The files of packs, as bytes: read from a folder, or given in memory (tests, fuzzing).
//
// Values; thread-safe as any value is.
#ifndef TONGCHOU_POLICY_PACK_FILES_H_
#define TONGCHOU_POLICY_PACK_FILES_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "policy/finding.h"

namespace tongchou::policy {

// One pack folder: its name, and its files with paths "<id>/<name>", sorted by path.
struct PackSource {
  std::string id;
  std::vector<PackFile> files;
};

// Every folder below `folder` that holds an area.yaml or any other file, sorted by name.
// Refusal: kPolicyUnreadable when the folder or a file cannot be read.
Result<std::vector<PackSource>> ReadPackFolders(const std::string& folder);

// SM3 over the whole pack, 64 hexadecimal digits: for every file in order of path, its path inside
// the pack, its length in bytes and its bytes, so that no two packs give the same text.
std::string DigestOf(const PackSource& source);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_PACK_FILES_H_
