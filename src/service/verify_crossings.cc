#include "service/verify_crossings.h"

#include <fmt/core.h>

#include <vector>

#include "service/crossing_book.h"
#include "service/crossing_pairs.h"
#include "service/ids.h"
#include "service/region.h"
#include "service/settlement_book.h"
#include "store/row_codec.h"

namespace tongchou::service {
namespace {

using store::CrossingRow;
using store::CrossingSide;
using store::CrossingState;

const Date kFirstDay(1970, 1, 2);  // those without an outcome stand on the day before

// The entry must be exactly what the crossing books, and nobody else's.
bool IsBooked(std::int64_t area, const CrossingRow& row, Book& book) {
  const auto index = static_cast<std::size_t>(row.entry - 1);
  if (row.entry <= 0 || index >= book.marks.size() || book.marks[index].booked) return false;
  EntryMark& mark = book.marks[index];
  mark.booked = true;
  ledger::Entry entry = CrossingEntry(area, row);
  entry.number = row.entry;
  entry.previous = mark.previous;
  return ledger::DigestOf(entry) == mark.digest;
}

// Whether the crossing says of its settlement what that says itself.
Result<bool> TellsItsSettlement(store::Reader& reader, std::int64_t area, const CrossingRow& row) {
  store::Needs needs;
  needs.settlements.push_back(IdNumber(area, IdKind::kSettlement, row.figures.settlement));
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  if (loaded->settlements.empty() || loaded->settlements.front().treated == 0) return false;
  CrossingRow told = CrossingOfSettlement(area, loaded->settlements.front());
  told.number = row.number;
  return store::PackCrossing(told) == store::PackCrossing(row);
}

// Debit less credit of what one area has in its journal for the other.
Result<Money> BalanceOf(Region& region, const std::function<bool(const ledger::Account&)>& wanted) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  const Result<std::vector<store::TurnoverRow>> rows =
      (*reader)->Turnovers(Date::FromDays(-1'000'000), kForever);
  if (!rows.ok()) return rows.error();
  Money balance;
  for (const store::TurnoverRow& row : *rows) {
    if (wanted(row.account)) balance += row.debit - row.credit;
  }
  return balance;
}

void Report(const Region& insured, const Region& treated, const PairItem& item,
            Findings& findings) {
  const std::string id = CrossingId(treated.area_number(), item.outbox);
  const Text& title = PairStateTitle(item.state);
  findings.Add(fmt::format("异地结算 {}（参保地 {}）：{}", id, insured.area(), title.zh),
               fmt::format("crossing {} (insured in {}): {}", id, insured.area(), title.en));
}

// What was paid for months is the items less what is still open: the same on both sides.
Status ComparePayments(Region& insured, Region& treated, Money owed, Money claimed,
                       Findings& findings) {
  const std::int64_t neighbour = treated.area_number();
  const Result<Money> due_to = BalanceOf(insured, [neighbour](const ledger::Account& account) {
    return account.role == ledger::Role::kDueTo && account.neighbour == neighbour;
  });
  if (!due_to.ok()) return due_to.error();
  const std::string fund = insured.area();
  const Result<Money> due_from = BalanceOf(treated, [&fund](const ledger::Account& account) {
    return account.role == ledger::Role::kDueFrom && account.fund == fund;
  });
  if (!due_from.ok()) return due_from.error();
  const Money paid = owed + *due_to;
  const Money received = claimed - *due_from;
  if (paid == received) return Done{};
  findings.Add(
      fmt::format("{} 付给 {} 的清算款为 {}，对方入账 {}；请重新执行该月的 clearing --post",
                  insured.area(), treated.area(), ToYuan(paid), ToYuan(received)),
      fmt::format("{} has paid {} to {}, which has booked {}: run clearing --post for the "
                  "month again",
                  insured.area(), ToYuan(paid), treated.area(), ToYuan(received)));
  return Done{};
}

}  // namespace

Result<CrossingCounts> VerifyCrossings(store::Reader& reader, std::int64_t area, Book& book,
                                       Findings& findings) {
  CrossingCounts counts;
  std::int64_t number = 0;
  Status failed = Done{};
  const Status scanned = reader.EachCrossing([&](const CrossingRow& row) {
    bool sound = row.number == ++number;
    if (row.side == CrossingSide::kInsured) {
      ++counts.insured;
      const Result<bool> told = TellsItsSettlement(reader, area, row);
      if (!told.ok()) failed = told.error();
      sound = sound && told.ok() && *told;
    } else if (row.state == CrossingState::kAnswered) {
      ++counts.treated;
      sound = IsBooked(area, row, book) && sound;
    } else if (row.state == CrossingState::kAsked) {
      ++counts.unfinished;
    }
    if (!sound) {
      findings.Add(fmt::format("异地结算 {} 与其结算或凭证不符", CrossingId(area, row.number)),
                   fmt::format("crossing {} is not what its settlement or entry says",
                               CrossingId(area, row.number)));
    }
    return failed.ok();
  });
  if (!scanned.ok()) return scanned.error();
  if (!failed.ok()) return failed.error();
  for (std::size_t i = 0; i < book.marks.size(); ++i) {
    const EntryMark& mark = book.marks[i];
    if (mark.kind != ledger::EntryKind::kCrossing || mark.booked) continue;
    findings.Add(fmt::format("凭证 {} 所记的异地结算不存在", i + 1),
                 fmt::format("journal: entry {} books a crossing that is not there", i + 1));
  }
  return counts;
}

Result<PairCounts> VerifyPair(Region& insured, Region& treated, Findings& findings) {
  const Result<std::vector<PairItem>> items = PairItems(insured, treated, kFirstDay, kForever);
  if (!items.ok()) return items.error();
  PairCounts counts;
  counts.items = static_cast<std::int64_t>(items->size());
  Money owed, claimed;
  for (const PairItem& item : *items) {
    owed += item.owed.value_or(Money{});
    claimed += item.claimed.value_or(Money{});
    if (item.state == PairState::kUnfinished) {
      ++counts.unfinished;
    } else if (item.state != PairState::kMatched) {
      Report(insured, treated, item, findings);
    }
  }
  const Status compared = ComparePayments(insured, treated, owed, claimed, findings);
  if (!compared.ok()) return compared.error();
  return counts;
}

}  // namespace tongchou::service
