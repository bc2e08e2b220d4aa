// The journal, its chain, turnovers and daily totals against the auditor's book.
#include <fmt/core.h>

#include <array>

#include "sim/audit_compare.h"
#include "store/row_codec.h"

namespace tongchou::sim {
namespace {

// The auditor's own writing of an entry's canonical bytes (docs/internals/data.md).
class Bytes {
 public:
  void Raw(const Sm3Digest& digest) { bytes_.append(digest.begin(), digest.end()); }
  void Raw(const char* text) { bytes_ += text; }
  void Number(std::int64_t value) {
    std::array<char, 8> digits{};
    auto rest = static_cast<std::uint64_t>(value);
    for (std::size_t i = digits.size(); i-- > 0; rest >>= 8) {
      digits[i] = static_cast<char>(rest & 0xff);
    }
    bytes_.append(digits.begin(), digits.end());
  }
  void Text(const std::string& text) {
    Number(static_cast<std::int64_t>(text.size()));
    bytes_ += text;
  }
  Sm3Digest Digest() const { return Sm3(bytes_); }

 private:
  std::string bytes_;
};

std::string AccountCode(const ledger::Account& account) {
  constexpr std::array<const char*, 7> kRoles = {"",       "bank",     "payable", "opening",
                                                 "income", "benefits", "holders"};
  return account.scheme + "." + account.fund + "." + kRoles[static_cast<std::size_t>(account.role)];
}

Sm3Digest DigestOf(const ledger::Entry& entry, const Sm3Digest& previous) {
  Bytes bytes;
  bytes.Raw("TCJ1");
  bytes.Raw(previous);
  bytes.Number(entry.area);
  bytes.Number(entry.number);
  bytes.Number(entry.at.ms);
  bytes.Number(entry.day.days());
  bytes.Number(static_cast<std::int64_t>(entry.kind));
  bytes.Text(entry.source);
  bytes.Raw(entry.content);
  bytes.Number(static_cast<std::int64_t>(entry.postings.size()));
  for (const ledger::Posting& posting : entry.postings) {
    bytes.Text(AccountCode(posting.account));
    bytes.Number(posting.debit.fen);
    bytes.Number(posting.credit.fen);
  }
  return bytes.Digest();
}

void CompareEntry(const ledger::Entry& entry, const BookedEntry& booked, Findings& findings) {
  const std::string what = fmt::format("entry {}", entry.number);
  std::map<std::string, std::int64_t> debit, credit;
  std::int64_t balance = 0;
  for (const ledger::Posting& posting : entry.postings) {
    balance += posting.debit.fen - posting.credit.fen;
    if (posting.debit.fen != 0) debit[AccountCode(posting.account)] += posting.debit.fen;
    if (posting.credit.fen != 0) credit[AccountCode(posting.account)] += posting.credit.fen;
  }
  findings.Expect(what + " debits less credits", balance, 0);
  if (debit != booked.debit || credit != booked.credit) findings.Add(what + ": other postings");
  findings.Expect(what + " moment", entry.at.ms, booked.at.ms);
  findings.Expect(what + " day", entry.day.days(), booked.day.days());
  findings.Expect(what + " kind", static_cast<int>(entry.kind), static_cast<int>(booked.kind));
  findings.Expect(what + " source", entry.source, booked.source);
}

void CompareTurnovers(const AuditBook& book, store::Reader& reader, Findings& findings) {
  struct Sides {
    std::int64_t debit = 0, credit = 0;
  };
  std::map<Date, std::map<std::string, Sides>> booked;
  std::map<std::string, Sides> all;
  for (const BookedEntry& entry : book.entries()) {
    for (const auto& [account, amount] : entry.debit) {
      booked[entry.day][account].debit += amount;
      all[account].debit += amount;
    }
    for (const auto& [account, amount] : entry.credit) {
      booked[entry.day][account].credit += amount;
      all[account].credit += amount;
    }
  }
  const auto compare = [&](Date from, Date through, const std::map<std::string, Sides>& sums) {
    const std::string what =
        fmt::format("turnover from {} through {}", ToString(from), ToString(through));
    const auto rows = reader.Turnovers(from, through);
    if (!rows.ok()) return findings.Add(what + " cannot be read");
    findings.Expect(what + " accounts", static_cast<std::int64_t>(rows->size()),
                    static_cast<std::int64_t>(sums.size()));
    for (const store::TurnoverRow& row : *rows) {
      const auto found = sums.find(AccountCode(row.account));
      const Sides sides = found == sums.end() ? Sides() : found->second;
      findings.Expect(what + " debit of " + AccountCode(row.account), row.debit.fen, sides.debit);
      findings.Expect(what + " credit of " + AccountCode(row.account), row.credit.fen,
                      sides.credit);
    }
  };
  for (const auto& [day, sums] : booked) compare(day, day, sums);
  compare(Date(), kForever, all);
  // What the agency owes to the holders is what they have.
  std::int64_t owed = 0, held = 0;
  for (const auto& [account, sides] : all) {
    if (account.ends_with(".account.holders")) owed += sides.credit - sides.debit;
  }
  for (const BookedPerson& person : book.persons()) held += person.balance;
  findings.Expect("owed to the holders of accounts", owed, held);
}

void CompareDays(const AuditBook& book, store::Reader& reader, Findings& findings) {
  const auto rows = reader.Days(Date(), kForever);
  if (!rows.ok()) return findings.Add("daily totals cannot be read");
  findings.Expect("daily totals", static_cast<std::int64_t>(rows->size()),
                  static_cast<std::int64_t>(book.days().size()));
  for (const store::DayTotalRow& row : *rows) {
    const auto found =
        book.days().find({row.day, row.scheme, row.benefit, row.level, row.pharmacy});
    const BookedDay is{row.count,     row.reversals,   row.total.fen,
                       row.funds.fen, row.account.fen, row.cash.fen};
    if (found == book.days().end() || !(found->second == is)) {
      findings.Add(fmt::format("daily total of {} {} {} differs", ToString(row.day), row.scheme,
                               row.benefit));
    }
  }
}

}  // namespace

void CompareJournal(const World& world, const AuditBook& book, const SettlementRows& settlements,
                    store::Reader& reader, Findings& findings) {
  Sm3Digest previous{};
  std::size_t place = 0;
  const Status status = reader.EachEntry([&](const ledger::Entry& entry) {
    findings.Expect("number of an entry", entry.number, static_cast<std::int64_t>(place) + 1);
    if (entry.previous != previous || DigestOf(entry, previous) != entry.digest) {
      findings.Add(fmt::format("entry {} breaks the chain", entry.number));
    }
    previous = entry.digest;
    if (place < book.entries().size()) CompareEntry(entry, book.entries()[place], findings);
    const auto settled = settlements.find(world.NumberOf(entry.source, '3'));
    const Sm3Digest content =
        settled == settlements.end() ? Sm3Digest{} : store::SettlementDigest(settled->second);
    if (entry.content != content) {
      findings.Add(fmt::format("entry {} books another record", entry.number));
    }
    ++place;
    return true;
  });
  if (!status.ok()) findings.Add("the journal cannot be read");
  findings.Expect("number of entries", static_cast<std::int64_t>(place),
                  static_cast<std::int64_t>(book.entries().size()));
  const Result<store::Loaded> loaded = reader.Load({});
  if (!loaded.ok() || loaded->area.head != previous) findings.Add("the chain's head differs");
  CompareTurnovers(book, reader, findings);
  CompareDays(book, reader, findings);
}

}  // namespace tongchou::sim
