// What `tongchou policy check | test | show | diff | explain` do: load the packs of a folder and
// write what a person reads.
//
// Thread-safe but for the streams passed in.
#ifndef TONGCHOU_SERVICE_POLICY_COMMANDS_H_
#define TONGCHOU_SERVICE_POLICY_COMMANDS_H_

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "policy/finding.h"

namespace tongchou::service {

using policy::Language;

// Where the streams of a command go.
struct Streams {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
};

// Prints every finding of the packs called `names` (none: all). Returns 0 without errors, else 1.
int CheckPacks(const std::string& folder, const std::vector<std::string>& names, Language language,
               const Streams& streams);

// Runs the examples of the packs called `names` (none: all) and prints what differs. Returns 0
// when every example passed, else 1.
int TestPacks(const std::string& folder, const std::vector<std::string>& names, Language language,
              const Streams& streams);

struct ShowOptions {
  std::string pack;
  std::optional<Date> on;  // none: every period
  bool json = false;
  Language language = Language::kBoth;
};

// Prints the pack's tables, the clause beside each value.
int ShowPack(const std::string& folder, const ShowOptions& options, const Streams& streams);

struct DiffOptions {
  std::string before, after;  // names of packs
  std::string after_folder;   // where the second is; empty: where the first is
  bool json = false;
  Language language = Language::kBoth;
};

// Prints what differs between two packs, the clause beside each value. Returns 0 when nothing
// does, 1 when something does, 2 when a pack cannot be read.
int DiffPackFiles(const std::string& folder, const DiffOptions& options, const Streams& streams);

// Prints the lines of every encounter of `example`, or, when it is empty, of the case read from
// `streams.in` (a settle case; its policy may be left out).
int ExplainPackCase(const std::string& folder, const std::string& pack, const std::string& example,
                    Language language, const Streams& streams);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_COMMANDS_H_
