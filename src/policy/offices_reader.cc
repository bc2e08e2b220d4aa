// offices.yaml: the agency's offices as a tree, from the top.
#include <algorithm>
#include <cctype>

#include "policy/pack_reader.h"

namespace tongchou::policy {

namespace {

constexpr int kMostLevels = 8;

std::string ReadCode(const Node& node, Findings& findings) {
  std::string code = ReadScalar(node, findings).value_or("");
  const bool fits = !code.empty() && std::ranges::all_of(code, [](unsigned char letter) {
    return letter == '-' || (letter < 0x80 && std::isalnum(letter) != 0);
  });
  if (!fits) {
    findings.Add(
        FindingCode::kE10, node.place,
        {"机构代码只能含字母、数字与 -", "an office's code has letters, digits and - only"},
        {"改写代码", "write another code"});
  }
  return code;
}

void ReadOfficesBelow(const Node& list, const std::string& parent, int level, PackModel& model,
                      Findings& findings) {
  if (!list.is_list()) {
    findings.Add(FindingCode::kE10, list.place, {"offices 应为列表", "`offices` is a list"});
  }
  if (level > kMostLevels) {
    findings.Add(FindingCode::kE31, list.place, {"机构多于 8 级", "offices of more than 8 levels"});
    return;
  }
  for (const Node& item : list.items) {
    MapReader fields(item, findings);
    OfficeRule office;
    office.place = item.place;
    office.parent = parent;
    office.level = level;
    if (const Node* code = fields.Require("code")) office.code = ReadCode(*code, findings);
    if (const Node* name = fields.Require("name")) {
      office.name = ReadScalar(*name, findings).value_or("");
    }
    const bool taken = std::ranges::any_of(
        model.offices, [&](const OfficeRule& other) { return other.code == office.code; });
    if (taken) {
      findings.Add(FindingCode::kE19, item.place,
                   {"机构代码 " + Shown(office.code) + " 重复",
                    "office `" + Shown(office.code) + "` is there already"});
    }
    const std::string code = office.code;
    model.offices.push_back(std::move(office));
    if (const Node* below = fields.Find("offices")) {
      ReadOfficesBelow(*below, code, level + 1, model, findings);
    }
    fields.Finish();
  }
}

}  // namespace

void ReadOffices(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  if (const Node* offices = reader.Require("offices")) {
    ReadOfficesBelow(*offices, "", 1, model, findings);
  }
  reader.Finish();
}

}  // namespace tongchou::policy
