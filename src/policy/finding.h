// Finding: one thing that is wrong (or looks wrong) in a policy pack, with its place in the text,
// and Findings: all of them, collected over a whole pack before anything is answered.
//
// Codes are stable: E01… are errors (the pack is refused), W01… warnings (it is loaded). Each code
// has one row in a table that says why it matters and what to do about it, in Chinese and English.
// Not thread-safe while findings are added; a value afterwards.
#ifndef TONGCHOU_POLICY_FINDING_H_
#define TONGCHOU_POLICY_FINDING_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace tongchou::policy {

// Where in a pack: the file (index into PackFiles::files), the line and the byte column, from 1.
// Line 0: the file as a whole.
struct Place {
  int file = -1;
  int line = 0;
  int column = 0;
};

enum class FindingCode : std::uint8_t {
  kE01,
  kE02,
  kE03,
  kE04,
  kE05,
  kE06,
  kE07,
  kE08,
  kE09,
  kE10,
  kE11,
  kE12,
  kE13,
  kE14,
  kE15,
  kE16,
  kE17,
  kE18,
  kE19,
  kE20,
  kE21,
  kE22,
  kE23,
  kE24,
  kE25,
  kE26,
  kE27,
  kE28,
  kE29,
  kE30,
  kE31,
  kE32,
  kE33,
  kW01,
  kW02,
  kW03,
  kW04,
  kW05,
  kW06,
  kW07,
  kW08,
  kW09,
};

struct FindingInfo {
  FindingCode code;
  std::string_view name;  // "E01"
  bool is_error;
  Text title;  // what kind of mistake
  Text why;    // why it is refused
  Text todo;   // what to do
};

std::span<const FindingInfo> AllFindings();
const FindingInfo& InfoOf(FindingCode code);

struct Finding {
  FindingCode code = FindingCode::kE01;
  std::string file;  // path inside the packs folder: "demo-city/employee.yaml"
  int line = 0;
  int column = 0;           // in characters, from 1
  std::string source_line;  // the text of the line
  int caret_indent = 0;     // in terminal cells (a Chinese character takes two)
  Text what;                // what is wrong here
  Text todo;                // what to do here; empty: the sentence of the code
};

enum class Language : std::uint8_t { kChinese, kEnglish, kBoth };

// The finding as a person reads it: place, line with a caret, what, why, what to do.
std::string Render(const Finding& finding, Language language);

// One pack as read: paths inside the packs folder, with their bytes, sorted by path.
struct PackFile {
  std::string path;
  std::string bytes;
};

class Findings {
 public:
  explicit Findings(std::span<const PackFile> files) : files_(files) {}

  void Add(FindingCode code, Place place, Text what, Text todo = {});

  const std::vector<Finding>& all() const { return all_; }
  int error_count() const { return error_count_; }

 private:
  std::span<const PackFile> files_;
  std::vector<Finding> all_;
  int error_count_ = 0;
};

}  // namespace tongchou::policy

#endif  // TONGCHOU_POLICY_FINDING_H_
