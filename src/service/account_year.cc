#include "service/account_year.h"

#include <algorithm>

#include "policy/pack_model.h"

namespace tongchou::service {
namespace {

using levy::AccountEvent;
using levy::AccountMove;
using store::MovementKind;

// What a movement of `kind` does, forward and backward: the amounts of a kind that goes backward
// have the other sign.
struct MoveRow {
  AccountMove credit, debit;  // of an amount above and below zero
};

MoveRow MoveOf(MovementKind kind) {
  switch (kind) {
    case MovementKind::kOpening:
    case MovementKind::kInterest:
      return {AccountMove::kCarried, AccountMove::kCarriedBack};
    case MovementKind::kContribution:
      return {AccountMove::kCredit, AccountMove::kCreditBack};
    case MovementKind::kClosingInterest:
      return {AccountMove::kClosing, AccountMove::kClosingBack};
    case MovementKind::kPayment:
    case MovementKind::kReversal:
    case MovementKind::kPayout:
      break;
  }
  return {AccountMove::kReturn, AccountMove::kUse};
}

}  // namespace

levy::InterestSpan BenefitYear(const policy::Pack& pack, int year) {
  const policy::PackModel& model = *pack.model;
  const auto first = [&](int of) { return Date(of, model.year_start_month, model.year_start_day); };
  return {first(year), first(year + 1)};
}

int BenefitYearOf(const policy::Pack& pack, Date day) {
  const int year = day.year();
  return day < BenefitYear(pack, year).from ? year - 1 : year;
}

Result<levy::AccountInterest> InterestOf(const policy::Pack& pack, levy::InterestSpan span,
                                         std::span<const store::MovementRow> movements,
                                         bool with_stretches) {
  Money opening;
  std::vector<AccountEvent> events;
  for (const store::MovementRow& row : movements) {
    const Date day = DayOf(row.at);
    if (day >= span.until) break;
    if (day < span.from) {
      opening = row.balance_after;
      continue;
    }
    if (events.empty()) opening = row.balance_after - row.amount;
    const MoveRow moves = MoveOf(row.kind);
    const bool credit = row.amount.fen >= 0;
    events.push_back({day, credit ? moves.credit : moves.debit, credit ? row.amount : -row.amount});
    if (row.kind == MovementKind::kInterest && credit) events.back().day = span.from;
  }
  std::ranges::stable_sort(events, {}, &AccountEvent::day);
  return levy::InterestOf(pack.accounts, span, opening, events, with_stretches);
}

Status EachAccountHistory(store::Reader& reader,
                          const std::function<bool(std::span<const store::MovementRow>)>& visit) {
  std::vector<store::MovementRow> together;
  bool going = true;
  const Status scanned = reader.EachMovement([&](const store::MovementRow& row) {
    if (!together.empty() && together.back().person != row.person) {
      going = visit(together);
      together.clear();
    }
    together.push_back(row);
    return going;
  });
  if (scanned.ok() && going && !together.empty()) visit(together);
  return scanned;
}

Result<std::vector<store::MovementRow>> MovementsFrom(store::Reader& reader, std::int64_t person,
                                                      Date from) {
  constexpr int kFirst = 64;
  constexpr int kMost = 1 << 20;
  for (int limit = kFirst;; limit *= 4) {
    Result<std::vector<store::MovementRow>> rows = reader.Movements(person, limit);
    if (!rows.ok()) return rows;
    const bool all = rows->size() < static_cast<std::size_t>(limit) || limit >= kMost ||
                     DayOf(rows->back().at) < from;
    if (!all) continue;
    std::ranges::reverse(*rows);
    const auto first = std::ranges::find_if(
        *rows, [&](const store::MovementRow& row) { return DayOf(row.at) >= from; });
    if (first != rows->begin()) rows->erase(rows->begin(), first - 1);
    return rows;
  }
}

}  // namespace tongchou::service
