#include "sim/audit_trail.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>

#include "sim/auditor.h"

namespace tongchou::sim {
namespace {

constexpr std::string_view kSetUp = "setup";

std::int64_t NumberAfter(const std::string& answer, std::string_view name) {
  const std::size_t place = answer.find(name);
  std::int64_t number = -1;
  if (place != std::string::npos) {
    const char* from = answer.data() + place + name.size();
    std::from_chars(from, answer.data() + answer.size(), number);
  }
  return number;
}

using ActorAndInfno = std::pair<std::string, std::string>;

// A stored answer and the attempt that it says it comes from.
struct Stored {
  store::AnswerRow row;
  std::int64_t run = 0;
  std::size_t request = 0;
};

class TrailReader {
 public:
  TrailReader(const History& history, store::Reader& reader, Findings& findings)
      : history_(history), reader_(reader), findings_(findings) {}

  AuditTrail Read() {
    ReadAnswers();
    ReadAudits();
    CheckSeen();
    return std::move(trail_);
  }

 private:
  void ReadAnswers() {
    store::Needs needs;
    std::map<store::MessageKey, bool> asked;
    for (const Request& request : history_.requests) {
      if (request.infno.empty() || request.verb == Verb::kTrial) continue;
      const store::MessageKey key{request.actor, request.msgid};
      if (asked.emplace(key, true).second) needs.messages.push_back(key);
    }
    const Result<store::Loaded> loaded = reader_.Load(needs);
    if (!loaded.ok()) return findings_.Add("answers cannot be read");
    for (const store::AnswerRow& row : loaded->answers) {
      const std::int64_t attempt = NumberAfter(row.answer, "attempt=");
      const bool known =
          attempt >= 0 && attempt < static_cast<std::int64_t>(history_.attempts.size());
      if (!known) {
        findings_.Add("a stored answer of nobody: " + row.answer);
        continue;
      }
      CheckAnswer(row, static_cast<std::size_t>(attempt));
    }
    for (auto& [key, stored] : by_actor_) {
      std::sort(stored.begin(), stored.end(),
                [](const Stored& a, const Stored& b) { return a.run < b.run; });
    }
  }

  void CheckAnswer(const store::AnswerRow& row, std::size_t attempt) {
    const Attempt& sent = history_.attempts[attempt];
    const Request& asked = history_.requests[sent.request];
    const bool fits = row.key.provider == asked.actor && row.key.msgid == asked.msgid &&
                      row.infno == asked.infno && row.body == Sm3(asked.body) && row.at == sent.at;
    if (!fits) findings_.Add("stored under another message: " + Describe(history_, attempt));
    if (sent.seen == Seen::kRefused) {
      findings_.Add("refused, but stored: " + Describe(history_, attempt));
    }
    answers_[row.key] = row.answer;
    by_actor_[{asked.actor, asked.infno}].push_back(
        {row, NumberAfter(row.answer, "run="), sent.request});
  }

  void ReadAudits() {
    constexpr int kEverything = 1 << 30;
    Result<std::vector<store::AuditRow>> audits = reader_.Audits(0, kEverything);
    if (!audits.ok()) return findings_.Add("the audit trail cannot be read");
    std::reverse(audits->begin(), audits->end());
    std::map<std::string, std::size_t> clerks;
    for (std::size_t i = 0; i < history_.requests.size(); ++i) {
      if (history_.requests[i].infno.empty()) clerks[history_.requests[i].actor] = i;
    }
    std::int64_t number = 0;
    for (const store::AuditRow& row : *audits) {
      findings_.Expect("number of an audit row", row.number, ++number);
      if (row.actor == kSetUp) {
        ++trail_.before;
        continue;
      }
      const auto clerk = clerks.find(row.actor);
      if (clerk != clerks.end()) {
        ++by_clerk_[row.actor];
        trail_.happened.push_back({clerk->second, row.at, {}});
        continue;
      }
      std::deque<Stored>& stored = by_actor_[{row.actor, row.action}];
      if (stored.empty()) {
        findings_.Add(fmt::format("audit row {}: {} {} has no stored answer", row.number, row.actor,
                                  row.action));
        continue;
      }
      const Stored& next = stored.front();
      findings_.Expect(fmt::format("moment of audit row {}", row.number), row.at.ms,
                       next.row.at.ms);
      trail_.happened.push_back({next.request, row.at, next.row.answer});
      stored.pop_front();
    }
    for (const auto& [key, stored] : by_actor_) {
      if (!stored.empty()) {
        findings_.Add(fmt::format("{} answers of {} {} without an audit row", stored.size(),
                                  key.first, key.second));
      }
    }
  }

  // What was answered is there, as it was answered; nothing of a clerk is there twice.
  void CheckSeen() {
    for (std::size_t i = 0; i < history_.attempts.size(); ++i) {
      const Attempt& sent = history_.attempts[i];
      const Request& asked = history_.requests[sent.request];
      if (sent.seen != Seen::kAnswered || asked.verb == Verb::kTrial) continue;
      if (asked.infno.empty()) {
        if (by_clerk_[asked.actor] == 0) {
          findings_.Add("answered, but not there: " + Describe(history_, i));
        }
        continue;
      }
      const auto stored = answers_.find({asked.actor, asked.msgid});
      if (stored == answers_.end()) {
        findings_.Add("answered, but no answer is stored: " + Describe(history_, i));
      } else if (stored->second != sent.answer) {
        findings_.Add(Describe(history_, i) + ", but stored is: " + stored->second);
      }
      const bool own = NumberAfter(sent.answer, "attempt=") == static_cast<std::int64_t>(i);
      if (own == sent.repeated) findings_.Add("repeat not said: " + Describe(history_, i));
    }
    // Freezing twice is no more than freezing once, so a clerk who saw nothing does it again.
    std::map<std::string, int> may_happen;
    for (const Attempt& sent : history_.attempts) {
      const Request& asked = history_.requests[sent.request];
      if (!asked.infno.empty() || sent.seen == Seen::kRefused) continue;
      int& times = may_happen[asked.actor];
      times = asked.verb == Verb::kFreeze ? times + 1 : 1;
    }
    for (const auto& [clerk, times] : by_clerk_) {
      if (times > may_happen[clerk]) {
        findings_.Add(
            fmt::format("{} is there {} times, may be {}", clerk, times, may_happen[clerk]));
      }
    }
  }

  const History& history_;
  store::Reader& reader_;
  Findings& findings_;
  AuditTrail trail_;
  std::map<store::MessageKey, std::string> answers_;
  std::map<ActorAndInfno, std::deque<Stored>> by_actor_;
  std::map<std::string, int> by_clerk_;
};

}  // namespace

AuditTrail ReadTrail(const History& history, store::Reader& reader, Findings& findings) {
  return TrailReader(history, reader, findings).Read();
}

void Findings::Add(std::string sentence) {
  if (sentences_.size() < kMostFindings) sentences_.push_back(std::move(sentence));
}

void Findings::Expect(const std::string& what, std::int64_t is, std::int64_t should_be) {
  if (is != should_be) Add(fmt::format("{}: is {}, should be {}", what, is, should_be));
}

void Findings::Expect(const std::string& what, const std::string& is,
                      const std::string& should_be) {
  if (is != should_be) Add(fmt::format("{}: is '{}', should be '{}'", what, is, should_be));
}

}  // namespace tongchou::sim
