// PatchYaml: the text of a file after a change of its tree. What did not change keeps its bytes:
// comments, order, quotes, line ends, blank lines.
//
// The changed tree is a copy of the tree that was read, so its nodes say by their places where they
// come from; a node without a place is new. Pure; thread-safe.
#ifndef TONGCHOU_POLICY_YAML_PATCH_H_
#define TONGCHOU_POLICY_YAML_PATCH_H_

#include <optional>
#include <string>
#include <string_view>

#include "policy/yaml_tree.h"

namespace tongchou::policy {

// A new scalar, and a new entry of a map.
Node NewScalar(std::string text);
Entry NewEntry(std::string key, Node value);

// The value of `key` in a map, or nullptr.
const Node* ValueOf(const Node& map, std::string_view key);
Node* ValueOf(Node& map, std::string_view key);

// The same words in the same structure, wherever they stand.
bool SameTree(const Node& a, const Node& b);

// `bytes`, which read as `before`, changed so that they read as `after`. In `after` a scalar may
// have another text, a map may have lost entries, gained new ones or have one replaced, a list may
// have lost items or hold a copy of an item behind it. A copy takes the text of its original,
// without its comments. Nothing when the text is written in a way that this cannot change (a block
// scalar, two items on one line) or when the result does not read as `after`, which is tried each
// time.
std::optional<std::string> PatchYaml(std::string_view bytes, const Node& before, const Node& after);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_YAML_PATCH_H_
