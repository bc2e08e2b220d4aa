#include "service/verify_book.h"

#include <fmt/core.h>

#include "service/verify.h"

namespace tongchou::service {
namespace {

using DayAccount = std::pair<Date, ledger::Account>;
using DayTurnovers = std::map<DayAccount, store::TurnoverRow>;

void AddTurnover(const store::TurnoverRow& row, store::TurnoverRow& sum) {
  sum.account = row.account;
  sum.debit += row.debit;
  sum.credit += row.credit;
}

void CheckEntry(const ledger::Entry& entry, const Book& book, const Sm3Digest& previous,
                Findings& findings) {
  const std::int64_t number = entry.number;
  if (number != book.entries + 1) {
    findings.Add(fmt::format("凭证号不连续：{} 之后是 {}", book.entries, number),
                 fmt::format("journal: entry {} follows entry {}", number, book.entries));
  }
  if (entry.previous != previous) {
    findings.Add(fmt::format("凭证 {} 与前一张的摘要不相接", number),
                 fmt::format("journal: entry {} is not chained to the one before it", number));
  }
  if (ledger::DigestOf(entry) != entry.digest) {
    findings.Add(fmt::format("凭证 {} 的内容与其摘要不符", number),
                 fmt::format("journal: entry {} differs from its digest", number));
  }
  if (!ledger::CheckPostings(entry.postings).ok()) {
    findings.Add(fmt::format("凭证 {} 借贷不平", number),
                 fmt::format("journal: entry {} does not balance", number));
  }
}

// Compares what the entries of a day add up to with the day's stored turnover.
Status CheckDays(store::Reader& reader, const DayTurnovers& computed, Findings& findings) {
  auto it = computed.begin();
  while (it != computed.end()) {
    const Date day = it->first.first;
    const Result<std::vector<store::TurnoverRow>> stored = reader.Turnovers(day, day);
    if (!stored.ok()) return stored.error();
    std::map<ledger::Account, store::TurnoverRow> by_account;
    for (const store::TurnoverRow& row : *stored) by_account[row.account] = row;
    for (; it != computed.end() && it->first.first == day; ++it) {
      const store::TurnoverRow& row = by_account[it->first.second];
      if (row.debit == it->second.debit && row.credit == it->second.credit) continue;
      const std::string code = ledger::CodeOf(it->first.second);
      findings.Add(
          fmt::format("{} 科目 {} 的发生额为 借{} 贷{}，凭证合计为 借{} 贷{}", ToString(day), code,
                      ToYuan(row.debit), ToYuan(row.credit), ToYuan(it->second.debit),
                      ToYuan(it->second.credit)),
          fmt::format("turnover of {} on {}: stored debit {} credit {}, entries give {} and {}",
                      code, ToString(day), ToYuan(row.debit), ToYuan(row.credit),
                      ToYuan(it->second.debit), ToYuan(it->second.credit)));
    }
  }
  return Done{};
}

// The sums over all days, which also finds turnover that no entry has.
Status CheckSums(store::Reader& reader, const Book& book, Findings& findings) {
  const Result<std::vector<store::TurnoverRow>> stored =
      reader.Turnovers(Date::FromDays(-1'000'000), kForever);
  if (!stored.ok()) return stored.error();
  for (const store::TurnoverRow& row : *stored) {
    const auto found = book.turnovers.find(row.account);
    const store::TurnoverRow sum =
        found == book.turnovers.end() ? store::TurnoverRow{} : found->second;
    if (row.debit == sum.debit && row.credit == sum.credit) continue;
    const std::string code = ledger::CodeOf(row.account);
    findings.Add(
        fmt::format("科目 {} 余额为 借{} 贷{}，凭证合计为 借{} 贷{}", code, ToYuan(row.debit),
                    ToYuan(row.credit), ToYuan(sum.debit), ToYuan(sum.credit)),
        fmt::format("balance of {}: stored debit {} credit {}, entries give {} and {}", code,
                    ToYuan(row.debit), ToYuan(row.credit), ToYuan(sum.debit), ToYuan(sum.credit)));
  }
  return Done{};
}

}  // namespace

void Findings::Add(std::string zh, std::string en) {
  if (texts_.size() >= static_cast<std::size_t>(kMaxDifferences)) {
    ++more_;
    return;
  }
  texts_.push_back({std::move(zh), std::move(en)});
}

Result<Book> VerifyBook(store::Reader& reader, std::int64_t area, const std::function<void()>& step,
                        Findings& findings) {
  Book book;
  DayTurnovers days;
  Sm3Digest previous{};
  const Status scanned = reader.EachEntry([&](const ledger::Entry& entry) {
    TC_CHECK(entry.area == area);
    CheckEntry(entry, book, previous, findings);
    book.entries = entry.number;
    previous = entry.digest;
    book.marks.resize(static_cast<std::size_t>(std::max<std::int64_t>(entry.number, 0)));
    if (entry.number > 0) book.marks.back() = {entry.previous, entry.digest, entry.kind, false};
    for (const ledger::Posting& posting : entry.postings) {
      const store::TurnoverRow row{entry.day, posting.account, posting.debit, posting.credit};
      AddTurnover(row, days[{entry.day, posting.account}]);
      AddTurnover(row, book.turnovers[posting.account]);
    }
    step();
    return true;
  });
  if (!scanned.ok()) return scanned.error();
  const Result<store::Loaded> loaded = reader.Load({});
  if (!loaded.ok()) return loaded.error();
  if (loaded->area.entries != book.entries || loaded->area.head != previous) {
    findings.Add(
        fmt::format("账末记载为第 {} 张凭证，实有 {} 张", loaded->area.entries, book.entries),
        fmt::format("journal: its end is kept as entry {}, found entry {}", loaded->area.entries,
                    book.entries));
  }
  Status checked = CheckDays(reader, days, findings);
  if (checked.ok()) checked = CheckSums(reader, book, findings);
  if (!checked.ok()) return checked.error();
  return book;
}

}  // namespace tongchou::service
