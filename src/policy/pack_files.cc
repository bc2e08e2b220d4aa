#include "policy/pack_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/sm3.h"

namespace tongchou::policy {

namespace {

namespace fs = std::filesystem;

Error Unreadable(const std::string& path) {
  return {ErrorCode::kPolicyUnreadable,
          {"无法读取 " + path + "，请检查路径与权限",
           "cannot read " + path + "; check the path and its rights"},
          path};
}

// Editors leave hidden files; they are no part of a pack.
bool IsHidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

Result<PackSource> ReadPackFolder(const fs::path& folder) {
  PackSource source;
  source.id = folder.filename().string();
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; entry != end;
       entry.increment(error)) {
    if (error) return Unreadable(folder.string());
    if (IsHidden(entry->path())) {
      if (entry->is_directory(error)) entry.disable_recursion_pending();
      continue;
    }
    if (!entry->is_regular_file(error)) continue;
    std::ifstream stream(entry->path(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (!stream) return Unreadable(entry->path().string());
    const std::string inside = entry->path().lexically_relative(folder).generic_string();
    source.files.push_back({source.id + "/" + inside, std::move(bytes)});
  }
  if (error) return Unreadable(folder.string());
  std::sort(source.files.begin(), source.files.end(),
            [](const PackFile& a, const PackFile& b) { return a.path < b.path; });
  return source;
}

}  // namespace

Result<std::vector<PackSource>> ReadPackFolders(const std::string& folder) {
  std::error_code error;
  std::vector<fs::path> folders;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->is_directory(error) && !IsHidden(entry->path())) folders.push_back(entry->path());
  }
  if (error) return Unreadable(folder);
  std::sort(folders.begin(), folders.end());
  std::vector<PackSource> sources;
  for (const fs::path& path : folders) {
    Result<PackSource> source = ReadPackFolder(path);
    if (!source.ok()) return source.error();
    if (!source->files.empty()) sources.push_back(std::move(*source));
  }
  return sources;
}

std::string DigestOf(const PackSource& source) {
  std::string text;
  for (const PackFile& file : source.files) {
    const std::string inside = file.path.substr(std::min(file.path.size(), source.id.size() + 1));
    text += inside + '\n' + std::to_string(file.bytes.size()) + '\n' + file.bytes + '\n';
  }
  return ToHex(Sm3(text));
}

}  // namespace tongchou::policy
