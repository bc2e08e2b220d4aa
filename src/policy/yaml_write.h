// Words and small maps as YAML text that reads back as they are.
//
// Pure; thread-safe.
#ifndef TONGCHOU_POLICY_YAML_WRITE_H_
#define TONGCHOU_POLICY_YAML_WRITE_H_

#include <string>
#include <string_view>

#include "policy/yaml_tree.h"

namespace tongchou::policy {

// `text` as a scalar inside of brackets: plain where that reads back as `text`, else in quotes.
std::string ScalarText(std::string_view text);

// `node` in one line: `{document: rules, article: 第五条}`.
std::string FlowText(const Node& node);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_YAML_WRITE_H_
