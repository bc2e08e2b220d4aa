#include "service/settlement_book.h"

#include "service/ids.h"
#include "store/row_codec.h"

namespace tongchou::service {
namespace {

// The figures as amounts that were paid: those of a reversal are negated.
settle::Figures Paid(const store::SettlementRow& row) {
  return row.reverses == 0 ? row.figures : Negated(row.figures);
}

std::vector<ledger::FundPayment> PaymentsOf(const store::SettlementRow& row,
                                            const settle::Figures& figures) {
  std::vector<ledger::FundPayment> payments;
  for (std::size_t i = 0; i < row.layer_funds.size(); ++i) {
    payments.push_back({row.layer_funds[i], figures.layer_paid[i]});
  }
  return payments;
}

std::vector<ledger::Posting> PostingsOf(const store::SettlementRow& row) {
  const settle::Figures paid = Paid(row);
  const std::vector<ledger::FundPayment> payments = PaymentsOf(row, paid);
  std::vector<ledger::Posting> postings =
      ledger::SettlementPostings(row.scheme, payments, paid.account, row.treated);
  return row.reverses == 0 ? postings : ledger::ReversalOf(postings);
}

}  // namespace

ledger::Entry SettlementEntry(std::int64_t area, const store::SettlementRow& row) {
  ledger::Entry entry;
  entry.area = area;
  entry.at = row.at;
  entry.day = DayOf(row.at);
  entry.kind = row.reverses == 0 ? ledger::EntryKind::kSettlement : ledger::EntryKind::kReversal;
  entry.source = IdText(area, IdKind::kSettlement, row.settlement);
  entry.content = store::SettlementDigest(row);
  entry.postings = PostingsOf(row);
  return entry;
}

store::CrossingRow CrossingOfSettlement(std::int64_t area, const store::SettlementRow& row) {
  store::CrossingRow crossing;
  crossing.side = store::CrossingSide::kInsured;
  crossing.state = store::CrossingState::kAnswered;
  crossing.neighbour = row.treated;
  crossing.outbox = row.crossing;
  crossing.key = {row.provider, row.msgid};
  crossing.at = row.at;
  crossing.entry = row.entry;
  store::CrossingFigures& figures = crossing.figures;
  figures.settlement = IdText(area, IdKind::kSettlement, row.settlement);
  figures.day = DayOf(row.at);
  figures.scheme = row.scheme;
  figures.total = row.figures.total;
  figures.funds = row.figures.funds_paid;
  figures.account = row.figures.account;
  figures.payments = PaymentsOf(row, row.figures);
  std::erase_if(figures.payments, [](const auto& payment) { return payment.amount == Money{}; });
  if (figures.account != Money{}) {
    figures.payments.push_back({std::string(ledger::kAccountFund), figures.account});
  }
  return crossing;
}

store::DayTotalRow SettlementDay(const store::SettlementRow& row) {
  store::DayTotalRow day;
  day.day = DayOf(row.at);
  day.scheme = row.scheme;
  day.benefit = row.benefit;
  day.level = row.inputs.level;
  day.pharmacy = row.pharmacy;
  day.count = row.reverses == 0 ? 1 : 0;
  day.reversals = row.reverses == 0 ? 0 : 1;
  day.total = row.figures.total;
  day.funds = row.figures.funds_paid;
  day.account = row.figures.account;
  day.cash = row.figures.cash;
  return day;
}

void AddToDay(const store::DayTotalRow& row, store::DayTotalRow& sum) {
  sum.count += row.count;
  sum.reversals += row.reversals;
  sum.total += row.total;
  sum.funds += row.funds;
  sum.account += row.account;
  sum.cash += row.cash;
}

void AddToYear(const store::SettlementRow& row, store::YearRow& year) {
  year.settlements += row.reverses == 0 ? 1 : -1;
  year.total += row.figures.total;
  year.funds += row.figures.funds_paid;
  year.account += row.figures.account;
  year.cash += row.figures.cash;
}

settle::Figures Negated(const settle::Figures& figures) {
  settle::Figures negated = figures;
  for (Money* amount : {&negated.total, &negated.full_self_pay, &negated.over_ceiling,
                        &negated.first_self_pay, &negated.eligible, &negated.deductible,
                        &negated.funds_paid, &negated.burden, &negated.account, &negated.cash}) {
    *amount = -*amount;
  }
  for (Money& paid : negated.layer_paid) paid = -paid;
  return negated;
}

}  // namespace tongchou::service
