#include "policy/pack_reader.h"

#include <algorithm>

namespace tongchou::policy {

namespace {

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// The offset of the first byte that is not well-formed UTF-8, or npos.
std::size_t FirstBadByte(std::string_view bytes) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    const auto lead = static_cast<unsigned char>(bytes[at]);
    std::size_t length = 0;
    if (lead < 0x80)
      length = 1;
    else if (lead >= 0xC2 && lead < 0xE0)
      length = 2;
    else if (lead >= 0xE0 && lead < 0xF0)
      length = 3;
    else if (lead >= 0xF0 && lead < 0xF5)
      length = 4;
    if (length == 0 || at + length > bytes.size()) return at;
    for (std::size_t i = 1; i < length; ++i) {
      if (!IsContinuation(static_cast<unsigned char>(bytes[at + i]))) return at;
    }
    at += length;
  }
  return std::string_view::npos;
}

constexpr std::size_t kMaxFileBytes = 1 << 20;

std::optional<Node> ReadTree(const PackFile& file, int index, Findings& findings) {
  if (file.bytes.size() > kMaxFileBytes) {
    findings.Add(FindingCode::kE30, {index, 0, 0}, {"文件大于 1 MiB", "the file is above 1 MiB"});
    return std::nullopt;
  }
  const std::size_t bad = FirstBadByte(file.bytes);
  if (bad != std::string_view::npos) {
    const auto line =
        std::count(file.bytes.begin(), file.bytes.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    findings.Add(FindingCode::kE30, {index, static_cast<int>(line) + 1, 1},
                 {"不是 UTF-8 文本", "not UTF-8 text"}, {"另存为 UTF-8", "save it as UTF-8"});
    return std::nullopt;
  }
  return ParseYaml(file.bytes, index, findings);
}

using FileReader = void (*)(const Node&, PackModel&, Findings&);

// Reads one file by its name inside the pack folder.
void ReadFile(std::string_view name, const Node& root, PackModel& model, Findings& findings) {
  if (name.starts_with("examples/")) {
    ReadExamples(root, model, findings);
  } else if (name == "parameters.yaml") {
    ReadParameters(root, model, findings);
  } else if (name == "levy.yaml") {
    ReadLevy(root, model, findings);
  } else if (name == "fixed.yaml") {
    ReadFixed(root, model, findings);
  } else if (name == "accounts.yaml") {
    ReadAccounts(root, model, findings);
  } else if (name == "remittance.yaml") {
    ReadRemittance(root, model, findings);
  } else if (name == "special.yaml") {
    ReadSpecial(root, model, findings);
  } else if (name == "interface.yaml") {
    ReadInterface(root, model, findings);
  } else if (name == "offices.yaml") {
    ReadOffices(root, model, findings);
  } else if (name != "area.yaml") {
    ReadScheme(root, name.substr(0, name.size() - 5), model, findings);
  }
}

// Area first, then parameters, then what may refer to them; examples and the wire map last.
int OrderOf(std::string_view name) {
  if (name == "area.yaml") return 0;
  if (name == "parameters.yaml") return 1;
  if (name.starts_with("examples/")) return 4;
  return name == "interface.yaml" || name == "special.yaml" ? 3 : 2;
}

}  // namespace

PackModel ReadPack(std::string_view folder, std::span<const PackFile> files, Findings& findings) {
  PackModel model;
  model.id = std::string(folder);
  struct Item {
    std::string_view name;
    int index;
  };
  std::vector<Item> items;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::string_view name = files[i].path;
    name.remove_prefix(std::min(name.size(), folder.size() + 1));
    if (name.ends_with(".yaml")) items.push_back({name, static_cast<int>(i)});
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return OrderOf(a.name) < OrderOf(b.name); });
  if (items.empty() || items.front().name != "area.yaml") {
    findings.Add(FindingCode::kE10, {files.empty() ? -1 : 0, 0, 0},
                 {"政策包缺少 area.yaml", "the pack has no area.yaml"},
                 {"新建 area.yaml，写明名称、区划与文件清单",
                  "add area.yaml with name, area and documents"});
    return model;
  }
  for (const Item& item : items) {
    const std::optional<Node> root = ReadTree(files[item.index], item.index, findings);
    if (!root) continue;
    if (item.name == "area.yaml") ReadArea(*root, model, findings);
    ReadFile(item.name, *root, model, findings);
  }
  return model;
}

}  // namespace tongchou::policy
