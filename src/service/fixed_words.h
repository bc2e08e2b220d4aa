// What payers, entitled groups and the days of a collection are called and when they are, for those
// who show them.
//
// Pure; thread-safe.
#ifndef TONGCHOU_SERVICE_FIXED_WORDS_H_
#define TONGCHOU_SERVICE_FIXED_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "policy/library.h"
#include "service/levy_papers.h"

namespace tongchou::service {

struct FixedWord {
  std::string id;
  Text title;
};

// The kinds of payers of fixed contributions, and the entitled groups.
std::vector<FixedWord> PayerKindWords();
std::vector<FixedWord> IdentityWords();
// The word called `id`; an unknown one is its own title.
FixedWord PayerKindWord(const std::string& id);
FixedWord IdentityWord(const std::string& id);

// When the collection for a year opens, and the last day of its own parts.
struct FixedDays {
  Date opens, due;
};
// Nothing when the pack has no fixed contributions for the year.
std::optional<FixedDays> FixedDaysOf(const policy::Pack& pack, Month year);

}  // namespace tongchou::service

#endif  // TONGCHOU_SERVICE_FIXED_WORDS_H_
