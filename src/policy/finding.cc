#include "policy/finding.h"

#include <algorithm>

namespace tongchou::policy {

namespace {

// The text of line `number` (from 1) of `bytes`, without its end.
std::string LineOf(std::string_view bytes, int number) {
  for (int line = 1; line < number; ++line) {
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos) return {};
    bytes.remove_prefix(end + 1);
  }
  std::string text(bytes.substr(0, bytes.find('\n')));
  if (!text.empty() && text.back() == '\r') text.pop_back();
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

bool StartsCharacter(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

// Characters, and terminal cells, in `text`: three-byte characters are taken as double width, which
// holds for Chinese and its punctuation.
int CountCharacters(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), StartsCharacter));
}
int CountCells(std::string_view text) {
  int cells = 0;
  for (const char byte : text) {
    if (!StartsCharacter(byte)) continue;
    cells += static_cast<unsigned char>(byte) >= 0xE0 ? 2 : 1;
  }
  return cells;
}

std::string Pick(const Text& text, Language language) {
  if (language == Language::kChinese) return text.zh;
  if (language == Language::kEnglish) return text.en;
  return text.zh + " · " + text.en;
}

}  // namespace

void Findings::Add(FindingCode code, Place place, Text what, Text todo) {
  Finding finding;
  finding.code = code;
  finding.what = std::move(what);
  finding.todo = std::move(todo);
  if (place.file >= 0 && place.file < static_cast<int>(files_.size())) {
    const PackFile& file = files_[place.file];
    finding.file = file.path;
    finding.line = place.line;
    if (place.line > 0) {
      finding.source_line = LineOf(file.bytes, place.line);
      const std::string_view before = std::string_view(finding.source_line)
                                          .substr(0, static_cast<std::size_t>(place.column - 1));
      finding.column = CountCharacters(before) + 1;
      finding.caret_indent = CountCells(before);
    }
  }
  // One place is reported once per code: a table read for several groups repeats itself.
  const bool known = std::any_of(all_.begin(), all_.end(), [&](const Finding& other) {
    return other.code == finding.code && other.file == finding.file && other.line == finding.line &&
           other.column == finding.column && other.what == finding.what;
  });
  if (known) return;
  if (InfoOf(code).is_error) ++error_count_;
  all_.push_back(std::move(finding));
}

std::string Render(const Finding& finding, Language language) {
  const FindingInfo& info = InfoOf(finding.code);
  const Text severity = info.is_error ? Text{"错误", "error"} : Text{"警告", "warning"};
  std::string out = finding.file;
  if (finding.line > 0) {
    out += ":" + std::to_string(finding.line) + ":" + std::to_string(finding.column);
  }
  out += ": " + Pick(severity, language) + " " + std::string(info.name) + ": " +
         Pick(finding.what, language) + "\n";
  if (finding.line > 0) {
    std::string number = std::to_string(finding.line);
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, ' ');
    out += number + " | " + finding.source_line + "\n";
    out += "      | " + std::string(static_cast<std::size_t>(finding.caret_indent), ' ') + "^\n";
  }
  const Text& todo = finding.todo.en.empty() ? info.todo : finding.todo;
  out += "  " + Pick({"原因", "why"}, language) + ": " + Pick(info.why, language) + "\n";
  out += "  " + Pick({"处理", "to do"}, language) + ": " + Pick(todo, language) + "\n";
  return out;
}

}  // namespace tongchou::policy
