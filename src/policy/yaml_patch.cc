#include "policy/yaml_patch.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "policy/yaml_extent.h"
#include "policy/yaml_write.h"

namespace tongchou::policy {

namespace {

struct Patch {
  Extent extent;  // empty: an insertion
  std::string text;
};

bool SamePlace(const Node& a, const Node& b) {
  return a.place.line == b.place.line && a.place.column == b.place.column;
}
bool IsNew(const Node& node) { return node.place.line == 0; }

// `bytes` from `range` with the patches applied; nothing when they overlap or leave the range.
std::optional<std::string> Apply(std::string_view bytes, Extent range, std::vector<Patch> patches) {
  std::stable_sort(patches.begin(), patches.end(), [](const Patch& a, const Patch& b) {
    return a.extent.begin < b.extent.begin ||
           (a.extent.begin == b.extent.begin && a.extent.end < b.extent.end);
  });
  std::string out;
  std::size_t at = range.begin;
  for (const Patch& patch : patches) {
    if (patch.extent.begin < at || patch.extent.end > range.end) return std::nullopt;
    out += bytes.substr(at, patch.extent.begin - at);
    out += patch.text;
    at = patch.extent.end;
  }
  out += bytes.substr(at, range.end - at);
  return out;
}

// Collects the patches that make one tree of another; every function is false when the text cannot
// be changed.
class Patcher {
 public:
  // `copying`: for the text of a copy, which has no comments and ends with its last word.
  Patcher(std::string_view bytes, const YamlExtents& extents, bool copying)
      : bytes_(bytes), extents_(extents), copying_(copying) {}

  bool Walk(const Node& before, const Node& after) {
    if (SameTree(before, after)) return true;
    if (before.kind != after.kind || before.is_scalar()) return Replace(before, FlowText(after));
    if (before.is_map()) return WalkMap(before, after);
    return before.is_list() && WalkList(before, after);
  }

  std::vector<Patch> Take() { return std::move(patches_); }

 private:
  bool Replace(const Node& node, std::string text) {
    const std::optional<Extent> extent = extents_.Of(node);
    if (!extent) return false;
    patches_.push_back({*extent, std::move(text)});
    return true;
  }

  bool WalkMap(const Node& before, const Node& after) {
    const std::optional<Extent> whole = extents_.Of(before);
    if (!whole) return false;
    const bool flow = extents_.IsFlow(whole->begin);
    std::size_t at = 0;  // in `before`
    const Entry* previous = nullptr;
    for (const Entry& entry : after.entries) {
      if (IsNew(entry.key)) {
        if (!AddEntry(before, *whole, flow, previous, entry)) return false;
        continue;
      }
      while (at < before.entries.size() && !SamePlace(before.entries[at].key, entry.key)) {
        if (!RemoveEntry(before, flow, at++)) return false;
      }
      if (at == before.entries.size()) return false;
      const Entry& old = before.entries[at++];
      previous = &old;
      if (old.key.text != entry.key.text && !Replace(old.key, ScalarText(entry.key.text))) {
        return false;
      }
      if (!Walk(old.value, entry.value)) return false;
    }
    while (at < before.entries.size()) {
      if (!RemoveEntry(before, flow, at++)) return false;
    }
    return true;
  }

  // Behind `previous`; as the first only into empty brackets.
  bool AddEntry(const Node& before, Extent whole, bool flow, const Entry* previous,
                const Entry& entry) {
    const std::string text = ScalarText(entry.key.text) + ": " + FlowText(entry.value);
    if (previous == nullptr) {
      if (!flow || !before.entries.empty()) return false;
      patches_.push_back({{whole.begin + 1, whole.begin + 1}, text});
      return true;
    }
    const std::optional<Extent> value = extents_.Of(previous->value);
    if (!value) return false;
    if (flow) {
      patches_.push_back({{value->end, value->end}, ", " + text});
      return true;
    }
    const std::size_t indent = static_cast<std::size_t>(before.place.column - 1);
    InsertLine(*value, std::string(indent, ' ') + text);
    return true;
  }

  // A line behind the one in which `extent` ends.
  void InsertLine(Extent extent, const std::string& line) {
    const std::size_t line_end = extents_.LineEnd(extent.end);
    const std::size_t at = copying_ ? extent.end : line_end;
    const bool carriage = line_end < bytes_.size() && bytes_[line_end] == '\r';
    patches_.push_back({{at, at}, (carriage ? "\r\n" : "\n") + line});
  }

  bool RemoveEntry(const Node& before, bool flow, std::size_t index) {
    const Entry& entry = before.entries[index];
    const std::optional<Extent> key = extents_.Of(entry.key);
    const std::optional<Extent> value = extents_.Of(entry.value);
    if (!key || !value) return false;
    const Extent own{key->begin, value->end};
    if (!flow) return RemoveLines(own, " ");
    if (index > 0) {
      const std::optional<Extent> previous = extents_.Of(before.entries[index - 1].value);
      if (previous) patches_.push_back({{previous->end, own.end}, ""});
      return previous.has_value();
    }
    if (before.entries.size() == 1) {
      patches_.push_back({own, ""});
      return true;
    }
    const std::optional<Extent> next = extents_.Of(before.entries[1].key);
    if (next) patches_.push_back({{own.begin, next->begin}, ""});
    return next.has_value();
  }

  // The lines that `own` stands on, with the line end before them; before it only bytes of `lead`.
  bool RemoveLines(Extent own, std::string_view lead) {
    std::size_t begin = extents_.LineBegin(own.begin);
    const std::string_view before = bytes_.substr(begin, own.begin - begin);
    if (before.find_first_not_of(lead) != std::string_view::npos || begin == 0) return false;
    --begin;
    if (begin > 0 && bytes_[begin - 1] == '\r') --begin;
    patches_.push_back({{begin, copying_ ? own.end : extents_.LineEnd(own.end)}, ""});
    return true;
  }

  bool WalkList(const Node& before, const Node& after) {
    const std::optional<Extent> whole = extents_.Of(before);
    if (!whole) return false;
    const bool flow = extents_.IsFlow(whole->begin);
    std::size_t at = 0;  // in `before`
    for (const Node& item : after.items) {
      if (at > 0 && SamePlace(before.items[at - 1], item)) {
        if (!InsertCopy(before.items[at - 1], item, flow)) return false;
        continue;
      }
      while (at < before.items.size() && !SamePlace(before.items[at], item)) {
        if (!RemoveItem(before, flow, at++)) return false;
      }
      if (at == before.items.size()) return false;
      if (!Walk(before.items[at++], item)) return false;
    }
    while (at < before.items.size()) {
      if (!RemoveItem(before, flow, at++)) return false;
    }
    return true;
  }

  // `copy`, made of `original`, behind it.
  bool InsertCopy(const Node& original, const Node& copy, bool flow) {
    const std::optional<Extent> extent = extents_.Of(original);
    if (!extent) return false;
    Patcher inner(bytes_, extents_, true);
    if (!inner.Walk(original, copy)) return false;
    std::vector<Patch> patches = inner.Take();
    for (const Extent& comment : extents_.CommentsIn(original)) patches.push_back({comment, ""});
    const std::optional<std::string> text = Apply(bytes_, *extent, std::move(patches));
    if (!text) return false;
    if (flow) {
      patches_.push_back({{extent->end, extent->end}, ", " + *text});
      return true;
    }
    const std::size_t line = extents_.LineBegin(extent->begin);
    const std::string dash(bytes_.substr(line, extent->begin - line));
    if (!IsDash(dash)) return false;
    InsertLine(*extent, dash + *text);
    return true;
  }

  // Blanks, one dash, blanks: an item of a list that has its line for itself.
  static bool IsDash(std::string_view text) {
    return std::count(text.begin(), text.end(), '-') == 1 &&
           text.find_first_not_of(" -") == std::string_view::npos;
  }

  bool RemoveItem(const Node& before, bool flow, std::size_t index) {
    const std::optional<Extent> own = extents_.Of(before.items[index]);
    if (!own || index == 0) return false;
    if (!flow) return RemoveLines(*own, " -");
    const std::optional<Extent> previous = extents_.Of(before.items[index - 1]);
    if (previous) patches_.push_back({{previous->end, own->end}, ""});
    return previous.has_value();
  }

  std::string_view bytes_;
  const YamlExtents& extents_;
  bool copying_;
  std::vector<Patch> patches_;
};

}  // namespace

Node NewScalar(std::string text) { return {NodeKind::kScalar, {}, std::move(text), {}, {}}; }

Entry NewEntry(std::string key, Node value) {
  return {NewScalar(std::move(key)), std::move(value)};
}

const Node* ValueOf(const Node& map, std::string_view key) {
  const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                  [&](const Entry& entry) { return entry.key.text == key; });
  return found == map.entries.end() ? nullptr : &found->value;
}

Node* ValueOf(Node& map, std::string_view key) {
  const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                  [&](const Entry& entry) { return entry.key.text == key; });
  return found == map.entries.end() ? nullptr : &found->value;
}

bool SameTree(const Node& a, const Node& b) {
  return a.kind == b.kind && a.text == b.text &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), SameTree) &&
         std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const Entry& x, const Entry& y) {
                      return x.key.text == y.key.text && SameTree(x.value, y.value);
                    });
}

std::optional<std::string> PatchYaml(std::string_view bytes, const Node& before,
                                     const Node& after) {
  const YamlExtents extents(bytes);
  Patcher patcher(bytes, extents, false);
  if (!patcher.Walk(before, after)) return std::nullopt;
  std::optional<std::string> text = Apply(bytes, {0, bytes.size()}, patcher.Take());
  if (!text) return std::nullopt;
  const std::array<PackFile, 1> files = {PackFile{"", *text}};
  Findings findings(files);
  const std::optional<Node> read = ParseYaml(*text, 0, findings);
  if (!read || findings.error_count() > 0 || !SameTree(*read, after)) return std::nullopt;
  return text;
}

}  // namespace tongchou::policy
