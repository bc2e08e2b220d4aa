#include "service/clearing.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "service/committer.h"
#include "service/crossing_book.h"

namespace tongchou::service {
namespace {

// Whose message a payment is: no provider is called so.
constexpr const char* kSender = "clearing";
constexpr const char* kPaid = "paid";
constexpr const char* kReceived = "received";

std::string MonthText(const DateRange& month) { return ToString(month.from).substr(0, 7); }

// "990200/2026-05": what an entry of a payment books.
std::string SourceOf(const Region& other, const DateRange& month) {
  return other.area() + "/" + MonthText(month);
}

store::MessageKey PaymentKey(const Region& other, const DateRange& month, const char* what) {
  return {kSender, std::string(what) + " " + SourceOf(other, month)};
}

Result<bool> IsBooked(Region& region, const store::MessageKey& key) {
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  store::Needs needs;
  needs.messages.push_back(key);
  const Result<store::Loaded> loaded = (*reader)->Load(needs);
  if (!loaded.ok()) return loaded.error();
  return !loaded->answers.empty();
}

// What each fund of each scheme owes for `items`.
std::map<std::string, std::map<std::string, Money>> SumsOf(const std::vector<PairItem>& items) {
  std::map<std::string, std::map<std::string, Money>> sums;
  for (const PairItem& item : items) {
    for (const ledger::FundPayment& payment : item.payments) {
      sums[item.scheme][payment.fund] += payment.amount;
    }
  }
  return sums;
}

std::vector<ledger::Posting> PaidPostings(const ClearingStatement& statement,
                                          std::int64_t neighbour) {
  std::vector<ledger::Posting> postings;
  for (const auto& [scheme, funds] : SumsOf(statement.items)) {
    std::vector<ledger::FundPayment> payments;
    for (const auto& [fund, amount] : funds) payments.push_back({fund, amount});
    for (ledger::Posting& posting : ledger::ClearingPaid(scheme, payments, neighbour)) {
      postings.push_back(std::move(posting));
    }
  }
  return postings;
}

// Books `postings` once under `key`; true when it was done now.
Result<bool> BookPayment(Region& region, const store::MessageKey& key, const std::string& source,
                         const std::string& actor, const std::vector<ledger::Posting>& postings) {
  Command command;
  command.key = RequestKey{key.provider, key.msgid, kSender, Sm3(source), {}};
  command.actor = actor;
  command.action = "pay_clearing";
  command.at = region.clock().Now();
  command.execute = [&](Work& work) -> Result<Executed> {
    ledger::Entry entry;
    entry.at = work.at;
    entry.day = DayOf(work.at);
    entry.kind = ledger::EntryKind::kClearing;
    entry.source = source;
    entry.postings = postings;
    if (const Status sound = ledger::CheckPostings(postings); !sound.ok()) return sound.error();
    work.set.AddEntry(std::move(entry));
    return Executed{"{}", 0, source};
  };
  const Result<Answered> answered = region.committer().Submit(command);
  if (!answered.ok()) return answered.error();
  return !answered->repeated;
}

// The month is over in both areas, and they agree about it.
Status CheckDue(const Region& insured, const Region& treated, const ClearingStatement& statement) {
  const Date last = statement.month.through;
  if (insured.today() <= last || treated.today() <= last) {
    return Error{ErrorCode::kClearingNotDue,
                 {fmt::format("{} 尚未结束，月末之后才能清算付款", MonthText(statement.month)),
                  fmt::format("{} is not over: it can be paid from the day after its last",
                              MonthText(statement.month))},
                 "--month"};
  }
  if (statement.agrees()) return Done{};
  return Error{
      ErrorCode::kClearingNotDue,
      {fmt::format("{} 有 {} 笔单边、{} 笔不一致；请先启动服务完成未办结的异地结算，再核对",
                   MonthText(statement.month), statement.single_sided, statement.differing),
       fmt::format(
           "{} has {} items on one side only and {} that differ: let the server finish what "
           "is open, then look again",
           MonthText(statement.month), statement.single_sided, statement.differing)},
      "--month"};
}

}  // namespace

Result<DateRange> MonthOf(std::string_view text) {
  const Result<Date> first = ParseDate(std::string(text) + "-01");
  if (!first.ok()) {
    return Error{ErrorCode::kBadDate,
                 {fmt::format("“{}”不是月份，请写作 2026-05", text),
                  fmt::format("\"{}\" is not a month: write it as 2026-05", text)},
                 "--month"};
  }
  constexpr int kBeyondAnyMonth = 31;
  const Date next = first->PlusDays(kBeyondAnyMonth);
  return DateRange{*first, Date(next.year(), next.month(), 1).PlusDays(-1)};
}

Result<ClearingStatement> StatementOf(Region& insured, Region& treated, const DateRange& month) {
  ClearingStatement statement;
  statement.insured = insured.area();
  statement.treated = treated.area();
  statement.month = month;
  Result<std::vector<PairItem>> items = PairItems(insured, treated, month.from, month.through);
  if (!items.ok()) return items.error();
  statement.items = *std::move(items);
  for (const PairItem& item : statement.items) {
    statement.owed += item.owed.value_or(Money{});
    statement.claimed += item.claimed.value_or(Money{});
    if (!item.owed || !item.claimed) ++statement.single_sided;
    if (item.state == PairState::kDiffers) ++statement.differing;
  }
  const Result<bool> paid = IsBooked(insured, PaymentKey(treated, month, kPaid));
  if (!paid.ok()) return paid.error();
  const Result<bool> received = IsBooked(treated, PaymentKey(insured, month, kReceived));
  if (!received.ok()) return received.error();
  statement.paid = *paid;
  statement.received = *received;
  return statement;
}

Result<std::vector<OpenOrder>> OpenOrders(Region& treated) {
  Result<std::unique_ptr<store::Reader>> reader = treated.store().Read(treated.area_number());
  if (!reader.ok()) return reader.error();
  const auto rows = (*reader)->OpenCrossings(0, kMostOpenOrders);
  if (!rows.ok()) return rows.error();
  std::vector<OpenOrder> orders;
  for (const store::CrossingRow& row : *rows) {
    orders.push_back({CrossingId(treated.area_number(), row.number), AreaCode(row.neighbour),
                      row.key.provider, row.key.msgid, row.infno, row.at});
  }
  return orders;
}

Result<ClearingPayment> PayMonth(Region& insured, Region& treated, const DateRange& month,
                                 const std::string& actor) {
  const Result<ClearingStatement> statement = StatementOf(insured, treated, month);
  if (!statement.ok()) return statement.error();
  if (const Status due = CheckDue(insured, treated, *statement); !due.ok()) return due.error();
  ClearingPayment payment;
  payment.amount = statement->owed;
  if (statement->items.empty()) return payment;
  const Result<bool> paid =
      BookPayment(insured, PaymentKey(treated, month, kPaid), SourceOf(treated, month), actor,
                  PaidPostings(*statement, treated.area_number()));
  if (!paid.ok()) return paid.error();
  const Result<bool> received =
      BookPayment(treated, PaymentKey(insured, month, kReceived), SourceOf(insured, month), actor,
                  ledger::ClearingReceived(insured.area(), statement->claimed));
  if (!received.ok()) return received.error();
  payment.paid_now = *paid;
  payment.received_now = *received;
  return payment;
}

}  // namespace tongchou::service
