// The YAML subset that packs are written in, read into a tree of text with places. Scalars stay
// text: no number is ever made here. Anchors, aliases, tags, several documents and keys written
// twice are findings.
//
// The only file that knows yaml-cpp is yaml_tree.cc. Pure; thread-safe.
#ifndef TONGCHOU_POLICY_YAML_TREE_H_
#define TONGCHOU_POLICY_YAML_TREE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/finding.h"

namespace tongchou::policy {

enum class NodeKind : std::uint8_t { kEmpty, kScalar, kList, kMap };

struct Entry;

struct Node {
  NodeKind kind = NodeKind::kEmpty;
  Place place;
  std::string text;            // kScalar
  std::vector<Node> items;     // kList
  std::vector<Entry> entries;  // kMap, as written

  bool is_map() const { return kind == NodeKind::kMap; }
  bool is_list() const { return kind == NodeKind::kList; }
  bool is_scalar() const { return kind == NodeKind::kScalar; }
};

struct Entry {
  Node key;  // a scalar
  Node value;
};

// Reads one document. Nothing when it cannot be read at all (a finding says why).
std::optional<Node> ParseYaml(std::string_view bytes, int file, Findings& findings);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_YAML_TREE_H_
