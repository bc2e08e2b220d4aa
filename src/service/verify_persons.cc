#include "service/verify_persons.h"

#include <fmt/core.h>

#include <optional>
#include <tuple>
#include <unordered_map>

#include "service/ids.h"
#include "service/region.h"
#include "service/settlement_book.h"
#include "service/verify_history.h"
#include "service/verify_recompute.h"

namespace tongchou::service {
namespace {

using DayKey = std::tuple<Date, std::string, std::string, std::int32_t, bool>;

DayKey KeyOf(const store::DayTotalRow& row) {
  return {row.day, row.scheme, row.benefit, row.level, row.pharmacy};
}

auto AmountsOf(const store::DayTotalRow& row) {
  return std::tuple(row.count, row.reversals, row.total, row.funds, row.account, row.cash);
}

auto SumsOf(const store::YearRow& row) {
  return std::tuple(row.settlements, row.total, row.funds, row.account, row.cash);
}

// What the movements of an account add up to.
struct AccountSum {
  Money balance;
  std::int64_t movements = 0;
};

class Verifier {
 public:
  Verifier(Region& region, store::Reader& reader, Book& book, Findings& findings)
      : region_(region), reader_(reader), book_(book), findings_(findings) {}

  Status Movements();
  Status Settlements(const std::function<void()>& step);
  Status Accounts();
  Status Days();
  void Entries();
  const PersonCounts& counts() const { return counts_; }

 private:
  std::string PersonId(std::int64_t person) const {
    return IdText(region_.area_number(), IdKind::kPerson, person);
  }
  void CheckBooking(const store::SettlementRow& row);
  Status EndPerson();

  Region& region_;
  store::Reader& reader_;
  Book& book_;
  Findings& findings_;
  PersonCounts counts_;
  std::unordered_map<std::int64_t, AccountSum> sums_;        // by person
  std::unordered_map<std::int64_t, Money> moved_;            // by settlement
  std::unordered_map<std::int64_t, std::int64_t> standing_;  // by person
  std::map<DayKey, store::DayTotalRow> days_;
  std::unordered_set<std::int64_t> redone_;
  std::int64_t person_ = 0;
  std::optional<History> history_;
  std::int64_t years_ = 0;
};

Status Verifier::Movements() {
  return reader_.EachMovement([&](const store::MovementRow& row) {
    AccountSum& sum = sums_[row.person];
    sum.balance += row.amount;
    const bool follows = row.number == ++sum.movements && row.balance_after == sum.balance;
    if (!follows) {
      findings_.Add(
          fmt::format("{} 账户第 {} 笔流水的序号或余额不符", PersonId(row.person), row.number),
          fmt::format("account of {}: movement {} does not follow the one before",
                      PersonId(row.person), row.number));
    }
    if (row.settlement != 0) moved_[row.settlement] = row.amount;
    return true;
  });
}

// The entry must be exactly what the row books, and nobody else's.
void Verifier::CheckBooking(const store::SettlementRow& row) {
  const std::string id = IdText(region_.area_number(), IdKind::kSettlement, row.settlement);
  const auto index = static_cast<std::size_t>(row.entry - 1);
  bool booked = row.entry > 0 && index < book_.marks.size() && !book_.marks[index].booked;
  if (booked) {
    EntryMark& mark = book_.marks[index];
    mark.booked = true;
    ledger::Entry entry = SettlementEntry(region_.area_number(), row);
    entry.number = row.entry;
    entry.previous = mark.previous;
    booked = ledger::DigestOf(entry) == mark.digest;
  }
  if (!booked) {
    findings_.Add(fmt::format("结算 {} 与其凭证 {} 不符", id, row.entry),
                  fmt::format("settlement {}: entry {} does not book it", id, row.entry));
  }
  const auto moved = moved_.find(row.settlement);
  const Money amount = moved == moved_.end() ? Money{} : moved->second;
  if (amount != -row.figures.account) {
    findings_.Add(fmt::format("结算 {} 的个人账户支出与账户流水不符", id),
                  fmt::format("settlement {}: its account movement is {}", id, ToYuan(amount)));
  }
  if (moved != moved_.end()) moved_.erase(moved);
}

Status Verifier::Settlements(const std::function<void()>& step) {
  Result<std::unordered_set<std::int64_t>> redone = RedoneSettlements(reader_);
  if (!redone.ok()) return redone.error();
  redone_ = *std::move(redone);
  Status ended = Done{};
  const Status scanned = reader_.EachSettlement([&](const store::SettlementRow& row) {
    if (row.person != person_) {
      ended = EndPerson();
      if (!ended.ok()) return false;
      person_ = row.person;
      history_.emplace(region_, redone_, findings_);
      ++counts_.persons;
    }
    ++(row.reverses == 0 ? counts_.settlements : counts_.reversals);
    if (row.treated != 0) ++counts_.elsewhere;
    history_->Add(row);
    CheckBooking(row);
    const store::DayTotalRow day = SettlementDay(row);
    AddToDay(day, days_[KeyOf(day)]);
    step();
    return true;
  });
  if (!scanned.ok()) return scanned;
  return ended.ok() ? EndPerson() : ended;
}

// Compares the person's stored years with what the history left.
Status Verifier::EndPerson() {
  if (!history_) return Done{};
  store::Needs needs;
  needs.persons.push_back(person_);
  const Result<store::Loaded> loaded = reader_.Load(needs);
  if (!loaded.ok()) return loaded.error();
  standing_[person_] = history_->standing();
  years_ += static_cast<std::int64_t>(history_->years().size());
  for (const auto& [key, year] : history_->years()) {
    bool same = false;
    for (const store::YearRow& stored : loaded->years) {
      const bool this_one = stored.scheme == key.first && stored.year == key.second;
      same |= this_one && stored.totals == year.totals && SumsOf(stored) == SumsOf(year);
    }
    if (same) continue;
    findings_.Add(fmt::format("{} {}年 {} 的年度累计与各笔结算不符", PersonId(person_), key.second,
                              key.first),
                  fmt::format("totals of {} in {} ({}): not what the settlements give",
                              PersonId(person_), key.second, key.first));
  }
  history_.reset();
  return Done{};
}

Status Verifier::Accounts() {
  Money held;
  std::size_t seen = 0;
  const Status scanned = reader_.EachAccount([&](const store::AccountRow& row) {
    const auto sum = sums_.find(row.person);
    const AccountSum expected = sum == sums_.end() ? AccountSum{} : sum->second;
    if (sum != sums_.end()) ++seen;
    const auto standing = standing_.find(row.person);
    const std::int64_t latest = standing == standing_.end() ? 0 : standing->second;
    held += row.balance;
    if (row.balance != expected.balance || row.movements != expected.movements ||
        row.standing != latest) {
      findings_.Add(
          fmt::format("{} 账户余额为 {}，流水合计为 {}", PersonId(row.person), ToYuan(row.balance),
                      ToYuan(expected.balance)),
          fmt::format("account of {}: balance {}, movements give {}", PersonId(row.person),
                      ToYuan(row.balance), ToYuan(expected.balance)));
    }
    return true;
  });
  if (!scanned.ok()) return scanned;
  Money owed;
  for (const auto& [account, row] : book_.turnovers) {
    if (account.role == ledger::Role::kHolders) owed += row.credit - row.debit;
  }
  if (held != owed || seen != sums_.size() || !moved_.empty()) {
    findings_.Add(
        fmt::format("个人账户合计 {}，账面应为 {}", ToYuan(held), ToYuan(owed)),
        fmt::format("accounts hold {} together, the ledger owes {}", ToYuan(held), ToYuan(owed)));
  }
  std::int64_t stored_years = 0;
  const Status years = reader_.EachYear([&](const store::YearRow&) {
    ++stored_years;
    return true;
  });
  if (years.ok() && stored_years != years_) {
    findings_.Add(
        fmt::format("年度累计有 {} 条，应为 {} 条", stored_years, years_),
        fmt::format("{} person-years are kept, settlements give {}", stored_years, years_));
  }
  return years;
}

Status Verifier::Days() {
  const Result<std::vector<store::DayTotalRow>> stored =
      reader_.Days(Date::FromDays(-1'000'000), kForever);
  if (!stored.ok()) return stored.error();
  for (const store::DayTotalRow& row : *stored) {
    const auto computed = days_.find(KeyOf(row));
    const bool same = computed != days_.end() && AmountsOf(computed->second) == AmountsOf(row);
    if (computed != days_.end()) days_.erase(computed);
    if (same) continue;
    findings_.Add(
        fmt::format("{} {} {} 的日汇总与各笔结算不符", ToString(row.day), row.scheme, row.benefit),
        fmt::format("daily totals of {} ({}, {}): not what the settlements give", ToString(row.day),
                    row.scheme, row.benefit));
  }
  for (const auto& [key, row] : days_) {
    findings_.Add(fmt::format("{} 缺少日汇总", ToString(std::get<Date>(key))),
                  fmt::format("daily totals of {} are missing", ToString(std::get<Date>(key))));
  }
  return Done{};
}

// Every entry that says it books a settlement must have been claimed by one.
void Verifier::Entries() {
  for (std::size_t i = 0; i < book_.marks.size(); ++i) {
    const EntryMark& mark = book_.marks[i];
    const bool books =
        mark.kind == ledger::EntryKind::kSettlement || mark.kind == ledger::EntryKind::kReversal;
    if (!books || mark.booked) continue;
    findings_.Add(fmt::format("凭证 {} 所记的结算不存在", i + 1),
                  fmt::format("journal: entry {} books a settlement that is not there", i + 1));
  }
}

}  // namespace

Result<PersonCounts> VerifyPersons(Region& region, store::Reader& reader, Book& book,
                                   const std::function<void()>& step, Findings& findings) {
  Verifier verifier(region, reader, book, findings);
  Status status = verifier.Movements();
  if (status.ok()) status = verifier.Settlements(step);
  if (status.ok()) status = verifier.Accounts();
  if (status.ok()) status = verifier.Days();
  if (!status.ok()) return status.error();
  verifier.Entries();
  return verifier.counts();
}

}  // namespace tongchou::service
