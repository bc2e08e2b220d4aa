#include "sim/history.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace tongchou::sim {

const char* NameOf(Verb verb) {
  static constexpr std::array<const char*, kVerbCount> kNames = {
      "enrol",  "contribute", "freeze",    "register",       "record",
      "upload", "withdraw",   "discharge", "undo-discharge", "cancel",
      "trial",  "settle",     "purchase",  "reverse",        "undo-message"};
  return kNames[static_cast<std::size_t>(verb)];
}

std::string Describe(const History& history, std::size_t attempt) {
  const Attempt& sent = history.attempts[attempt];
  const Request& asked = history.requests[sent.request];
  std::string seen = "saw nothing";
  if (sent.seen == Seen::kAnswered) {
    seen = fmt::format("answered{}: {}", sent.repeated ? " again" : "", sent.answer);
  } else if (sent.seen == Seen::kRefused) {
    seen = fmt::format("refused: {}", InfoOf(sent.code).text_code);
  }
  std::string about;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) about += fmt::format(" {}={}", name, value);
  };
  add("msgid", asked.msgid);
  add("person", asked.person);
  add("visit", asked.visit);
  add("settlement", asked.settlement);
  add("undoes", asked.undo_msgid);
  return fmt::format("#{} {} server {} {} {}{} -> {}", attempt, ToString(sent.at), sent.server,
                     asked.actor, NameOf(asked.verb), about, seen);
}

std::map<std::string, std::string> WordsOf(std::string_view answer) {
  std::map<std::string, std::string> words;
  while (!answer.empty()) {
    const std::string_view word = answer.substr(0, answer.find(' '));
    const std::size_t equals = word.find('=');
    if (equals != std::string_view::npos) {
      words.emplace(word.substr(0, equals), word.substr(equals + 1));
    }
    answer.remove_prefix(std::min(word.size() + 1, answer.size()));
  }
  return words;
}

}  // namespace tongchou::sim
