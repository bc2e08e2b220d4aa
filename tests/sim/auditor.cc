#include "sim/auditor.h"

#include <fmt/core.h>

#include <map>

#include "sim/audit_book.h"
#include "sim/audit_compare.h"
#include "sim/audit_trail.h"

namespace tongchou::sim {
namespace {

void CompareWords(const std::string& what, const std::string& answer, const Verdict& verdict,
                  Findings& findings) {
  if (answer.empty()) return;
  std::map<std::string, std::string> words = WordsOf(answer);
  for (const auto& [name, should_be] : verdict.words) {
    findings.Expect(what + " " + name, words[name], should_be);
  }
}

std::string CodeOf(const std::optional<ErrorCode>& code) {
  return code ? std::string(InfoOf(*code).text_code) : "accepted";
}

class Replay {
 public:
  Replay(const History& history, AuditBook& book, Findings& findings)
      : history_(history), book_(book), findings_(findings) {
    for (std::size_t i = 0; i < history.attempts.size(); ++i) {
      const Attempt& sent = history.attempts[i];
      const Request& asked = history.requests[sent.request];
      const bool tried = asked.verb == Verb::kTrial && sent.seen == Seen::kAnswered;
      const bool judged = sent.alone_after >= 0 && (sent.seen == Seen::kRefused || tried);
      if (judged) alone_[sent.alone_after].push_back(i);
    }
  }

  std::int64_t Run(const AuditTrail& trail) {
    std::int64_t number = trail.before;
    JudgeAlone(number);
    for (const Happened& done : trail.happened) {
      ++number;
      const Request& asked = history_.requests[done.request];
      const std::string what = fmt::format("command {} ({} {} {})", number, asked.actor,
                                           NameOf(asked.verb), asked.msgid);
      const Verdict verdict = book_.Accept(asked, done.at);
      if (verdict.refusal) {
        findings_.Add(what + " was accepted, but is due: " + CodeOf(verdict.refusal));
        return judged_;  // nothing that follows can be judged
      }
      CompareWords(what, done.answer, verdict, findings_);
      JudgeAlone(number);
    }
    return judged_;
  }

 private:
  // What was sent alone when so many commands had been accepted was refused rightly.
  void JudgeAlone(std::int64_t number) {
    const auto found = alone_.find(number);
    if (found == alone_.end()) return;
    for (const std::size_t attempt : found->second) {
      ++judged_;
      const Attempt& sent = history_.attempts[attempt];
      const Verdict verdict = book_.Judge(history_.requests[sent.request], sent.at);
      const std::optional<ErrorCode> seen =
          sent.seen == Seen::kRefused ? std::optional(sent.code) : std::nullopt;
      if (seen != verdict.refusal) {
        findings_.Add(Describe(history_, attempt) + ", but is due: " + CodeOf(verdict.refusal));
      } else if (!seen) {
        CompareWords(Describe(history_, attempt), sent.answer, verdict, findings_);
      }
    }
  }

  const History& history_;
  AuditBook& book_;
  Findings& findings_;
  std::map<std::int64_t, std::vector<std::size_t>> alone_;
  std::int64_t judged_ = 0;
};

}  // namespace

AuditReport Audit(const World& world, const History& history, store::Store& store) {
  AuditReport report;
  Findings findings;
  const Result<std::unique_ptr<store::Reader>> reader = store.Read(world.area_number());
  if (!reader.ok()) {
    report.findings = {"the store cannot be read"};
    return report;
  }
  const std::map<std::int64_t, store::SettlementRow> settlements =
      ReadSettlements(**reader, findings);
  AuditBook book(world, [&](std::int64_t number) -> std::optional<Amounts> {
    const auto found = settlements.find(number);
    if (found == settlements.end()) return std::nullopt;
    return StoredAmounts(found->second);
  });
  const AuditTrail trail = ReadTrail(history, **reader, findings);
  report.accepted = static_cast<std::int64_t>(trail.happened.size());
  report.judged = Replay(history, book, findings).Run(trail);
  for (const BookedSettlement& row : book.settlements()) {
    ++(row.reverses == 0 ? report.settlements : report.reversals);
    if (row.frozen) ++report.frozen;
    const bool excess = row.benefit == "inpatient" && row.amounts.layers.size() == 5;
    if (book.knows_rules() && excess && row.amounts.layers[1] > 0) ++report.beyond_cap;
  }
  Compare(world, book, settlements, **reader, findings);
  for (const std::string& problem : book.problems()) findings.Add(problem);
  report.findings = findings.Take();
  return report;
}

}  // namespace tongchou::sim
