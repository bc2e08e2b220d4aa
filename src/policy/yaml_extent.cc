#include "policy/yaml_extent.h"

#include <algorithm>

namespace tongchou::policy {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsBlank(char byte) { return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n'; }

// Behind the closing quote of the quoted scalar at `begin`.
std::optional<std::size_t> EndOfQuoted(std::string_view bytes, std::size_t begin) {
  const char quote = bytes[begin];
  for (std::size_t at = begin + 1; at < bytes.size(); ++at) {
    if (quote == '"' && bytes[at] == '\\') {
      ++at;
    } else if (bytes[at] == quote) {
      const bool doubled = quote == '\'' && at + 1 < bytes.size() && bytes[at + 1] == quote;
      if (!doubled) return at + 1;
      ++at;
    }
  }
  return std::nullopt;
}

// Behind the plain scalar at `begin` that reads as `text`: a blank in it may be folded lines.
std::optional<std::size_t> EndOfPlain(std::string_view bytes, std::size_t begin,
                                      std::string_view text) {
  std::size_t at = begin;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (at >= bytes.size()) return std::nullopt;
    if (bytes[at] == text[i]) {
      ++at;
      continue;
    }
    if (!IsBlank(text[i]) || !IsBlank(bytes[at])) return std::nullopt;
    while (at < bytes.size() && IsBlank(bytes[at])) ++at;
    while (i + 1 < text.size() && IsBlank(text[i + 1])) ++i;
  }
  return at;
}

void ScalarsIn(const Node& node, std::vector<const Node*>& scalars) {
  if (node.is_scalar()) scalars.push_back(&node);
  for (const Node& item : node.items) ScalarsIn(item, scalars);
  for (const Entry& entry : node.entries) {
    scalars.push_back(&entry.key);
    ScalarsIn(entry.value, scalars);
  }
}

}  // namespace

YamlExtents::YamlExtents(std::string_view bytes) : bytes_(bytes) {
  lines_.push_back(bytes.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '\n') lines_.push_back(at + 1);
  }
}

std::optional<std::size_t> YamlExtents::OffsetOf(Place place) const {
  if (place.line < 1 || place.column < 1) return std::nullopt;
  const auto line = static_cast<std::size_t>(place.line - 1);
  if (line >= lines_.size()) return std::nullopt;
  const std::size_t offset = lines_[line] + static_cast<std::size_t>(place.column - 1);
  if (offset >= bytes_.size()) return std::nullopt;
  return offset;
}

bool YamlExtents::IsFlow(std::size_t begin) const {
  return bytes_[begin] == '{' || bytes_[begin] == '[';
}

std::size_t YamlExtents::LineBegin(std::size_t at) const {
  return *std::prev(std::upper_bound(lines_.begin() + 1, lines_.end(), at));
}

std::size_t YamlExtents::LineEnd(std::size_t at) const {
  const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
  return end > at && bytes_[end - 1] == '\r' ? end - 1 : end;
}

std::optional<Extent> YamlExtents::OfScalar(const Node& node, std::size_t begin) const {
  const char first = bytes_[begin];
  if (first == '|' || first == '>') return std::nullopt;
  const std::optional<std::size_t> end = first == '"' || first == '\''
                                             ? EndOfQuoted(bytes_, begin)
                                             : EndOfPlain(bytes_, begin, node.text);
  if (!end || *end == begin) return std::nullopt;
  return Extent{begin, *end};
}

std::optional<std::size_t> YamlExtents::Closed(std::size_t from, char bracket) const {
  for (std::size_t at = from; at < bytes_.size(); ++at) {
    if (bytes_[at] == bracket) return at + 1;
    if (bytes_[at] == '#') {
      at = std::min(bytes_.find('\n', at), bytes_.size() - 1);
    } else if (!IsBlank(bytes_[at]) && bytes_[at] != ',') {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<Extent> YamlExtents::Of(const Node& node) const {
  const std::optional<std::size_t> begin = OffsetOf(node.place);
  if (!begin) return std::nullopt;
  if (node.is_scalar()) return OfScalar(node, *begin);
  if (!node.is_map() && !node.is_list()) return std::nullopt;
  const Node* last = nullptr;
  if (!node.items.empty()) last = &node.items.back();
  if (!node.entries.empty()) last = &node.entries.back().value;
  std::size_t end = *begin + 1;
  if (last != nullptr) {
    const std::optional<Extent> extent = Of(*last);
    if (!extent || extent->end < *begin) return std::nullopt;
    end = extent->end;
  }
  if (!IsFlow(*begin)) return last == nullptr ? std::nullopt : std::optional(Extent{*begin, end});
  const std::optional<std::size_t> closed = Closed(end, bytes_[*begin] == '{' ? '}' : ']');
  if (!closed) return std::nullopt;
  return Extent{*begin, *closed};
}

std::vector<Extent> YamlExtents::CommentsIn(const Node& node) const {
  std::vector<const Node*> scalars;
  ScalarsIn(node, scalars);
  const std::optional<Extent> whole = Of(node);
  std::vector<Extent> comments;
  if (!whole) return comments;
  std::size_t at = whole->begin;
  auto next = scalars.begin();
  while (at < whole->end) {
    const std::optional<Extent> word = next == scalars.end() ? std::nullopt : Of(**next);
    if (word && at >= word->begin) {
      at = std::max(at, word->end);
      ++next;
      continue;
    }
    if (bytes_[at] != '#') {
      ++at;
      continue;
    }
    const std::size_t line_end = LineEnd(at);
    std::size_t begin = at;
    while (begin > whole->begin && (bytes_[begin - 1] == ' ' || bytes_[begin - 1] == '\t')) --begin;
    // A line of its own goes with the end of the line before.
    const bool own_line = begin > whole->begin && bytes_[begin - 1] == '\n';
    if (own_line) --begin;
    if (own_line && begin > whole->begin && bytes_[begin - 1] == '\r') --begin;
    comments.push_back({begin, line_end});
    at = line_end;
  }
  return comments;
}

}  // namespace tongchou::policy
