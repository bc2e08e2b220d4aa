#include "policy/map_reader.h"

#include <algorithm>
#include <numeric>

namespace tongchou::policy {

namespace {

// How many letters differ (Levenshtein).
std::size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

// What to do about an unknown key: the nearest known one, or the whole list.
Text KnownKeys(std::string_view key, const std::vector<std::string>& known) {
  const auto nearest =
      std::min_element(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
        return EditDistance(a, key) < EditDistance(b, key);
      });
  if (nearest != known.end() && EditDistance(*nearest, key) <= 2) {
    return {"是不是“" + *nearest + "”？", "did you mean `" + *nearest + "`?"};
  }
  std::string list;
  for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
  return {"这里可用的键：" + list, "keys known here: " + list};
}

}  // namespace

std::string Shown(std::string_view text) {
  if (text.size() <= 60) return std::string(text);
  return std::string(text.substr(0, 57)) + "...";
}

MapReader::MapReader(const Node& node, Findings& findings) : node_(node), findings_(findings) {
  if (!node.is_map()) {
    findings.Add(FindingCode::kE10, node.place,
                 {"这里需要“键: 值”的列表", "a map of keys and values is needed here"});
  }
}

const Node* MapReader::Find(std::string_view key) {
  asked_.emplace_back(key);
  for (const Entry& entry : node_.entries) {
    if (entry.key.text == key) return &entry.value;
  }
  return nullptr;
}

const Node* MapReader::Require(std::string_view key) {
  const Node* found = Find(key);
  if (found == nullptr && ok()) {
    const std::string name(key);
    findings_.Add(FindingCode::kE10, node_.place,
                  {"缺少“" + name + "”", "`" + name + "` is missing"},
                  {"补上“" + name + "”", "add `" + name + "`"});
  }
  return found;
}

void MapReader::Finish() {
  for (const Entry& entry : node_.entries) {
    const std::string& key = entry.key.text;
    if (std::find(asked_.begin(), asked_.end(), key) != asked_.end()) continue;
    findings_.Add(FindingCode::kE10, entry.key.place,
                  {"未知的键“" + Shown(key) + "”", "unknown key `" + Shown(key) + "`"},
                  KnownKeys(key, asked_));
  }
}

std::optional<std::string> ReadScalar(const Node& node, Findings& findings) {
  if (node.is_scalar() && !node.text.empty()) return node.text;
  findings.Add(FindingCode::kE10, node.place, {"这里需要一个值", "a value is needed here"});
  return std::nullopt;
}

std::string ReadId(const Node& node, Findings& findings) {
  const std::optional<std::string> text = ReadScalar(node, findings);
  if (!text) return {};
  const bool good =
      text->size() <= 64 && std::all_of(text->begin(), text->end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  if (!good) {
    findings.Add(
        FindingCode::kE10, node.place,
        {"“" + Shown(*text) + "”不能作标识", "`" + Shown(*text) + "` cannot be an id"},
        {"只用小写字母、数字、下划线与连字符", "use lower-case letters, digits, `_` and `-`"});
  }
  return *text;
}

Text ReadText(const Node& node, Findings& findings) {
  MapReader reader(node, findings);
  Text text;
  if (const Node* zh = reader.Require("zh")) text.zh = ReadScalar(*zh, findings).value_or("");
  if (const Node* en = reader.Require("en")) text.en = ReadScalar(*en, findings).value_or("");
  reader.Finish();
  return text;
}

std::optional<Date> ReadDate(const Node& node, Findings& findings) {
  const std::optional<std::string> text = ReadScalar(node, findings);
  if (!text) return std::nullopt;
  const Result<Date> date = ParseDate(*text);
  if (date.ok()) return *date;
  findings.Add(FindingCode::kE01, node.place,
               {"日历上没有“" + Shown(*text) + "”", "`" + Shown(*text) + "` is no calendar date"});
  return std::nullopt;
}

DateRange ReadRange(MapReader& reader, std::optional<Date> from_default) {
  DateRange range{from_default.value_or(Date()), kForever};
  const Node* from = from_default ? reader.Find("from") : reader.Require("from");
  if (from != nullptr) range.from = ReadDate(*from, reader.findings()).value_or(range.from);
  if (const Node* through = reader.Find("through")) {
    range.through = ReadDate(*through, reader.findings()).value_or(kForever);
    if (range.through < range.from) {
      reader.findings().Add(
          FindingCode::kE11, through->place,
          {"终止日 " + ToString(range.through) + " 早于起始日 " + ToString(range.from),
           ToString(range.through) + " is before " + ToString(range.from)});
      range.through = range.from;
    }
  }
  return range;
}

std::optional<int> ReadWord(const Node& node, std::span<const std::string_view> words,
                            Findings& findings, FindingCode code) {
  const std::optional<std::string> text = ReadScalar(node, findings);
  if (!text) return std::nullopt;
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == *text) return static_cast<int>(i);
    list += (list.empty() ? "" : ", ") + std::string(words[i]);
  }
  findings.Add(code, node.place,
               {"这里不能写“" + Shown(*text) + "”", "`" + Shown(*text) + "` is not a choice here"},
               {"从中选一个：" + list, "choose one of: " + list});
  return std::nullopt;
}

bool ReadYesNo(const Node& node, Findings& findings) {
  static constexpr std::string_view kWords[] = {"no", "yes"};
  return ReadWord(node, kWords, findings).value_or(0) == 1;
}

std::optional<Source> ReadSource(MapReader& reader, std::span<const Document> documents,
                                 bool optional) {
  Findings& findings = reader.findings();
  const Node* source = reader.Find("source");
  const Node* assumed = reader.Find("assumed");
  if (source == nullptr && assumed == nullptr) {
    if (!optional && reader.ok()) {
      findings.Add(FindingCode::kE12, reader.node().place,
                   {"既没有 source 也没有 assumed", "neither `source` nor `assumed` is given"});
    }
    return std::nullopt;
  }
  Source result;
  if (source != nullptr) {
    MapReader fields(*source, findings);
    if (const Node* document = fields.Require("document")) {
      result.document = ReadScalar(*document, findings).value_or("");
      const bool listed = std::any_of(documents.begin(), documents.end(),
                                      [&](const Document& d) { return d.id == result.document; });
      if (!listed) {
        const std::string shown = Shown(result.document);
        findings.Add(
            FindingCode::kE12, document->place,
            {"文件清单中没有“" + shown + "”", "no document `" + shown + "` is listed"},
            {"在 area.yaml 的 documents 中登记它", "list it under `documents` of area.yaml"});
      }
    }
    if (const Node* article = fields.Require("article")) {
      result.article = ReadScalar(*article, findings).value_or("");
    }
    fields.Finish();
  }
  if (assumed != nullptr) {
    result.assumed = true;
    result.reason = ReadText(*assumed, findings);
  }
  return result;
}

std::vector<Named> ReadNamedList(const Node& node, Findings& findings) {
  MapReader reader(node, findings);
  std::vector<Named> result;
  for (const Entry& entry : node.entries) {
    result.push_back(
        {ReadId(entry.key, findings), ReadText(entry.value, findings), entry.key.place});
  }
  return result;
}

}  // namespace tongchou::policy
