#include "service/policy_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/chinese_text.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kLongestPath = 90;  // with the folder's name it fits the name of an archive

bool IsPathLetter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '_' || letter == '-' || letter == '.';
}

// Parts of letters, digits and "_-.", none of them empty or beginning with a dot.
bool IsPath(const std::string& path) {
  if (path.empty() || path.size() > kLongestPath || path.back() == '/') return false;
  bool first = true;
  for (const char letter : path) {
    if (letter == '/' ? first : first && letter == '.') return false;
    if (letter != '/' && !IsPathLetter(letter)) return false;
    first = letter == '/';
  }
  return true;
}

Error BadFiles(Text text, std::string where) {
  return {ErrorCode::kBadEdit, std::move(text), std::move(where)};
}

}  // namespace

PolicyFiles FilesOfPack(const policy::Pack& pack) {
  PolicyFiles files;
  for (const policy::PackFile& file : FilesOf(pack)) {
    files[file.path.substr(pack.id.size() + 1)] = file.bytes;
  }
  return files;
}

Result<PolicyFiles> ReadPolicyFolder(const std::string& folder, const std::string& pack) {
  const Result<std::vector<policy::PackSource>> sources = policy::ReadPackFolders(folder);
  if (!sources.ok()) return sources.error();
  const auto found = std::ranges::find(*sources, pack, &policy::PackSource::id);
  if (found == sources->end()) return Error{ErrorCode::kUnknownPolicy, {}, pack};
  PolicyFiles files;
  for (const policy::PackFile& file : found->files) {
    files[file.path.substr(pack.size() + 1)] = file.bytes;
  }
  const Status checked = CheckPolicyFiles(files);
  if (!checked.ok()) return checked.error();
  return files;
}

policy::PackSource SourceOf(const std::string& pack, const PolicyFiles& files) {
  policy::PackSource source{pack, {}};
  for (const auto& [path, text] : files) source.files.push_back({pack + "/" + path, text});
  return source;
}

PolicyFiles WithOverlay(PolicyFiles files, const PolicyOverlay& overlay) {
  for (const auto& [path, text] : overlay) {
    if (text) {
      files[path] = *text;
    } else {
      files.erase(path);
    }
  }
  return files;
}

PolicyOverlay OverlayBetween(const PolicyFiles& base, const PolicyFiles& files) {
  PolicyOverlay overlay;
  for (const auto& [path, text] : files) {
    const auto before = base.find(path);
    if (before == base.end() || before->second != text) overlay[path] = text;
  }
  for (const auto& [path, text] : base) {
    if (!files.contains(path)) overlay[path] = std::nullopt;
  }
  return overlay;
}

Result<PolicyOverlay> BringOnto(const PolicyFiles& base, const PolicyOverlay& overlay,
                                const PolicyFiles& next) {
  const PolicyOverlay theirs = OverlayBetween(base, next);
  PolicyOverlay brought;
  std::vector<std::string> conflicts;
  for (const auto& [path, text] : overlay) {
    const auto other = theirs.find(path);
    if (other == theirs.end()) {
      brought[path] = text;
    } else if (other->second != text) {
      conflicts.push_back(path);
    }
  }
  if (conflicts.empty()) return brought;
  const std::string named = fmt::format("{}", fmt::join(conflicts, ", "));
  return Error{
      ErrorCode::kDraftConflict,
      {fmt::format("草稿与现行版本都改动了 {}；草稿保持原样。请在现行版本上新建草稿，把对这些文件的"
                   "改动重新写入",
                   named),
       fmt::format("the draft and the version in force both changed {}; the draft stays as it is. "
                   "Begin a new draft on the version in force and make the change of these files "
                   "there again",
                   named)},
      named};
}

Status CheckPolicyFiles(const PolicyFiles& files) {
  if (files.size() > kMostPolicyFiles) {
    return BadFiles({fmt::format("文件多于 {} 个", kMostPolicyFiles),
                     fmt::format("more than {} files", kMostPolicyFiles)},
                    "files");
  }
  std::size_t bytes = 0;
  for (const auto& [path, text] : files) {
    bytes += text.size();
    if (!IsPath(path)) {
      return BadFiles({"文件名只能由字母、数字与 _-. 组成，用 / 分开，不能以点开头",
                       "a path is of letters, digits and _-. with / between, no part begins with "
                       "a dot"},
                      path);
    }
    if (!Utf8From("UTF-8", text).ok()) {
      return BadFiles({"文件不是 UTF-8 文本", "the file is not text in UTF-8"}, path);
    }
  }
  if (bytes <= kMostPolicyBytes) return Done{};
  return BadFiles({"文件合计超过 2 MiB", "the files are more than 2 MiB together"}, "files");
}

}  // namespace tongchou::service
