// The files of a policy as somebody changes them: what they are, what was changed on top of them,
// the changes brought onto another version, and all of them in one archive.
//
// Pure; thread-safe. Paths are inside of the pack: "employee.yaml", "examples/levy.yaml".
#ifndef TONGCHOU_SERVICE_POLICY_FILES_H_
#define TONGCHOU_SERVICE_POLICY_FILES_H_

#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"
#include "policy/load.h"

namespace tongchou::service {

using PolicyFiles = std::map<std::string, std::string>;  // text by path

// Changes of files: the new text by path; nothing: the file is taken away.
using PolicyOverlay = std::map<std::string, std::optional<std::string>>;

inline constexpr std::size_t kMostPolicyFiles = 100;
inline constexpr std::size_t kMostPolicyBytes = 2 * 1024 * 1024;  // of all files together

// The files that `pack` was read from.
PolicyFiles FilesOfPack(const policy::Pack& pack);

// The files of the pack named `pack` below `folder`. Refusals: kPolicyUnreadable, kUnknownPolicy,
// those of CheckPolicyFiles. Reads the disk.
Result<PolicyFiles> ReadPolicyFolder(const std::string& folder, const std::string& pack);

// What LoadPack takes.
policy::PackSource SourceOf(const std::string& pack, const PolicyFiles& files);

// `files` with `overlay` laid over them.
PolicyFiles WithOverlay(PolicyFiles files, const PolicyOverlay& overlay);

// What makes `files` out of `base`; a file with the same text is no change.
PolicyOverlay OverlayBetween(const PolicyFiles& base, const PolicyFiles& files);

// The changes of `overlay`, which were made on `base`, on `next`: files that only one of the two
// changed are taken as they are there. Refusal: kDraftConflict, naming the files that both changed,
// each in its own way.
Result<PolicyOverlay> BringOnto(const PolicyFiles& base, const PolicyOverlay& overlay,
                                const PolicyFiles& next);

// Refusals: kBadEdit for a path that is no path of a pack, for too many files or too many bytes,
// for text that is not UTF-8.
Status CheckPolicyFiles(const PolicyFiles& files);

// The files as one tar archive (ustar) that holds nothing but them: the same files always give the
// same bytes. They lie below a folder named `pack`.
std::string WriteArchive(const std::string& pack, const PolicyFiles& files);

// What WriteArchive has written, or another program that writes ustar. Other things than files and
// folders, and hidden files, are left out. Refusals: kBadArchive (also for files below another
// folder than `pack`), those of CheckPolicyFiles.
Result<PolicyFiles> ReadArchive(const std::string& pack, const std::string& bytes);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_FILES_H_
