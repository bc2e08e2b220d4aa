// Policy files in one archive: POSIX ustar, the plain subset that every tar reads.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <optional>
#include <string_view>

#include "service/policy_files.h"

namespace tongchou::service {
namespace {

constexpr std::size_t kBlock = 512;

// A field of the header: where it stands and how long it is.
struct Field {
  std::size_t at, size;
};
constexpr Field kName{0, 100}, kMode{100, 8}, kOwner{108, 8}, kGroup{116, 8}, kSize{124, 12};
constexpr Field kTime{136, 12}, kSum{148, 8}, kType{156, 1}, kMagic{257, 6}, kVersion{263, 2};
constexpr Field kPrefix{345, 155};

using Header = std::array<char, kBlock>;

void Put(Header& header, Field field, std::string_view text) {
  std::copy_n(text.begin(), std::min(text.size(), field.size),
              header.begin() + static_cast<std::ptrdiff_t>(field.at));
}

// The sum of the bytes, those of the sum itself taken as blanks.
unsigned SumOf(std::string_view header) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const bool own = i >= kSum.at && i < kSum.at + kSum.size;
    sum += own ? unsigned{' '} : static_cast<unsigned char>(header[i]);
  }
  return sum;
}

std::string_view TextAt(std::string_view header, Field field) {
  const std::string_view text = header.substr(field.at, field.size);
  return text.substr(0, std::min(text.find('\0'), text.size()));
}

// An octal number with blanks around it.
std::optional<std::size_t> OctalAt(std::string_view header, Field field) {
  std::string_view text = TextAt(header, field);
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 8);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Header HeaderOf(const std::string& path, std::size_t size) {
  Header header{};
  Put(header, kName, path);
  Put(header, kMode, "0000644");
  Put(header, kOwner, "0000000");
  Put(header, kGroup, "0000000");
  Put(header, kSize, fmt::format("{:011o}", size));
  Put(header, kTime, "00000000000");
  Put(header, kType, "0");
  Put(header, kMagic, std::string_view("ustar\0", kMagic.size));
  Put(header, kVersion, "00");
  const unsigned sum = SumOf({header.data(), header.size()});
  Put(header, kSum, fmt::format("{:06o}", sum) + std::string("\0 ", 2));
  return header;
}

Error BadArchive(std::string where) { return {ErrorCode::kBadArchive, {}, std::move(where)}; }

bool IsHidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

// The path inside of the pack that a header names. Refusals: kBadArchive.
Result<std::string> PathIn(const std::string& pack, std::string_view header) {
  const std::string prefix(TextAt(header, kPrefix));
  std::string path = (prefix.empty() ? "" : prefix + "/") + std::string(TextAt(header, kName));
  if (path.starts_with("./")) path = path.substr(2);
  if (!path.starts_with(pack + "/")) return BadArchive(path);
  return path.substr(pack.size() + 1);
}

}  // namespace

std::string WriteArchive(const std::string& pack, const PolicyFiles& files) {
  std::string archive;
  for (const auto& [path, text] : files) {
    const Header header = HeaderOf(pack + "/" + path, text.size());
    archive.append(header.data(), header.size());
    archive += text;
    archive.append((kBlock - text.size() % kBlock) % kBlock, '\0');
  }
  return archive.append(2 * kBlock, '\0');
}

Result<PolicyFiles> ReadArchive(const std::string& pack, const std::string& bytes) {
  PolicyFiles files;
  std::string_view rest = bytes;
  while (true) {
    if (rest.size() < kBlock) return BadArchive("tar");
    const std::string_view header = rest.substr(0, kBlock);
    if (std::ranges::all_of(header, [](char byte) { return byte == '\0'; })) break;
    const auto size = OctalAt(header, kSize), sum = OctalAt(header, kSum);
    if (!size || !sum || *sum != SumOf(header)) return BadArchive("tar");
    rest.remove_prefix(kBlock);
    if (*size > rest.size()) return BadArchive("tar");
    const char type = header[kType.at];
    if (type == '0' || type == '\0') {
      const Result<std::string> path = PathIn(pack, header);
      if (!path.ok()) return path.error();
      if (!IsHidden(*path)) files[*path] = rest.substr(0, *size);
    }
    const std::size_t padded = (*size + kBlock - 1) / kBlock * kBlock;
    rest.remove_prefix(std::min(padded, rest.size()));
  }
  if (files.empty()) return BadArchive("tar");
  const Status checked = CheckPolicyFiles(files);
  if (!checked.ok()) return checked.error();
  return files;
}

}  // namespace tongchou::service
