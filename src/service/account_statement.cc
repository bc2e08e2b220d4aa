#include "service/account_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "service/account_year.h"
#include "service/ids.h"
#include "service/policy_at.h"
#include "service/reference_data.h"
#include "service/region.h"
#include "service/scoped_reads.h"

namespace tongchou::service {
namespace {

struct KindRow {
  std::string_view code;
  Text title;
  Money StatementSums::*sum;
};

const KindRow& RowOf(MovementKind kind) {
  static const std::array<KindRow, 7> kKinds = {{
      {"opening", {"期初余额", "opening balance"}, &StatementSums::brought_forward},
      {"contribution", {"划入", "contribution"}, &StatementSums::credits},
      {"payment", {"支付", "payment"}, &StatementSums::purchases},
      {"reversal", {"冲正退回", "reversal"}, &StatementSums::purchases},
      {"interest", {"年度利息", "interest of a year"}, &StatementSums::interest},
      {"closing_interest", {"结清利息", "interest until paid out"}, &StatementSums::interest},
      {"payout", {"账户支付", "payout"}, &StatementSums::payouts},
  }};
  const std::size_t index = static_cast<std::size_t>(kind) - 1;
  TC_CHECK(index < kKinds.size());
  return kKinds[index];
}

Date MonthOf(Date day) { return Date(day.year(), day.month(), 1); }

// The names of the institutions of the settlements that movements name, by settlement.
Result<std::map<std::string, std::string>> ProvidersOf(
    Region& region, store::Reader& reader, const std::vector<store::MovementRow>& movements) {
  store::Needs needs;
  for (const store::MovementRow& row : movements) {
    if (row.settlement != 0) needs.settlements.push_back(row.settlement);
  }
  const Result<store::Loaded> loaded = reader.Load(needs);
  if (!loaded.ok()) return loaded.error();
  const auto reference = region.reference().Get();
  std::map<std::string, std::string> names;
  for (const store::SettlementRow& row : loaded->settlements) {
    const Provider* provider = reference->FindProvider(row.provider);
    names[IdText(region.area_number(), IdKind::kSettlement, row.settlement)] =
        provider == nullptr ? row.provider : provider->name;
  }
  return names;
}

AccountMovement ViewOf(std::int64_t area, const store::MovementRow& row) {
  return {row.number,
          row.at,
          row.kind,
          row.amount,
          row.balance_after,
          row.settlement == 0 ? std::string() : IdText(area, IdKind::kSettlement, row.settlement)};
}

void AddLine(const store::MovementRow& row, AccountStatement& statement) {
  Money StatementSums::*sum = RowOf(row.kind).sum;
  statement.sums.*sum += row.amount;
  const Date month = MonthOf(DayOf(row.at));
  if (statement.months.empty() || statement.months.back().first != month) {
    statement.months.push_back({month, {}, {}});
  }
  statement.months.back().sums.*sum += row.amount;
  statement.months.back().balance = row.balance_after;
  statement.closing = row.balance_after;
}

// `text` as one cell: quoted, with the quotes in it doubled.
std::string Cell(std::string_view text) {
  std::string cell = "\"";
  for (const char letter : text) {
    if (letter == '"') cell += '"';
    cell += letter;
  }
  return cell + "\"";
}

}  // namespace

const std::vector<StatementSum>& AllStatementSums() {
  static const std::vector<StatementSum> kSums = {
      {"brought_forward", {"期初转入", "brought forward"}, &StatementSums::brought_forward},
      {"credits", {"划入", "credited"}, &StatementSums::credits},
      {"purchases", {"就医购药支付", "paid for care and drugs"}, &StatementSums::purchases},
      {"interest", {"利息", "interest"}, &StatementSums::interest},
      {"payouts", {"账户支付", "paid out"}, &StatementSums::payouts},
  };
  return kSums;
}

std::string_view MovementCode(MovementKind kind) { return RowOf(kind).code; }

const Text& MovementTitle(MovementKind kind) { return RowOf(kind).title; }

Result<AccountStatement> StatementOf(Region& region, const Scope& scope, const std::string& psn_no,
                                     int year) {
  Result<Person> person = GetPerson(region, scope, psn_no);
  if (!person.ok()) return person.error();
  const levy::InterestSpan span = BenefitYear(region.pack(), year);
  if (span.from > region.today()) return Refuse(ErrorCode::kTimeInFuture, "year");
  AccountStatement statement;
  statement.person = *std::move(person);
  statement.year = year;
  statement.from = span.from;
  statement.over = region.today() >= span.until;
  statement.through = statement.over ? span.until.PlusDays(-1) : region.today();
  Result<std::unique_ptr<store::Reader>> reader = region.store().Read(region.area_number());
  if (!reader.ok()) return reader.error();
  auto rows =
      MovementsFrom(**reader, IdNumber(region.area_number(), IdKind::kPerson, psn_no), span.from);
  if (!rows.ok()) return rows.error();
  if (!rows->empty() && DayOf(rows->front().at) < span.from) {
    statement.opening = rows->front().balance_after;
    rows->erase(rows->begin());
  }
  std::erase_if(*rows, [&](const store::MovementRow& row) { return DayOf(row.at) >= span.until; });
  const auto providers = ProvidersOf(region, **reader, *rows);
  if (!providers.ok()) return providers.error();
  statement.closing = statement.opening;
  for (const store::MovementRow& row : *rows) {
    AddLine(row, statement);
    StatementLine line{ViewOf(region.area_number(), row), {}};
    const auto provider = providers->find(line.movement.setl_id);
    if (provider != providers->end()) line.provider = provider->second;
    statement.lines.push_back(std::move(line));
  }
  return statement;
}

std::string CsvOf(const AccountStatement& statement) {
  std::string csv =
      "\xEF\xBB\xBF时间 time,类别 kind,金额 amount,余额 balance,机构 institution,结算 "
      "settlement\r\n";
  for (const StatementLine& line : statement.lines) {
    const AccountMovement& movement = line.movement;
    const Text& title = MovementTitle(movement.kind);
    csv += fmt::format("{},{},{},{},{},{}\r\n", Cell(ToString(movement.at)),
                       Cell(title.zh + " " + title.en), ToYuan(movement.amount),
                       ToYuan(movement.balance_after), Cell(line.provider), Cell(movement.setl_id));
  }
  return csv;
}

}  // namespace tongchou::service
