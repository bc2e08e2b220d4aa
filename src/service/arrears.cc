#include "service/arrears.h"

#include <algorithm>
#include <set>

#include "store/packing.h"

namespace tongchou::service {
namespace {

constexpr std::int64_t kForm = 1;
constexpr std::string_view kForBills = "bills:";  // begins the reason of what arrears freeze

bool Freezes(const FrozenDays& days, Date day) { return !days.undone && days.range.Contains(day); }

const std::vector<FrozenDays>* DaysOf(const ArrearsBook& book, const std::string& employer) {
  return book.Find(employer);
}

std::string BillsOn(const std::vector<FrozenDays>& all, Date day) {
  std::string bills;
  for (const FrozenDays& days : all) {
    if (Freezes(days, day)) bills += (bills.empty() ? "" : "、") + days.bill;
  }
  return bills;
}

std::vector<FrozenDays>::iterator Find(const std::string& bill, std::vector<FrozenDays>& days) {
  return std::ranges::find(days, bill, &FrozenDays::bill);
}

}  // namespace

std::string FrozenFor(const ArrearsBook& book, const std::string& employer, Date day) {
  const auto* days = DaysOf(book, employer);
  return days == nullptr ? std::string() : BillsOn(*days, day);
}

std::vector<store::Coverage> WithArrears(const std::vector<store::Coverage>& coverage,
                                         const ArrearsBook& book) {
  std::vector<store::Coverage> cut;
  for (const store::Coverage& interval : coverage) {
    const auto* all = DaysOf(book, interval.employer);
    if (all == nullptr || interval.frozen) {
      cut.push_back(interval);
      continue;
    }
    std::set<Date> begins = {interval.range.from};
    for (const FrozenDays& days : *all) {
      if (days.undone) continue;
      if (interval.range.Contains(days.range.from)) begins.insert(days.range.from);
      if (days.range.through == kForever) continue;
      const Date next = days.range.through.PlusDays(1);
      if (interval.range.Contains(next)) begins.insert(next);
    }
    for (auto begin = begins.begin(); begin != begins.end(); ++begin) {
      store::Coverage part = interval;
      // A later part has not been insured since its own first day.
      if (part.insured_since == Date()) part.insured_since = interval.range.from;
      part.range.from = *begin;
      if (std::next(begin) != begins.end()) part.range.through = std::next(begin)->PlusDays(-1);
      const std::string bills = BillsOn(*all, *begin);
      part.frozen = !bills.empty();
      part.reason = part.frozen ? std::string(kForBills) + bills : std::string();
      const bool same = begin != begins.begin() && cut.back().reason == part.reason;
      if (same) {
        cut.back().range.through = part.range.through;
      } else {
        cut.push_back(std::move(part));
      }
    }
  }
  return cut;
}

Text FreezeReason(const store::Coverage& interval) {
  if (!interval.reason.starts_with(kForBills)) return {interval.reason, interval.reason};
  const std::string bills = interval.reason.substr(kForBills.size());
  return {"欠费，缴费单 " + bills, "arrears of bill " + bills};
}

std::optional<Date> FreezesFrom(const policy::ReceiptRules& rules, Date due) {
  if (rules.freeze_months <= 0) return {};
  const auto month =
      due.ymd().year() / due.ymd().month() + std::chrono::months(rules.freeze_months);
  return Date(std::chrono::sys_days(month / std::chrono::day{1}));
}

void NoteOpen(const std::string& bill, Date from, std::vector<FrozenDays>& days) {
  if (Find(bill, days) == days.end()) days.push_back({bill, {from, kForever}, {}, false});
}

void NotePaid(const policy::ReceiptRules& rules, const std::string& bill, Date paid,
              std::vector<FrozenDays>& days) {
  const auto found = Find(bill, days);
  if (found == days.end() || found->paid) return;
  // What was paid before its first frozen day has frozen nobody.
  if (paid <= found->range.from) {
    days.erase(found);
    return;
  }
  found->paid = paid;
  found->range.through = paid.PlusDays(-1);
  found->undone = rules.thaw == policy::Thaw::kRetroactive;
}

void NoteOpenAgain(const std::string& bill, std::vector<FrozenDays>& days) {
  const auto found = Find(bill, days);
  if (found == days.end()) return;
  found->paid.reset();
  found->range.through = kForever;
  found->undone = false;
}

store::RecordKey ArrearsKey(const std::string& employer) {
  return {store::RecordKind::kArrears, employer};
}

store::RecordRow ArrearsRecord(const std::string& employer, const std::vector<FrozenDays>& days,
                               std::int64_t version) {
  store::Packer out;
  out.Number(kForm).Number(static_cast<std::int64_t>(days.size()));
  for (const FrozenDays& one : days) {
    out.Text(one.bill).Day(one.range.from).Day(one.range.through).Flag(one.paid.has_value());
    if (one.paid) out.Day(*one.paid);
    out.Flag(one.undone);
  }
  return {store::RecordKind::kArrears, employer, out.Take(), {}, version};
}

Result<std::vector<FrozenDays>> ArrearsOf(const store::RecordRow& row) {
  store::Unpacker in(row.body);
  const bool known = in.Number() == kForm;
  std::vector<FrozenDays> days(in.Count());
  for (FrozenDays& one : days) {
    one.bill = in.Text();
    one.range.from = in.Day();
    one.range.through = in.Day();
    if (in.Flag()) one.paid = in.Day();
    one.undone = in.Flag();
    if (!in.ok()) break;
  }
  if (!known || !in.done()) return Error{ErrorCode::kStoreCorrupt, {}, "record"};
  return days;
}

}  // namespace tongchou::service
