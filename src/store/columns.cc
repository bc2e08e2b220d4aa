#include "store/columns.h"

#include <algorithm>

namespace tongchou::store {

std::string JoinWords(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

std::vector<std::string> SplitWords(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool Matches(const SettlementRow& row, const SettlementFilter& filter) {
  return (!filter.from || row.at >= *filter.from) && (!filter.before || row.at < *filter.before) &&
         (filter.provider.empty() || row.provider == filter.provider) &&
         (filter.benefit.empty() || row.benefit == filter.benefit);
}

bool Touches(const ledger::Entry& entry, const std::string& account) {
  if (account.empty()) return true;
  return std::any_of(
      entry.postings.begin(), entry.postings.end(),
      [&](const ledger::Posting& posting) { return ledger::CodeOf(posting.account) == account; });
}

}  // namespace tongchou::store
