#include "service/fixed_words.h"

#include <algorithm>

#include "levy/fixed.h"
#include "policy/words.h"
#include "service/levy_terms.h"

namespace tongchou::service {
namespace {

FixedWord Called(const std::vector<FixedWord>& words, const std::string& id) {
  const auto found = std::ranges::find(words, id, &FixedWord::id);
  return found == words.end() ? FixedWord{id, {id, id}} : *found;
}

}  // namespace

std::vector<FixedWord> PayerKindWords() {
  std::vector<FixedWord> words;
  for (const levy::PayerKind& kind : levy::PayerKinds()) {
    words.push_back({std::string(kind.id), {std::string(kind.zh), std::string(kind.en)}});
  }
  return words;
}

std::vector<FixedWord> IdentityWords() {
  std::vector<FixedWord> words;
  for (const std::string_view word : policy::kIdentityWords) {
    words.push_back({std::string(word), policy::MemberTitle("identity", word)});
  }
  return words;
}

FixedWord PayerKindWord(const std::string& id) { return Called(PayerKindWords(), id); }

FixedWord IdentityWord(const std::string& id) { return Called(IdentityWords(), id); }

std::optional<FixedDays> FixedDaysOf(const policy::Pack& pack, Month year) {
  const auto rules = FixedRulesOf(pack, year);
  if (!rules.ok()) return {};
  return FixedDays{levy::OpensOn(*rules->fixed, year.first),
                   levy::DueOn(*rules->fixed, year.first, levy::FixedPart::kOwn)};
}

}  // namespace tongchou::service
