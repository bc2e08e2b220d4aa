#include "sim/crossing_audit.h"

#include <fmt/core.h>

#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "sim/audit_compare.h"

namespace tongchou::sim {
namespace {

using store::CrossingRow;
using store::CrossingSide;
using store::CrossingState;
using store::SettlementRow;

// What one area has in the end.
struct Side {
  std::int64_t area = 0;
  SettlementRows settlements;
  std::vector<CrossingRow> crossings;
  std::map<ledger::Account, std::int64_t> balances;  // debit less credit
  std::map<std::int64_t, std::int64_t> accounts;     // of persons
};

std::string IdOf(std::int64_t area, std::int64_t settlement) {
  return fmt::format("{:06}3{:011}", area, settlement);
}

Side ReadSide(const AuditedArea& area, Findings& findings) {
  Side side;
  side.area = area.area;
  const auto reader = area.store->Read(area.area);
  if (!reader.ok()) {
    findings.Add("a store cannot be read");
    return side;
  }
  side.settlements = ReadSettlements(**reader, findings);
  Status read = (*reader)->EachCrossing([&](const CrossingRow& row) {
    side.crossings.push_back(row);
    return true;
  });
  if (!read.ok()) findings.Add("crossings cannot be read");
  read = (*reader)->EachEntry([&](const ledger::Entry& entry) {
    for (const ledger::Posting& posting : entry.postings) {
      side.balances[posting.account] += posting.debit.fen - posting.credit.fen;
    }
    return true;
  });
  if (!read.ok()) findings.Add("the journal cannot be read");
  read = (*reader)->EachAccount([&](const store::AccountRow& row) {
    side.accounts[row.person] = row.balance.fen;
    return true;
  });
  if (!read.ok()) findings.Add("accounts cannot be read");
  return side;
}

// Provider and msgid of a hospital, with the area that it is in.
using Message = std::tuple<std::int64_t, std::string, std::string>;

// What `insured` settled for `treated`, by the hospital's message.
std::map<Message, std::vector<const SettlementRow*>> SettledFor(const Side& insured,
                                                                const Side& treated) {
  std::map<Message, std::vector<const SettlementRow*>> settled;
  for (const auto& [number, row] : insured.settlements) {
    if (row.treated != treated.area) continue;
    settled[{treated.area, row.provider, row.msgid}].push_back(&row);
  }
  return settled;
}

// The outbox of `treated` against the settlements of `insured`.
void CompareBooks(const Side& insured, const Side& treated, Findings& findings) {
  const auto settled = SettledFor(insured, treated);
  std::size_t booked = 0;
  for (const CrossingRow& row : treated.crossings) {
    if (row.side != CrossingSide::kTreated || row.neighbour != insured.area) continue;
    const std::string what = fmt::format("order {} of {}", row.number, treated.area);
    const auto found = settled.find({treated.area, row.key.provider, row.key.msgid});
    const std::size_t made = found == settled.end() ? 0 : found->second.size();
    if (row.state == CrossingState::kAsked) findings.Add(what + " is open");
    if (row.state != CrossingState::kAnswered) {
      findings.Expect(what + " has no outcome; settlements", static_cast<std::int64_t>(made), 0);
      continue;
    }
    ++booked;
    findings.Expect(what + " settlements", static_cast<std::int64_t>(made), 1);
    if (made != 1) continue;
    const SettlementRow& settlement = *found->second.front();
    findings.Expect(what + " settlement", row.figures.settlement,
                    IdOf(insured.area, settlement.settlement));
    findings.Expect(what + " number", settlement.crossing, row.number);
    findings.Expect(what + " total", row.figures.total.fen, settlement.figures.total.fen);
    findings.Expect(what + " funds", row.figures.funds.fen, settlement.figures.funds_paid.fen);
    findings.Expect(what + " account", row.figures.account.fen, settlement.figures.account.fen);
  }
  findings.Expect(fmt::format("messages of {} with settlements in {}", treated.area, insured.area),
                  static_cast<std::int64_t>(settled.size()), static_cast<std::int64_t>(booked));
}

// What the funds and accounts of `insured` paid for those treated in `treated`, in both journals.
void CompareJournals(const Side& insured, const Side& treated, Findings& findings) {
  std::int64_t paid = 0;
  for (const auto& [number, row] : insured.settlements) {
    if (row.treated == treated.area) paid += row.figures.funds_paid.fen + row.figures.account.fen;
  }
  std::int64_t owed = 0, claimed = 0, passed_on = 0;
  for (const auto& [account, balance] : insured.balances) {
    if (account.role == ledger::Role::kDueTo && account.neighbour == treated.area) owed -= balance;
  }
  const std::string book = fmt::format("{:06}", insured.area);
  for (const auto& [account, balance] : treated.balances) {
    if (account.scheme != ledger::kClearingScheme || account.fund != book) continue;
    if (account.role == ledger::Role::kDueFrom) claimed += balance;
    if (account.role == ledger::Role::kPayable) passed_on -= balance;
  }
  const std::string what = fmt::format("{} for {}: ", insured.area, treated.area);
  findings.Expect(what + "owed", owed, paid);
  findings.Expect(what + "claimed", claimed, paid);
  findings.Expect(what + "due to hospitals", passed_on, paid);
}

// Accounts, and what was taken back.
void CompareSettlements(const Side& side, std::int64_t opening_fen, Findings& findings) {
  std::map<std::int64_t, std::int64_t> accounts;
  std::set<std::int64_t> reversed;
  for (const auto& [number, row] : side.settlements) {
    accounts[row.person] += row.figures.account.fen;
    if (row.reverses == 0) continue;
    const std::string what = fmt::format("reversal {} of {}", number, side.area);
    if (!reversed.insert(row.reverses).second) findings.Add(what + " is a second one");
    const auto original = side.settlements.find(row.reverses);
    if (original == side.settlements.end()) {
      findings.Add(what + " takes back nothing");
      continue;
    }
    const settle::Figures& was = original->second.figures;
    findings.Expect(what + " funds", row.figures.funds_paid.fen, -was.funds_paid.fen);
    findings.Expect(what + " account", row.figures.account.fen, -was.account.fen);
    findings.Expect(what + " area of treatment", row.treated, original->second.treated);
  }
  for (const auto& [person, balance] : side.accounts) {
    findings.Expect(fmt::format("account of person {} of {}", person, side.area), balance,
                    opening_fen - accounts[person]);
  }
}

// What was seen of one message, all its sendings together.
struct Known {
  std::vector<std::size_t> attempts;
  std::optional<std::size_t> answered;  // the first attempt that was
  bool only_refused = true;             // and its end is known
  std::int64_t treated = 0, insured = 0;
};

class Messages {
 public:
  Messages(const CrossHistory& history, const std::array<AuditedArea, 2>& areas) {
    for (std::size_t i = 0; i < history.attempts.size(); ++i) {
      const CrossAttempt& sent = history.attempts[i];
      const CrossRequest& asked = history.requests[sent.request];
      if (asked.home == asked.here) continue;
      Known& known = by_key_[{areas[asked.here].area, asked.provider, asked.msgid}];
      known.treated = areas[asked.here].area;
      known.insured = areas[asked.home].area;
      known.attempts.push_back(i);
      if (sent.seen == Seen::kAnswered && !known.answered) known.answered = i;
      if (sent.seen != Seen::kRefused) known.only_refused = false;
    }
  }

  const std::map<Message, Known>& all() const { return by_key_; }

 private:
  std::map<Message, Known> by_key_;
};

// What those who sent the message were told, among themselves.
void CompareAnswers(const CrossHistory& history, const Known& known, Findings& findings,
                    CrossingReport& report) {
  std::int64_t busy_until = 0;
  bool refused_before = false;
  for (const std::size_t place : known.attempts) {
    const CrossAttempt& sent = history.attempts[place];
    if (sent.began < busy_until) ++report.overtaken;
    busy_until = std::max(busy_until, sent.ended);
    if (!known.answered) continue;
    const CrossAttempt& first = history.attempts[*known.answered];
    const bool same_body =
        history.requests[sent.request].body == history.requests[first.request].body;
    if (sent.seen == Seen::kAnswered && (!same_body || sent.answer != first.answer)) {
      findings.Add(Describe(history, place) +
                   ", but another answer was given before: " + Describe(history, *known.answered));
    }
    const bool later = sent.began > first.ended;
    if (sent.seen == Seen::kRefused && later && same_body) {
      findings.Add(Describe(history, place) +
                   ", though it was answered before: " + Describe(history, *known.answered));
    }
    refused_before |= sent.seen == Seen::kRefused && sent.ended < first.ended;
  }
  if (refused_before) ++report.mended;
}

void CompareWithStore(const CrossHistory& history, const Messages& messages,
                      const std::array<Side, 2>& sides, Findings& findings,
                      CrossingReport& report) {
  for (std::size_t here = 0; here < sides.size(); ++here) {
    const auto settled = SettledFor(sides[1 - here], sides[here]);
    for (const auto& [message, known] : messages.all()) {
      if (known.treated != sides[here].area) continue;
      const auto found = settled.find(message);
      const bool made = found != settled.end();
      if (!made) ++report.refused;
      if (made) ++(found->second.front()->reverses == 0 ? report.settled : report.undone);
      if (known.answered) {
        const std::string& answer = history.attempts[*known.answered].answer;
        const std::string id =
            made ? IdOf(known.insured, found->second.front()->settlement) : std::string("none");
        findings.Expect(Describe(history, *known.answered) + "; settlement", id,
                        WordsOf(answer)["setl"]);
      } else if (known.only_refused && made) {
        findings.Add("settled, though refused whenever it was sent: " +
                     Describe(history, known.attempts.back()));
      }
    }
  }
}

}  // namespace

CrossingReport AuditCrossings(const CrossHistory& history, const std::array<AuditedArea, 2>& areas,
                              std::int64_t opening_fen) {
  CrossingReport report;
  Findings findings;
  const std::array<Side, 2> sides = {ReadSide(areas[0], findings), ReadSide(areas[1], findings)};
  for (std::size_t home = 0; home < sides.size(); ++home) {
    CompareBooks(sides[home], sides[1 - home], findings);
    CompareJournals(sides[home], sides[1 - home], findings);
    CompareSettlements(sides[home], opening_fen, findings);
  }
  const Messages messages(history, areas);
  for (const auto& [message, known] : messages.all()) {
    CompareAnswers(history, known, findings, report);
  }
  CompareWithStore(history, messages, sides, findings, report);
  report.findings = findings.Take();
  return report;
}

}  // namespace tongchou::sim
