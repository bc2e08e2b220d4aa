#include "cli/read_file.h"

#include <fstream>
#include <iterator>

namespace tongchou::cli {

Result<std::string> ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) {
    return Error{ErrorCode::kBadParameter, {"无法读取文件", "the file cannot be read"}, path};
  }
  return bytes;
}

}  // namespace tongchou::cli
