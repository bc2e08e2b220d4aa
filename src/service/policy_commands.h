// What `tongchou policy check | test | show | explain` do: load the packs of a folder and write
// what a person reads.
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

// Prints the lines of every encounter of `example`, or, when it is empty, of the case read from
// `streams.in` (a settle case; its policy may be left out).
int ExplainPackCase(const std::string& folder, const std::string& pack, const std::string& example,
                    Language language, const Streams& streams);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_POLICY_COMMANDS_H_
