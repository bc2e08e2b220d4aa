// YamlExtents: from where to where the nodes of a tree stand in the bytes that it was read from.
// The reader knows only where they begin.
//
// Refers to the bytes, which must outlive it. Immutable, therefore thread-safe.
#ifndef TONGCHOU_POLICY_YAML_EXTENT_H_
#define TONGCHOU_POLICY_YAML_EXTENT_H_

#include <optional>
#include <string_view>
#include <vector>

#include "policy/yaml_tree.h"

namespace tongchou::policy {

// Bytes from `begin` to before `end`.
struct Extent {
  std::size_t begin = 0, end = 0;
};

class YamlExtents {
 public:
  explicit YamlExtents(std::string_view bytes);

  // Nothing for a place outside of the bytes, and for what is written in a way whose end this does
  // not know (block scalars, empty values).
  std::optional<Extent> Of(const Node& node) const;

  // True when the map or list at `begin` is written in brackets.
  bool IsFlow(std::size_t begin) const;

  // The first byte of the line, and of its end ("\n", "\r\n" or the end of the text), around `at`.
  std::size_t LineBegin(std::size_t at) const;
  std::size_t LineEnd(std::size_t at) const;

  // Comments between the words of `node`, with the blanks before them; one that has its line for
  // itself with the line. Only for a node that has an extent.
  std::vector<Extent> CommentsIn(const Node& node) const;

 private:
  std::optional<std::size_t> OffsetOf(Place place) const;
  std::optional<Extent> OfScalar(const Node& node, std::size_t begin) const;
  // Behind the closing bracket of a container whose last word ends at `from`.
  std::optional<std::size_t> Closed(std::size_t from, char bracket) const;

  std::string_view bytes_;
  std::vector<std::size_t> lines_;  // where each begins
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_YAML_EXTENT_H_
