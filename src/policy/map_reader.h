// MapReader: takes the entries of one YAML map by name and reports what is missing, unknown or of
// another shape; and the readers of the small values that every file uses.
//
// Used on one thread while a pack is read.
#ifndef TONGCHOU_POLICY_MAP_READER_H_
#define TONGCHOU_POLICY_MAP_READER_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/pack_model.h"
#include "policy/yaml_tree.h"

namespace tongchou::policy {

class MapReader {
 public:
  // Reports when `node` is no map; then every key is missing silently.
  MapReader(const Node& node, Findings& findings);

  const Node* Find(std::string_view key);
  // As Find; reports when the key is missing.
  const Node* Require(std::string_view key);
  // Reports every key that was never asked for. To be called last.
  void Finish();

  bool ok() const { return node_.is_map(); }
  const Node& node() const { return node_; }
  Findings& findings() { return findings_; }

 private:
  const Node& node_;
  Findings& findings_;
  std::vector<std::string> asked_;
};

// The scalar's text, or nothing and a finding.
std::optional<std::string> ReadScalar(const Node& node, Findings& findings);

// A stable id: lower-case letters, digits, '_' and '-'.
std::string ReadId(const Node& node, Findings& findings);

// `{zh: …, en: …}`, both needed.
Text ReadText(const Node& node, Findings& findings);

std::optional<Date> ReadDate(const Node& node, Findings& findings);

// The keys `from` (required, unless `from_default`) and `through` of `reader`.
DateRange ReadRange(MapReader& reader, std::optional<Date> from_default = std::nullopt);

// One of `words`: its index; nothing and a finding for another.
std::optional<int> ReadWord(const Node& node, std::span<const std::string_view> words,
                            Findings& findings, FindingCode code = FindingCode::kE10);

bool ReadYesNo(const Node& node, Findings& findings);

// The keys `source` or `assumed` of `reader`. Reports when there is neither or the document is not
// in `documents`; with `optional`, neither is allowed and gives nothing.
std::optional<Source> ReadSource(MapReader& reader, std::span<const Document> documents,
                                 bool optional = false);

// A map of ids to titles.
std::vector<Named> ReadNamedList(const Node& node, Findings& findings);

// `text` for a message: shortened.
std::string Shown(std::string_view text);

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_MAP_READER_H_
