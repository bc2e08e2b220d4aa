// remittance.yaml: the files of receipts that banks and tax offices send.
#include <algorithm>
#include <charconv>

#include "policy/pack_reader.h"

namespace tongchou::policy {
namespace {

constexpr int kMostSkipped = 100;

struct Separator {
  std::string_view word;
  char letter;
};
constexpr Separator kSeparators[] = {
    {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"bar", '|'}};

// A word of `words` under `key`; the first of them when the key is not there.
template <typename Value, std::size_t kSize>
Value ReadChoice(MapReader& reader, std::string_view key, const std::string_view (&words)[kSize]) {
  const Node* node = reader.Find(key);
  if (node == nullptr) return Value{};
  return static_cast<Value>(ReadWord(*node, words, reader.findings()).value_or(0));
}

char ReadSeparator(MapReader& reader) {
  static constexpr std::string_view kWords[] = {"comma", "semicolon", "tab", "bar"};
  const Node* node = reader.Find("separator");
  const int index = node == nullptr ? 0 : ReadWord(*node, kWords, reader.findings()).value_or(0);
  return kSeparators[index].letter;
}

int ReadSkipped(MapReader& reader) {
  const Node* node = reader.Find("skip_lines");
  if (node == nullptr) return 0;
  const std::string text = ReadScalar(*node, reader.findings()).value_or("0");
  int lines = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), lines);
  const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
  if (whole && lines >= 0 && lines <= kMostSkipped) return lines;
  reader.findings().Add(
      FindingCode::kE10, node->place,
      {"skip_lines 应为 0 到 100 的整数", "`skip_lines` is a whole number from 0 to 100"});
  return 0;
}

std::vector<RemittanceColumn> ReadColumns(const Node& node, Findings& findings) {
  MapReader reader(node, findings);
  std::vector<RemittanceColumn> columns;
  for (std::size_t i = 0; i < std::size(kRemittanceColumns); ++i) {
    const std::string_view id = kRemittanceColumns[i];
    const Node* name = i < kNeededColumns ? reader.Require(id) : reader.Find(id);
    if (name == nullptr) continue;
    RemittanceColumn column{std::string(id), ReadScalar(*name, findings).value_or("")};
    const bool twice =
        std::ranges::find(columns, column.name, &RemittanceColumn::name) != columns.end();
    if (twice) {
      findings.Add(FindingCode::kE09, name->place,
                   {"列名“" + Shown(column.name) + "”用了两次",
                    "the column `" + Shown(column.name) + "` stands for two things"});
    }
    columns.push_back(std::move(column));
  }
  reader.Finish();
  return columns;
}

RemittanceFormat ReadFormat(const Entry& entry, const PackModel& model, Findings& findings) {
  MapReader reader(entry.value, findings);
  RemittanceFormat format;
  format.id = ReadId(entry.key, findings);
  if (const Node* title = reader.Require("title")) format.title = ReadText(*title, findings);
  format.in_force = ReadRange(reader);
  ReadSource(reader, model.documents);
  format.encoding = ReadChoice<FileEncoding>(reader, "encoding", kFileEncodings);
  format.separator = ReadSeparator(reader);
  format.skip_lines = ReadSkipped(reader);
  format.date = ReadChoice<DateForm>(reader, "date", kDateForms);
  format.amount = ReadChoice<AmountUnit>(reader, "amount", kAmountUnits);
  if (const Node* columns = reader.Require("columns")) {
    format.columns = ReadColumns(*columns, findings);
  }
  reader.Finish();
  return format;
}

// Two forms with the same columns would leave open which one a file is.
void CheckApart(const std::vector<RemittanceFormat>& formats, const Node& root,
                Findings& findings) {
  const auto names = [](const RemittanceFormat& format) {
    std::vector<std::string> all;
    for (const RemittanceColumn& column : format.columns) all.push_back(column.name);
    std::ranges::sort(all);
    return all;
  };
  for (std::size_t i = 0; i < formats.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const DateRange &a = formats[i].in_force, &b = formats[j].in_force;
      const bool at_once = a.from <= b.through && b.from <= a.through;
      if (!at_once || names(formats[i]) != names(formats[j])) continue;
      findings.Add(FindingCode::kE24, root.entries[i].key.place,
                   {"与 " + formats[j].id + " 的列相同，无法区分",
                    "its columns are those of `" + formats[j].id + "`"});
    }
  }
}

}  // namespace

void ReadRemittance(const Node& root, PackModel& model, Findings& findings) {
  MapReader reader(root, findings);
  const Node* formats = reader.Require("formats");
  reader.Finish();
  if (formats == nullptr) return;
  const MapReader shape(*formats, findings);  // reports what is no map
  for (const Entry& entry : formats->entries) {
    model.remittance.push_back(ReadFormat(entry, model, findings));
  }
  CheckApart(model.remittance, *formats, findings);
}

}  // namespace tongchou::policy
