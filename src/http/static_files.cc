#include "http/static_files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/sm3.h"

namespace tongchou::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::string_view kIndex = "/index.html";
constexpr std::string_view kForAYear = "public, max-age=31536000, immutable";
constexpr std::size_t kEtagDigits = 32;

struct ContentType {
  std::string_view extension, type;
};

constexpr ContentType kContentTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff", "font/woff"},
    {".woff2", "font/woff2"},
};

std::string_view TypeOf(const std::string& extension) {
  for (const ContentType& known : kContentTypes) {
    if (known.extension == extension) return known.type;
  }
  return kBytes;
}

// Whether the last segment of `path` names a file rather than a view of the front end.
bool HasExtension(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos;
}

}  // namespace

Result<std::shared_ptr<const StaticFiles>> StaticFiles::Load(const std::string& folder) {
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, error);
  if (error) {
    return Error{
        ErrorCode::kNoSuchFolder,
        {"无法读取目录 " + folder + "：请先编译前端，或用参数指明其位置",
         "cannot read the folder " + folder + ": build the front end first, or say where it is"},
        folder};
  }
  auto files = std::make_shared<StaticFiles>();
  for (; entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    if (error) return Error{ErrorCode::kNoSuchFolder, {}, folder};
    if (!entries->is_regular_file(error)) continue;
    std::ifstream stream(entries->path(), std::ios::binary);
    std::string body{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) return Error{ErrorCode::kNoSuchFolder, {}, entries->path().string()};
    std::string etag = "\"" + ToHex(Sm3(body)).substr(0, kEtagDigits) + "\"";
    const std::string path = "/" + entries->path().lexically_relative(folder).generic_string();
    const std::string_view type = TypeOf(entries->path().extension().string());
    files->files_.emplace(path, File{std::string(type), std::move(body), std::move(etag)});
  }
  return std::shared_ptr<const StaticFiles>(std::move(files));
}

Response StaticFiles::Serve(const Request& request) const {
  std::string_view path = request.path;
  auto found = files_.find(path);
  if (found == files_.end() && !HasExtension(path)) {
    path = kIndex;
    found = files_.find(path);
  }
  if (found == files_.end()) return RefusalResponse({ErrorCode::kNoSuchPath, {}, request.path});
  const File& file = found->second;
  Response response;
  response.content_type = file.content_type;
  response.headers.emplace_back("ETag", file.etag);
  response.headers.emplace_back("Cache-Control",
                                path.starts_with("/assets/") ? std::string(kForAYear) : "no-cache");
  if (request.Header("If-None-Match") == file.etag) {
    response.status = 304;
  } else {
    response.body = file.body;
  }
  return response;
}

}  // namespace tongchou::http
